"""What waits for one bureau, and the next batch of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from liaison.exchange.models import Delivery, Kept, Receipt
from liaison.exchange.states import KeptKind, State
from liaison.lib.wire import limits
from liaison.lib.wire.delivery import Batch, Carried

# JSON around one message: its header's token, names, quotes
OVERHEAD = 2200


@dataclass(frozen=True)
class Load:
    """One batch, the rows it came from, and whether more may wait behind it."""

    batch: Batch
    deliveries: list[Delivery]
    receipts: list[Receipt]
    full: bool


def waiting_deliveries(organisation: str) -> models.QuerySet[Delivery]:
    """Return what we have sent to a bureau and it has not receipted."""
    return Delivery.objects.filter(organisation=organisation, state=State.ACCEPTED)


def due(waiting: models.QuerySet[Delivery], now: datetime) -> models.QuerySet[Delivery]:
    """Return those that may be tried now."""
    return waiting.filter(
        models.Q(next_attempt_at__isnull=True) | models.Q(next_attempt_at__lte=now)
    )


def waiting_receipts(organisation: str) -> models.QuerySet[Receipt]:
    """Return our receipts that still have to travel to a bureau."""
    return Receipt.objects.filter(unsent_to=organisation)


def load(organisation: str, now: datetime) -> Load:
    """Return the next batch: urgent messages first, at most 50 and half of the size allowed."""
    sealed = due(waiting_deliveries(organisation), now).filter(channel_seq__isnull=False)
    urgent_first = sealed.select_related("message__sealed").order_by(
        models.Case(models.When(message__urgency="urgent", then=0), default=1), "channel_seq"
    )
    room = limits.BATCH_BYTES // 2
    chosen: list[Delivery] = []
    for delivery in urgent_first[: limits.BATCH_MESSAGES]:
        room -= len(delivery.message.sealed.data) + OVERHEAD
        if room < 0 and chosen:
            break
        chosen.append(delivery)
    receipts_waiting = list(waiting_receipts(organisation).order_by("id")[: limits.BATCH_MESSAGES])
    batch = Batch(
        messages=tuple(Carried(d.header, bytes(d.message.sealed.data)) for d in chosen),
        receipts=tuple(r.token for r in receipts_waiting),
    )
    most = limits.BATCH_MESSAGES
    full = room < 0 or len(chosen) == most or len(receipts_waiting) == most
    return Load(batch, chosen, receipts_waiting, full=full)


def next_attempt(organisation: str) -> datetime | None:
    """Return when the first of those that were put off may be tried again, or None."""
    found: datetime | None = waiting_deliveries(organisation).aggregate(
        at=models.Min("next_attempt_at")
    )["at"]
    mail = Kept.objects.filter(addressee=organisation).exclude(kind=KeptKind.PART)
    kept: datetime | None = mail.aggregate(at=models.Min("next_attempt_at"))["at"]
    return min((at for at in (found, kept) if at is not None), default=None)
