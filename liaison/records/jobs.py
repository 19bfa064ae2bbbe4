"""Periodic work of records: the copy register follows the receipts."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from liaison.exchange import selectors as exchange
from liaison.records.models import Copy
from liaison.records.states import CopyState

EVERY = timedelta(seconds=15)  # how long a delivered copy may still be shown as under way
AT_ONCE = 10_000


def note_deliveries(now: datetime) -> None:
    """Mark copies as held whose message was delivered, by the other bureau's signed receipt.

    A receipt for an older version than the one sent last changes nothing, because the register
    names the last message; a recalled copy is no longer under way.
    """
    receipted = exchange.delivered(OuterRef("message"), to=OuterRef("organisation"))
    held = Copy.objects.filter(Exists(receipted), state=CopyState.QUEUED)
    # looked for outside the transaction: most of the time there is nothing to write
    found = list(held.values_list("pk", flat=True)[:AT_ONCE])
    if found:
        with transaction.atomic():
            held.filter(pk__in=found).update(state=CopyState.HELD, held_at=now)
