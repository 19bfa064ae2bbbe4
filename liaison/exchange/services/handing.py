"""Handing sealed mail to the relay of a bureau that does not answer. The rows stay open.

The relay's word is kept beside the delivery, as evidence; only the addressee's own receipt closes
it. A relay that promised is reminded, one that refused or was away is asked again.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import models, transaction

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import texts
from liaison.exchange import policy
from liaison.exchange.errors import TransportFailed
from liaison.exchange.models import Delivery, Receipt
from liaison.exchange.services import bringing, loading, sealing
from liaison.lib.wire import limits, relayed
from liaison.lib.wire.delivery import Answer, Batch, Carried
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.errors import ShapeRefused, WireRefusal

Speak = Callable[[Entry, Batch], tuple[Answer, ...]]


def hand_over(speak: Speak, organisation: str, relay: Entry, *, now: datetime) -> datetime | None:
    """Give the relay what waits for a bureau and was not given before.

    Args:
        speak: carries a batch and brings the answers.
        organisation: the bureau that does not answer.
        relay: the bureau that its directory entry names.
        now: the present moment.

    Returns:
        When to look again, or None when nothing waits.
    """
    while True:
        # one that cannot be sealed waits: calling the bureau itself finds and postpones it
        sealing.seal_waiting(organisation, now=now)
        deliveries = _next_batch(organisation, now)
        receipts = list(loading.waiting_receipts(organisation)[: limits.BATCH_MESSAGES])
        if not deliveries and not receipts:
            return _again(organisation)
        batch = Batch(
            messages=tuple(Carried(d.header, bytes(d.message.sealed.data)) for d in deliveries),
            receipts=tuple(receipt.token for receipt in receipts),
        )
        try:
            answers = speak(relay, batch)
        except TransportFailed as failure:
            _put_off(deliveries, f"relay {relay.id}: {failure.reason}", now)
            return now + policy.RELAY_RETRY
        refused = _settle(relay, deliveries, receipts, answers, now)
        if refused and not deliveries:
            return now + policy.RELAY_RETRY


def waiting(organisation: str, now: datetime) -> bool:
    """Return whether there is anything to hand over now."""
    return (
        _unrelayed(organisation, now).exists() or loading.waiting_receipts(organisation).exists()
    )


def _unrelayed(organisation: str, now: datetime) -> models.QuerySet[Delivery]:
    due = models.Q(relay_next_at__isnull=True) | models.Q(relay_next_at__lte=now)
    return loading.waiting_deliveries(organisation).filter(due)


def _next_batch(organisation: str, now: datetime) -> list[Delivery]:
    room = limits.BATCH_BYTES // 2
    chosen: list[Delivery] = []
    sealed = _unrelayed(organisation, now).filter(channel_seq__isnull=False)
    rows = sealed.select_related("message__sealed").order_by("channel_seq")
    for delivery in rows[: limits.BATCH_MESSAGES]:
        room -= len(delivery.message.sealed.data) + loading.OVERHEAD
        if room < 0 and chosen:
            break
        chosen.append(delivery)
    return chosen


@transaction.atomic
def _settle(
    relay: Entry,
    deliveries: Sequence[Delivery],
    receipts: Sequence[Receipt],
    answers: Sequence[Answer],
    now: datetime,
) -> bool:
    """Keep the relay's words; return whether a receipt of ours was refused."""
    count = len(deliveries)
    for delivery, answer in zip(deliveries, answers[:count], strict=True):
        try:
            if not answer.receipt:
                raise ShapeRefused("answer", answer.refused or "says nothing")
            _check_word(delivery, answer.receipt, relay, now)
        except WireRefusal as refusal:
            _put_off([delivery], f"relay {relay.id}: {refusal}", now)
        else:
            _promised(delivery, answer.receipt, relay, now)
    pairs = list(zip(receipts, answers[count:], strict=True))
    taken = [receipt.pk for receipt, answer in pairs if not answer.refused]
    Receipt.objects.filter(pk__in=taken).update(unsent_to="")
    return len(taken) < len(pairs)


def _check_word(delivery: Delivery, token: str, relay: Entry, now: datetime) -> None:
    """Refuse a word that is not the relay's, or about something else than we gave it."""
    moment = int(now.timestamp())
    found = relayed.verify(
        token, relay=relay.id, resolve=lambda kid: relay.signing_key(kid, now=moment)
    )
    message = delivery.message
    given = (settings.NODE.organisation, delivery.organisation, message.jti, message.digest)
    if (found.sender, found.to, found.jti, found.digest) != given:
        raise ShapeRefused("jti", "is not of what it was given")


def _promised(delivery: Delivery, token: str, relay: Entry, now: datetime) -> None:
    first = delivery.relayed_at is None
    delivery.relayed_by, delivery.relayed_at, delivery.relay_token = relay.id, now, token
    delivery.relay_next_at = now + policy.RELAY_REMIND
    if first:
        delivery.relay_overdue_at = now + policy.RELAY_OVERDUE
        audit.record(
            Who.machine(relay.id, relay.id),
            event="exchange:relay:promised",
            target=str(delivery.message.jti),
            at=now,
            facts={"to": delivery.organisation},
        )
        # its files may lie beside it
        bringing.promise_for([delivery.message_id], delivery.organisation, at=now)
    delivery.save(
        update_fields=[
            "relayed_by",
            "relayed_at",
            "relay_token",
            "relay_next_at",
            "relay_overdue_at",
        ]
    )


def _put_off(deliveries: Sequence[Delivery], reason: str, now: datetime) -> None:
    shown = texts.shown(reason, most=300)
    Delivery.objects.filter(pk__in=[row.pk for row in deliveries]).update(
        relay_next_at=now + policy.RELAY_RETRY, last_error=shown
    )


def _again(organisation: str) -> datetime | None:
    found: datetime | None = loading.waiting_deliveries(organisation).aggregate(
        at=models.Min("relay_next_at")
    )["at"]
    return found
