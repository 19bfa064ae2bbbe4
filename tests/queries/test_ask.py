"""Asking the owner: the first moment anybody abroad learns of the hit."""

from datetime import timedelta

import pytest

from liaison.identity.errors import PermissionRefused
from liaison.identity.states import Permission
from liaison.queries import services
from liaison.queries.errors import TransitionRefused
from liaison.queries.models import Confirmation
from liaison.queries.states import ConfirmationState, HitState, Urgency
from liaison.queries.wireform import ASKED, parse_asked
from tests.cast import NOW, an_actor
from tests.queries.things import a_hit, ada, events, written
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("urgency", "length"), [(Urgency.URGENT, 10), (Urgency.ROUTINE, 60)], ids=["urgent", "routine"]
)
def test_the_owner_is_asked_with_a_clock(outbox: Outbox, urgency: Urgency, length: int) -> None:
    """One message to the owner and to nobody else, which our own parser reads back."""
    hit = a_hit(HitState.COMPARED)
    now = NOW + timedelta(microseconds=700)
    due = services.ask_confirmation(ada(), hit_id=hit.id, urgency=urgency, note="gate 4", now=now)
    hit.refresh_from_db()
    assert due == hit.due_at == NOW + timedelta(minutes=length)
    (sent,) = outbox.sent
    assert (sent.to, sent.kind) == (("seoul",), ASKED)
    asked = parse_asked(sent.body)
    assert (asked.hit_id, asked.record_id, asked.due_at) == (hit.id, hit.record_id, due)
    assert (asked.number, asked.note, asked.urgency) == ("LX7310254", "gate 4", urgency)
    assert (hit.state, hit.question_message) == (HitState.CONFIRMATION_ASKED, sent.jti)
    assert not Confirmation.objects.exists()
    assert ("queries:confirmation:asked", "done") in events()


def test_our_own_record_is_asked_at_our_own_desk(outbox: Outbox) -> None:
    """No message: the question is a row."""
    hit = a_hit(HitState.CONFIRMATION_ASKED, own=True)
    row = Confirmation.objects.get()
    assert (row.asker, row.hit_id, row.state) == ("beijing", hit.id, ConfirmationState.ASKED)
    assert (row.message, hit.question_message) == (None, None)
    assert outbox.sent == []


@pytest.mark.parametrize("state", [s for s in HitState if s is not HitState.COMPARED])
@pytest.mark.usefixtures("outbox")
def test_only_a_compared_hit_asks_and_only_once(state: HitState) -> None:
    """From every other state: refused, nothing written, nothing sent."""
    hit = a_hit(state)
    before = written()
    with pytest.raises(TransitionRefused):
        services.ask_confirmation(ada(), hit_id=hit.id, urgency=Urgency.URGENT, note="", now=NOW)
    assert written() == before


def test_reading_is_not_asking(outbox: Outbox) -> None:
    """The head of bureau looks and changes nothing."""
    hit = a_hit(HitState.COMPARED)
    before = written()
    reader = an_actor(permissions=[Permission.HIT_READ])
    with pytest.raises(PermissionRefused):
        services.ask_confirmation(reader, hit_id=hit.id, urgency=Urgency.URGENT, note="", now=NOW)
    assert written() == before
    assert outbox.sent == []
