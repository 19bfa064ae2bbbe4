"""Periodic work of records: the copy register follows the receipts."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from liaison.exchange.models import Delivery
from liaison.exchange.states import Direction, State
from liaison.records.models import Copy
from liaison.records.states import CopyState

EVERY = timedelta(seconds=15)  # how long a delivered copy may still be shown as under way
AT_ONCE = 10_000
_DELIVERED = (State.DELIVERED, State.OPENED, State.ANSWERED)


def note_deliveries(now: datetime) -> None:
    """Mark copies as held whose message was delivered, by the other bureau's signed receipt.

    A receipt for an older version than the one sent last changes nothing, because the register
    names the last message; a recalled copy is no longer under way.
    """
    receipted = Delivery.objects.filter(
        message__iss=settings.NODE.organisation,
        message__jti=OuterRef("message"),
        message__direction=Direction.OUT,
        organisation=OuterRef("organisation"),
        state__in=_DELIVERED,
    )
    held = Copy.objects.filter(Exists(receipted), state=CopyState.QUEUED)
    # looked for outside the transaction: most of the time there is nothing to write
    found = list(held.values_list("pk", flat=True)[:AT_ONCE])
    if found:
        with transaction.atomic():
            held.filter(pk__in=found).update(state=CopyState.HELD, held_at=now)
