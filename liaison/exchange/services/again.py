"""Sending again to a bureau that was restored: messages it receipted and has forgotten.

The rows of the first sending stay as they are: what was receipted was receipted. The bytes are the
same, but for kinds whose content is shredded here: from those our own copy was taken out, so that
only the bureau can open them, and they have another digest.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from liaison.audit import selectors as log
from liaison.exchange import keys, policy
from liaison.exchange.models import Again, Channel, Delivery
from liaison.exchange.services import taking
from liaison.lib.wire import delivery, limits, tokens
from liaison.lib.wire.delivery import Answer, Batch, Carried, DeliveryHeader
from liaison.lib.wire.entry import Entry

Speak = Callable[[Entry, Batch], tuple[Answer, ...]]
OVERHEAD = 2200


def promise(organisation: str, lost: models.QuerySet[Delivery], *, now: datetime) -> int:
    """Number and label messages anew for a bureau, in the caller's transaction.

    Returns:
        How many.
    """
    channel, _ = Channel.objects.select_for_update().get_or_create(organisation=organisation)
    head = log.latest_checkpoint()
    number = 0
    for row in lost.select_related("message__sealed"):
        digest = hashlib.sha256(bytes(row.message.sealed.data)).hexdigest()
        channel.out_seq += 1
        header = DeliveryHeader(
            iss=settings.NODE.organisation,
            to=organisation,
            jti=row.message.jti,
            digest=digest,
            channel_seq=channel.out_seq,
            prev=channel.out_prev,
            checkpoint=head.note if head else "",
            sent_at=int(now.timestamp()),
        )
        token = delivery.sign(header, by=keys.signing().newest)
        Again.objects.update_or_create(
            delivery=row,
            defaults={
                "organisation": organisation,
                "header": token,
                "digest": digest,
                "done_at": None,
                "attempts": 0,
                "next_attempt_at": None,
            },
        )
        channel.out_prev = digest
        number += 1
    channel.save(update_fields=["out_seq", "out_prev"])
    return number


def due(organisation: str, now: datetime) -> models.QuerySet[Again]:
    """Return what may be sent again to a bureau now."""
    free = models.Q(next_attempt_at__isnull=True) | models.Q(next_attempt_at__lte=now)
    return Again.objects.filter(free, organisation=organisation, done_at__isnull=True)


def next_attempt(organisation: str) -> datetime | None:
    """Return when the first of those that were put off may be tried again, or None."""
    waiting = Again.objects.filter(organisation=organisation, done_at__isnull=True)
    found: datetime | None = waiting.aggregate(at=models.Min("next_attempt_at"))["at"]
    return found


def send(speak: Speak, organisation: str, peer: Entry, via: Entry, *, now: datetime) -> bool:
    """Send the next batch; return whether there was one.

    Args:
        speak: carries a batch and brings the answers.
        organisation: the bureau that was restored.
        peer: its entry.
        via: the same, or its relay's.
        now: the present moment.

    Raises:
        TransportFailed: not reached.
    """
    rows = _next_batch(organisation, now)
    if not rows:
        return False
    batch = Batch(
        messages=tuple(Carried(r.header, bytes(r.delivery.message.sealed.data)) for r in rows),
        receipts=(),
    )
    for row, answer in zip(rows, speak(via, batch), strict=False):
        _settle(row, answer, peer, relayed=via.id != peer.id, now=now)
    return True


def _settle(row: Again, answer: Answer, peer: Entry, *, relayed: bool, now: datetime) -> None:
    pause: timedelta | None = None
    if answer.receipt and tokens.said(answer.receipt).get("kind") is not None and relayed:
        # the relay's word: the receipt comes by way of it, later
        pause = policy.RELAY_REMIND
    elif answer.receipt:
        offered = taking.Offered(answer.receipt, about=row.delivery.message.jti)
        if not taking.take([offered], peer=peer, now=now)[0]:
            Again.objects.filter(pk=row.pk).update(done_at=now)
            return
    row.attempts += 1
    row.next_attempt_at = (
        now + pause if pause else policy.next_attempt(failures=row.attempts, now=now, chance=0.5)
    )
    row.save(update_fields=["attempts", "next_attempt_at"])


def _next_batch(organisation: str, now: datetime) -> list[Again]:
    room = limits.BATCH_BYTES // 2
    chosen: list[Again] = []
    # bytes that were dropped meanwhile, because their time is over, are sent no more
    rows = due(organisation, now).filter(delivery__message__sealed__isnull=False)
    for row in rows.select_related("delivery__message__sealed").order_by("pk")[
        : limits.BATCH_MESSAGES
    ]:
        room -= len(row.delivery.message.sealed.data) + OVERHEAD
        if room < 0 and chosen:
            break
        chosen.append(row)
    return chosen
