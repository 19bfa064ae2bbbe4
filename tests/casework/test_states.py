"""The tables of states: total, reachable, and no way round the review or the desk."""

import enum
from collections.abc import Mapping

import pytest

from liaison.casework import policy, states
from liaison.casework.states import (
    DONE,
    TABLES,
    AddresseeState,
    Direction,
    Queue,
    State,
)

LIVES: Mapping[str, tuple[Mapping[enum.StrEnum, frozenset[enum.StrEnum]], enum.StrEnum]] = {
    "outgoing": (states.OUT_TRANSITIONS, State.DRAFT),  # type: ignore[dict-item]
    "incoming": (states.IN_TRANSITIONS, State.ARRIVED),  # type: ignore[dict-item]
    "addressees": (states.ADDRESSEE_TRANSITIONS, AddresseeState.SENT),  # type: ignore[dict-item]
    "clocks": (states.CLOCK_TRANSITIONS, states.ClockState.RUNNING),  # type: ignore[dict-item]
    "transfers": (states.TRANSFER_TRANSITIONS, states.TransferState.OFFERED),  # type: ignore[dict-item]
    "cases": (states.CASE_TRANSITIONS, states.CaseState.OPEN),  # type: ignore[dict-item]
    "tasks": (states.TASK_TRANSITIONS, states.TaskState.OPEN),  # type: ignore[dict-item]
}


def reached(
    table: Mapping[enum.StrEnum, frozenset[enum.StrEnum]],
    start: enum.StrEnum,
    without: frozenset[enum.StrEnum] = frozenset(),
) -> set[enum.StrEnum]:
    """Return every state that can be reached, perhaps without passing through some."""
    found, waiting = {start}, [start]
    while waiting:
        for state in table[waiting.pop()] - found - without:
            found.add(state)
            waiting.append(state)
    return found


@pytest.mark.parametrize(("table", "first"), LIVES.values(), ids=LIVES)
def test_every_state_of_a_table_can_be_reached_and_is_in_it(
    table: Mapping[enum.StrEnum, frozenset[enum.StrEnum]], first: enum.StrEnum
) -> None:
    assert reached(table, first) == set(table)
    assert all(to <= set(table) for to in table.values())


def test_the_two_directions_together_know_every_state() -> None:
    assert set(states.OUT_TRANSITIONS) | set(states.IN_TRANSITIONS) == set(State)


def test_nothing_is_sent_without_a_review() -> None:
    without = frozenset({State.SUBMITTED})
    assert State.SENT not in reached(states.OUT_TRANSITIONS, State.DRAFT, without)  # type: ignore[arg-type]


def test_no_unit_works_on_what_the_desk_has_not_accepted() -> None:
    """Not even by way of a clarification: that ends where it began."""
    without = frozenset({State.ACCEPTED, State.CLARIFICATION_ASKED})
    found = reached(states.IN_TRANSITIONS, State.ARRIVED, without)  # type: ignore[arg-type]
    assert not found & {State.ASSIGNED, State.ANSWER_DRAFTED, State.WAITING}


def test_whatever_is_not_done_lies_in_a_queue() -> None:
    """And what is done in no other."""
    for direction, table in TABLES.items():
        for state in table:
            queue = policy.queue_of(direction, state)
            assert (queue is Queue.DONE) is (state in DONE[direction])


@pytest.mark.parametrize(
    ("addressees", "state"),
    [
        (["sent", "sent"], State.SENT),
        (["answered", "sent"], State.PARTLY_ANSWERED),
        (["partly_answered"], State.PARTLY_ANSWERED),
        (["answered", "answered"], State.ANSWERED),
        (["answered", "clarification_asked"], State.CLARIFICATION_ASKED),
        (["answered", "not_delivered"], State.ANSWERED),
        (["not_delivered"], State.SENT),
    ],
)
def test_a_request_stands_where_its_addressees_have_brought_it(
    addressees: list[str], state: State
) -> None:
    assert policy.state_of([AddresseeState(one) for one in addressees]) is state


def test_a_pause_can_end_wherever_it_can_begin() -> None:
    """Else a clarification would be answered and the request could not go on."""
    table = TABLES[Direction.IN]
    for pause in (State.CLARIFICATION_ASKED, State.WAITING):
        for state, onward in table.items():
            if pause in onward and state is not State.WAITING:
                assert state in table[pause], (pause, state)
