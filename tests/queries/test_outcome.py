"""Closing: the outcome, told to an owner who was asked."""

import pytest

from liaison.core.errors import Refusal
from liaison.queries import services
from liaison.queries.errors import OutcomeContradicts, TextRefused, TransitionRefused
from liaison.queries.models import Confirmation
from liaison.queries.states import Action, ConfirmationState, HitState, Outcome
from liaison.queries.wireform import REPORTED, parse_reported
from tests.cast import NOW
from tests.queries.things import REASON, a_hit, ada, events, written
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


def closed(hit_id: object, outcome: Outcome = Outcome.NO_ACTION, note: str = "") -> None:
    """Let Ada close a hit."""
    services.record_outcome(ada(), hit_id=hit_id, outcome=outcome, note=note, now=NOW)  # type: ignore[arg-type]


def test_the_owner_hears_how_it_ended(outbox: Outbox) -> None:
    """In the conversation of the question."""
    hit = a_hit(HitState.ACTION_TAKEN)
    closed(hit.id, Outcome.SEIZURE, "kept in safe 3")
    (sent,) = outbox.of_kind(REPORTED)
    report = parse_reported(sent.body)
    assert (sent.to, sent.thread) == (("seoul",), hit.question_message)
    assert (report.action, report.outcome) == (Action.SEIZE_DOCUMENT, Outcome.SEIZURE)
    assert not report.emergency
    # our note is ours
    assert "safe 3" not in str(sent.body)
    hit.refresh_from_db()
    assert (hit.state, hit.outcome_note) == (HitState.CLOSED, "kept in safe 3")
    assert ("queries:hit:closed", "done") in events()


def test_an_owner_who_was_not_asked_hears_nothing(outbox: Outbox) -> None:
    """The check stays silent to its end."""
    hit = a_hit(HitState.COMPARED)
    services.take_action(ada(), hit_id=hit.id, action=Action.LET_PASS, now=NOW)
    closed(hit.id)
    assert outbox.sent == []


def test_our_own_desk_sees_the_outcome(outbox: Outbox) -> None:
    """Without a message; an emergency is told."""
    hit = a_hit(HitState.CONFIRMATION_ASKED, own=True)
    services.take_action(
        ada(), hit_id=hit.id, action=Action.DETAIN_PERSON, emergency_reason=REASON, now=NOW
    )
    closed(hit.id, Outcome.ARREST)
    row = Confirmation.objects.get()
    assert (row.state, row.outcome) == (ConfirmationState.OUTCOME_REPORTED, Outcome.ARREST)
    assert row.emergency
    assert outbox.sent == []


@pytest.mark.usefixtures("outbox")
def test_an_invalid_record_is_closed_without_force() -> None:
    """The owner said no: nothing was done."""
    hit = a_hit(HitState.INVALID)
    closed(hit.id)
    hit.refresh_from_db()
    assert (hit.state, hit.action) == (HitState.CLOSED, "")


REFUSALS: dict[str, tuple[HitState, Outcome, str, type[Refusal]]] = {
    "nothing was compared": (HitState.POSSIBLE, Outcome.NO_ACTION, "", TransitionRefused),
    "nothing was done": (HitState.CONFIRMED, Outcome.NO_ACTION, "", TransitionRefused),
    "an arrest without confirmation": (HitState.COMPARED, Outcome.ARREST, "", TransitionRefused),
    "an arrest on an invalid record": (HitState.INVALID, Outcome.ARREST, "", OutcomeContradicts),
    "twice": (HitState.CLOSED, Outcome.SEIZURE, "", TransitionRefused),
    "an endless note": (HitState.ACTION_TAKEN, Outcome.SEIZURE, "a" * 1001, TextRefused),
}


@pytest.mark.parametrize(("state", "outcome", "note", "refusal"), REFUSALS.values(), ids=REFUSALS)
@pytest.mark.usefixtures("outbox")
def test_record_outcome_refuses(
    state: HitState, outcome: Outcome, note: str, refusal: type[Refusal]
) -> None:
    """And writes nothing."""
    hit = a_hit(state)
    before = written()
    with pytest.raises(refusal):
        closed(hit.id, outcome, note)
    assert written() == before
