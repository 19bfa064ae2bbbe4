"""The tables of states: total, closed, and with a way out of every unfinished state."""

import pytest

from liaison.records.errors import TransitionRefused
from liaison.records.policy import check_copy_transition, check_transition
from liaison.records.states import COPY_TRANSITIONS, TRANSITIONS, CopyState, RecordState


def test_every_state_has_its_line() -> None:
    assert set(TRANSITIONS) == set(RecordState)
    assert set(COPY_TRANSITIONS) == set(CopyState)


@pytest.mark.parametrize("target", RecordState)
def test_nothing_follows_a_withdrawal(target: RecordState) -> None:
    with pytest.raises(TransitionRefused, match="withdrawn cannot become"):
        check_transition(RecordState.WITHDRAWN, target)


@pytest.mark.parametrize("current", CopyState)
@pytest.mark.parametrize("target", CopyState)
def test_a_copy_moves_as_the_table_says(current: CopyState, target: CopyState) -> None:
    if target in COPY_TRANSITIONS[current]:
        check_copy_transition(current, target)
    else:
        with pytest.raises(TransitionRefused):
            check_copy_transition(current, target)


def test_only_a_recalled_copy_is_erased() -> None:
    leading = {state for state, targets in COPY_TRANSITIONS.items() if CopyState.ERASED in targets}
    assert leading == {CopyState.RECALL_QUEUED}
