"""Withdrawing: the record stays, closed; every copy is recalled."""

import uuid
from collections.abc import Callable

import pytest

from liaison.audit.models import Payload
from liaison.core.errors import Refusal
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor
from liaison.records import services
from liaison.records.errors import NoSuchRecord, NoteRefused, TransitionRefused
from liaison.records.models import Copy, Record
from liaison.records.states import CopyState, WithdrawalReason
from tests.cast import an_actor
from tests.records.outbox import Outbox
from tests.records.things import LATER, a_copy, ada, an_own_document, written

pytestmark = pytest.mark.django_db
Made = Callable[[], Record]
REFUSALS: dict[str, tuple[Made, Callable[[], Actor], str, type[Refusal]]] = {
    "who reads does not withdraw": (an_own_document, an_actor, "", PermissionRefused),
    "a copy of Seoul's": (a_copy, ada, "", NoSuchRecord),
    "a stranger's eyes": (
        an_own_document,
        lambda: an_actor(person="Chiara", role="data_steward"),
        "",
        NoSuchRecord,
    ),
    "the steward of a sub-bureau": (
        an_own_document,
        lambda: an_actor(organisation="beijing/hong-kong", role="data_steward"),
        "",
        PermissionRefused,
    ),
    "a document nobody knows": (lambda: Record(id=uuid.uuid4()), ada, "", NoSuchRecord),
    "withdrawn before": (lambda: an_own_document(withdrawn=True), ada, "", TransitionRefused),
    "a note too long": (an_own_document, ada, "x" * 501, NoteRefused),
}


@pytest.mark.parametrize(("made", "actor", "note", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_refuses(
    outbox: Outbox, made: Made, actor: Callable[[], Actor], note: str, refusal: type[Refusal]
) -> None:
    row = made()
    before, sent = (written(), list(Record.objects.values())), len(outbox.sent)
    with pytest.raises(refusal):
        services.withdraw(
            actor(), document_id=row.id, reason=WithdrawalReason.FOUND, note=note, now=LATER
        )
    assert (written(), list(Record.objects.values())) == before
    assert len(outbox.sent) == sent


def withdrawn(*, to: tuple[str, ...] = ("incheon", "seoul")) -> Record:
    """Let Ada withdraw a document that was sent to bureaus."""
    row = an_own_document(to=to)
    services.withdraw(
        ada(), document_id=row.id, reason=WithdrawalReason.FOUND, note=" at home ", now=LATER
    )
    row.refresh_from_db()
    return row


@pytest.mark.usefixtures("outbox")
def test_closes_the_record() -> None:
    row = withdrawn()
    assert (row.state, row.version, row.withdrawn_at) == ("withdrawn", 2, LATER)
    assert (row.withdrawal_reason, row.withdrawal_note) == ("found", "at home")


def test_recalls_every_copy_without_the_note(outbox: Outbox) -> None:
    row = withdrawn()
    (recall,) = outbox.of_kind("records.withdraw")
    assert recall.to == ("incheon", "seoul")
    assert recall.body == {"record_id": str(row.id), "version": 2, "reason": "found"}
    for copy in Copy.objects.all():
        assert (copy.state, copy.message) == (CopyState.RECALL_QUEUED, recall.jti)
        assert copy.recall_queued_at == LATER


def test_tells_nobody_of_a_document_nobody_has(outbox: Outbox) -> None:
    withdrawn(to=())
    assert not outbox.sent


@pytest.mark.usefixtures("outbox")
def test_is_on_record() -> None:
    row = withdrawn()
    entry = Payload.objects.get(event="records:document:withdrawn")
    assert entry.target == str(row.id)
    assert '"copies":2' in entry.body
