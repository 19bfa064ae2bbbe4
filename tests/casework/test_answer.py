"""An incoming request is answered: by a unit and released, or by the desk itself."""

import pytest

from liaison.casework import selectors, services
from liaison.casework.errors import TransitionRefused
from liaison.casework.states import ClockState, Result, State
from liaison.casework.words import LetterKind
from tests.casework.things import (
    SOON,
    UNIT,
    again,
    an_accepted,
    an_answer,
    an_arrived,
    an_assigned,
    boris,
    li,
    receive,
)
from tests.cast import NOW
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


def test_the_unit_drafts_and_the_desk_releases(outbox: Outbox) -> None:
    """Nothing leaves before the desk has looked at it."""
    row = an_assigned()
    assert (row.state, row.holder_organisation) == (State.ASSIGNED, UNIT)
    services.draft_answer(li(), request_id=row.id, answer=an_answer(), now=NOW)
    assert (again(row).state, again(row).holder_organisation) == (State.ANSWER_DRAFTED, "beijing")
    assert not outbox.sent
    services.release_answer(boris(), request_id=row.id, now=SOON)
    (sent,) = outbox.sent
    assert (sent.kind, sent.to, sent.in_reply_to) == ("casework.answer", ("seoul",), row.message)
    assert sent.body["request"] == str(row.origin)
    assert (sent.body["reference"], sent.body["your_reference"]) == (
        row.our_reference,
        "SL-2026-000017",
    )
    row = again(row)
    assert (row.state, row.result, row.is_open) == (State.ANSWERED, Result.INFORMATION, False)
    assert row.deadline.state == ClockState.STOPPED


def test_the_desk_gives_a_draft_back(outbox: Outbox) -> None:
    """With what is missing; the unit holds it again."""
    row = an_assigned()
    services.draft_answer(li(), request_id=row.id, answer=an_answer(), now=NOW)
    services.return_answer(boris(), request_id=row.id, words="Since when?", now=NOW)
    row = again(row)
    assert (row.state, row.holder_organisation) == (State.ASSIGNED, UNIT)
    assert "draft_answer" in selectors.request_file(li(), row.id, NOW).verbs
    assert not outbox.sent


def test_the_unit_gives_it_back(outbox: Outbox) -> None:
    """The pool of the desk holds it again."""
    assert outbox is not None
    row = an_assigned()
    services.give_back(li(), request_id=row.id, words="Not our district.", now=NOW)
    row = again(row)
    assert (row.state, row.holder_organisation, row.assigned_unit) == (
        State.ACCEPTED,
        "beijing",
        "",
    )


@pytest.mark.parametrize("result", Result)
def test_every_result_is_an_answer(outbox: Outbox, result: Result) -> None:
    """A refusal and nothing known end the request like information does."""
    row = an_accepted()
    services.answer(boris(), request_id=row.id, answer=an_answer(result), now=SOON)
    assert (again(row).state, again(row).result) == (State.ANSWERED, result)
    assert outbox.sent[0].body["result"] == result.value


def test_a_part_first_and_the_rest_later(outbox: Outbox) -> None:
    """The clock runs on until all is told."""
    row = an_accepted()
    services.answer(boris(), request_id=row.id, answer=an_answer(partial=True), now=NOW)
    assert (again(row).state, again(row).is_open) == (State.PARTLY_ANSWERED, True)
    assert again(row).deadline.state == ClockState.RUNNING
    services.answer(boris(), request_id=row.id, answer=an_answer(), now=SOON)
    assert again(row).state == State.ANSWERED
    assert [sent.body["partial"] for sent in outbox.sent] == [True, False]


def test_more_may_be_told_after_the_end(outbox: Outbox) -> None:
    """It is sent and changes no state."""
    row = an_accepted()
    for partial in (False, True, False):
        services.answer(boris(), request_id=row.id, answer=an_answer(partial=partial), now=SOON)
    assert again(row).state == State.ANSWERED
    assert len(outbox.sent) == 3


def test_clarification_pauses_and_resumes_where_it_was(outbox: Outbox) -> None:
    """Our clock stands still until the desk that asked has answered."""
    row = an_assigned()
    due = row.due_at
    services.ask_clarification(boris(), request_id=row.id, words="Which passport?", now=NOW)
    row = again(row)
    assert (row.state, row.deadline.state) == (State.CLARIFICATION_ASKED, ClockState.PAUSED)
    assert outbox.sent[0].kind == "casework.clarify"
    receive(row, LetterKind.CLARIFICATION)
    row = again(row)
    assert (row.state, row.deadline.state) == (State.ASSIGNED, ClockState.RUNNING)
    assert row.due_at >= due


def test_a_court_pauses_the_clock(outbox: Outbox) -> None:
    """With the reason in the thread."""
    assert outbox is not None
    row = an_accepted()
    services.wait_for_court(boris(), request_id=row.id, words="Warrant asked for.", now=NOW)
    assert again(row).deadline.state == ClockState.PAUSED
    services.resume(boris(), request_id=row.id, now=SOON)
    assert (again(row).state, again(row).deadline.state) == (State.ACCEPTED, ClockState.RUNNING)


def test_the_desk_must_have_looked_before_anybody_answers(outbox: Outbox) -> None:
    """An arrived request is reviewed first."""
    row = an_arrived()
    with pytest.raises(TransitionRefused):
        services.answer(boris(), request_id=row.id, answer=an_answer(), now=NOW)
    assert not outbox.sent
