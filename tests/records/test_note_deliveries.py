"""The copy register follows the receipts: held when the last message was delivered."""

from datetime import timedelta
from uuid import UUID

import pytest

from liaison.core.sockets import PERIODIC
from liaison.exchange.models import Delivery, Message
from liaison.exchange.states import Direction, State
from liaison.records import jobs, services
from liaison.records.models import Copy
from liaison.records.states import CopyState, Fraud, WithdrawalReason
from tests.cast import NOW
from tests.records.things import LATER, a_document, ada, an_own_document, imported

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def receipt(jti: UUID, state: State, *, organisation: str = "seoul") -> None:
    """Let a bureau give a receipt for one of our messages."""
    message, _ = Message.objects.get_or_create(
        jti=jti,
        iss="beijing",
        defaults={
            "direction": Direction.OUT,
            "kind": "records.distribute",
            "thread": jti,
            "urgency": "normal",
            "purpose": "locate persons or objects",
            "issued_at": NOW,
            "expires_at": NOW + timedelta(days=30),
            "state": State.ACCEPTED,
            "created_at": NOW,
        },
    )
    Delivery.objects.create(message=message, organisation=organisation, state=state)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.ACCEPTED, CopyState.QUEUED),
        (State.STORED, CopyState.QUEUED),
        (State.REJECTED, CopyState.QUEUED),
        (State.DELIVERED, CopyState.HELD),
        (State.OPENED, CopyState.HELD),
    ],
)
def test_a_copy_is_held_once_it_is_delivered(state: State, expected: CopyState) -> None:
    an_own_document(to=["incheon", "seoul"])
    copy = Copy.objects.get(organisation="seoul")
    receipt(copy.message, state)
    jobs.note_deliveries(LATER)
    copy.refresh_from_db()
    assert copy.state == expected
    assert copy.held_at == (LATER if expected is CopyState.HELD else None)
    assert Copy.objects.get(organisation="incheon").state == CopyState.QUEUED


def test_a_receipt_for_an_older_version_changes_nothing() -> None:
    an_own_document()
    receipt(Copy.objects.get().message, State.DELIVERED)
    imported(a_document(fraud=Fraud.REVOKED))
    jobs.note_deliveries(LATER)
    assert Copy.objects.get().state == CopyState.QUEUED


def test_a_recalled_copy_is_not_held_again() -> None:
    row = an_own_document()
    receipt(Copy.objects.get().message, State.DELIVERED)
    services.withdraw(ada(), document_id=row.id, reason=WithdrawalReason.EXPIRED, note="", now=NOW)
    jobs.note_deliveries(LATER)
    assert Copy.objects.get().state == CopyState.RECALL_QUEUED


def test_is_plugged_in() -> None:
    assert PERIODIC["records.deliveries"].run is jobs.note_deliveries
