"""The tables of states: total, and no way round the owner."""

from collections.abc import Mapping

from liaison.queries import clocks
from liaison.queries.states import (
    CONFIRMATION_TRANSITIONS,
    FINAL,
    TRANSITIONS,
    UNANSWERED,
    WAITING,
    Action,
    ConfirmationState,
    HitState,
    Outcome,
    Urgency,
)


def ways_into(target: HitState) -> set[HitState]:
    """Return the states from which one state can be reached in one step."""
    return {state for state, to in TRANSITIONS.items() if target in to}


def reached(table: Mapping[HitState, frozenset[HitState]], start: HitState) -> set[HitState]:
    """Return every state that can be reached."""
    found, waiting = {start}, [start]
    while waiting:
        for state in table[waiting.pop()] - found:
            found.add(state)
            waiting.append(state)
    return found


def test_the_tables_are_total() -> None:
    """Every state has its line, and every hit state can be reached."""
    assert set(TRANSITIONS) == set(HitState)
    assert set(CONFIRMATION_TRANSITIONS) == set(ConfirmationState)
    assert reached(TRANSITIONS, HitState.POSSIBLE) == set(HitState)
    assert {HitState.FALSE_POSITIVE, HitState.CLOSED} == FINAL


def test_only_the_owners_word_confirms() -> None:
    """The one way into `confirmed` begins where the owner was asked."""
    assert ways_into(HitState.CONFIRMED) == WAITING
    assert ways_into(HitState.CONFIRMATION_ASKED) == {HitState.COMPARED}
    assert ways_into(HitState.COMPARED) == {HitState.POSSIBLE}


def test_no_action_without_comparing() -> None:
    """Take `compared` away, and no action can be reached."""
    without = {s: to - {HitState.COMPARED} for s, to in TRANSITIONS.items()}
    assert HitState.ACTION_TAKEN not in reached(without, HitState.POSSIBLE)


def test_no_action_on_an_invalid_record() -> None:
    """It can only be closed."""
    assert TRANSITIONS[HitState.INVALID] == {HitState.CLOSED}


def test_a_late_answer_is_taken() -> None:
    """On both sides."""
    assert {HitState.CONFIRMED, HitState.INVALID} <= TRANSITIONS[HitState.EXPIRED]
    for state in UNANSWERED:
        assert ConfirmationState.ANSWERED_VALID in CONFIRMATION_TRANSITIONS[state]


def test_force_is_named() -> None:
    """What touches liberty or property, and what can only follow from it."""
    assert {a for a in Action if a.coercive} == {
        Action.REFUSE_ENTRY,
        Action.SEIZE_DOCUMENT,
        Action.DETAIN_PERSON,
    }
    assert {o for o in Outcome if o.coercive} == {
        Outcome.ARREST,
        Outcome.SEIZURE,
        Outcome.ENTRY_REFUSED,
    }


def test_every_urgency_has_a_clock() -> None:
    """No question without an end."""
    assert set(clocks.LIMITS) == set(Urgency)
