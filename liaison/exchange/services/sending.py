"""The job that calls one bureau: seal, send, take the answers, until nothing waits.

One job at a time for each bureau, so batches stay in order; a bureau that is down holds up nobody
else. Nothing here runs inside a transaction while the network is slow.
"""

import random
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models, transaction

from liaison.core import clock
from liaison.core.sockets import JobPayload
from liaison.exchange import policy, trust
from liaison.exchange.errors import TransportFailed
from liaison.exchange.models import Channel, Delivery, Receipt
from liaison.exchange.services import alarms, sealing, taking
from liaison.exchange.states import AlarmKind, State
from liaison.exchange.transport import HttpsTransport, Transport
from liaison.lib.wire import limits
from liaison.lib.wire.delivery import (
    Answer,
    Batch,
    Carried,
    decode_answers,
    encode_batch,
)
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.errors import WireRefusal

# JSON around one message: its header's token, names, quotes
OVERHEAD = 2200


@dataclass(frozen=True)
class _Load:
    """One batch, the rows it came from, and whether more may wait behind it."""

    batch: Batch
    deliveries: list[Delivery]
    receipts: list[Receipt]
    full: bool


class Sender:
    """Calls bureaus through one transport.

    Args:
        transport: how bytes reach them.
    """

    def __init__(self, transport: Transport | None = None) -> None:
        """Keep the transport; without one the real one is made at the first call."""
        self._transport = transport

    def run(self, payload: JobPayload, now: datetime) -> datetime | None:
        """Send everything that waits for one bureau.

        Args:
            payload: `{"to": organisation}`.
            now: the present moment.

        Returns:
            When to call again because something could not be delivered, else None.
        """
        organisation = str(payload["to"])
        channel, _ = Channel.objects.get_or_create(organisation=organisation)
        if channel.next_attempt_at is not None and channel.next_attempt_at > now:
            return channel.next_attempt_at
        try:
            with ThreadPoolExecutor(max_workers=1) as line:
                while self._send_one_batch(organisation, line):
                    pass
        except TransportFailed as failure:
            return _failed(organisation, failure.reason, now=clock.now())
        later = _waiting_deliveries(organisation).aggregate(at=models.Min("next_attempt_at"))
        found: datetime | None = later["at"]
        return found

    def _send_one_batch(self, organisation: str, line: Executor) -> bool:
        """Seal, send and settle one batch; return whether there may be another.

        While the other bureau works on this batch, the next one is sealed: still one in flight.
        What is queued meanwhile is seen by `pending` before the job is forgotten.
        """
        now = clock.now()
        peer = trust.directory(now).entry(organisation)
        unsealed = _seal(organisation, now)
        load = _load(organisation, now)
        if not load.batch.messages and not load.batch.receipts:
            return unsealed
        if load.full:
            answering = line.submit(self._call, peer, load)
            _seal(organisation, now)
            answers = answering.result()
        else:
            answers = self._call(peer, load)
        _settle(peer, load, answers, now=clock.now())
        return load.full

    def _call(self, peer: Entry, load: _Load) -> tuple[Answer, ...]:
        """Speak to the other bureau; touches no table, so it runs beside the database's work."""
        if self._transport is None:
            folder = settings.NODE.keys_folder
            self._transport = HttpsTransport(
                certificate=str(folder / "tls.pem"), key=str(folder / "tls.key")
            )
        try:
            answers = decode_answers(self._transport.deliver(peer, encode_batch(load.batch)))
        except WireRefusal as refusal:
            raise TransportFailed(f"answer refused: {refusal}") from refusal
        if len(answers) != len(load.deliveries) + len(load.receipts):
            raise TransportFailed("as many answers as questions are needed")
        return answers


def pending(payload: JobPayload, now: datetime) -> bool:
    """Return whether anything is due for the bureau; asked before the job is forgotten."""
    organisation = str(payload["to"])
    return (
        _due(_waiting_deliveries(organisation), now).exists()
        or _waiting_receipts(organisation).exists()
    )


def _waiting_deliveries(organisation: str) -> models.QuerySet[Delivery]:
    return Delivery.objects.filter(organisation=organisation, state=State.ACCEPTED)


def _due(waiting: models.QuerySet[Delivery], now: datetime) -> models.QuerySet[Delivery]:
    return waiting.filter(
        models.Q(next_attempt_at__isnull=True) | models.Q(next_attempt_at__lte=now)
    )


def _waiting_receipts(organisation: str) -> models.QuerySet[Receipt]:
    return Receipt.objects.filter(unsent_to=organisation)


def _load(organisation: str, now: datetime) -> _Load:
    """Return the next batch: urgent messages first, at most 50 and half of the size allowed."""
    sealed = _due(_waiting_deliveries(organisation), now).filter(channel_seq__isnull=False)
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
    receipts_waiting = list(
        _waiting_receipts(organisation).order_by("id")[: limits.BATCH_MESSAGES]
    )
    batch = Batch(
        messages=tuple(Carried(d.header, bytes(d.message.sealed.data)) for d in chosen),
        receipts=tuple(r.token for r in receipts_waiting),
    )
    most = limits.BATCH_MESSAGES
    full = room < 0 or len(chosen) == most or len(receipts_waiting) == most
    return _Load(batch, chosen, receipts_waiting, full=full)


@transaction.atomic
def _settle(peer: Entry, load: _Load, answers: Sequence[Answer], *, now: datetime) -> None:
    """Take the answers. A row closes only on a verified receipt for the bytes that were sent."""
    count = len(load.deliveries)
    pairs = list(zip(load.deliveries, answers[:count], strict=True))
    receipted = [(delivery, answer) for delivery, answer in pairs if answer.receipt]
    offered = [
        taking.Offered(answer.receipt, about=delivery.message.jti)
        for delivery, answer in receipted
    ]
    codes = taking.take(offered, peer=peer, now=now)
    for (delivery, _), code in zip(receipted, codes, strict=True):
        if code:
            _postpone(delivery, code, now=now)
    for delivery, answer in pairs:
        if not answer.receipt:
            _postpone(delivery, answer.refused or "no receipt", now=now)
    for answer in answers[count:]:
        if answer.refused:
            alarms.raise_alarm(
                AlarmKind.RECEIPT_MISMATCH, peer.id, f"our receipt: {answer.refused}", now=now
            )
    Receipt.objects.filter(pk__in=[receipt.pk for receipt in load.receipts]).update(unsent_to="")
    Channel.objects.filter(organisation=peer.id).update(
        failures=0, next_attempt_at=None, last_error="", last_seen_at=now
    )


def _seal(organisation: str, now: datetime) -> bool:
    """Seal one batch; what cannot be sealed waits. Return whether there was such a one."""
    reasons = sealing.seal_waiting(organisation, now=now)
    if not reasons:
        return False
    with transaction.atomic():
        for delivery in _waiting_deliveries(organisation).filter(message__in=list(reasons)):
            _postpone(delivery, reasons[delivery.message_id], now=now)
    return True


def _postpone(delivery: Delivery, refused: str, *, now: datetime) -> None:
    """Try one message again later; those behind it on the channel do not wait for it."""
    delivery.refresh_from_db(fields=["attempts"])
    delivery.attempts += 1
    delivery.next_attempt_at = _again(delivery.attempts, now)
    delivery.last_error = refused[:300]
    delivery.save(update_fields=["attempts", "next_attempt_at", "last_error"])


@transaction.atomic
def _failed(organisation: str, reason: str, *, now: datetime) -> datetime:
    """Note that the bureau was not reached and return when to call again."""
    channel = Channel.objects.select_for_update().get(organisation=organisation)
    channel.failures += 1
    channel.last_error = reason[:300]
    channel.next_attempt_at = _again(channel.failures, now)
    channel.save(update_fields=["failures", "last_error", "next_attempt_at"])
    return channel.next_attempt_at


def _again(failures: int, now: datetime) -> datetime:
    chance = random.random()  # noqa: S311 - jitter, not a secret
    return policy.next_attempt(failures=failures, now=now, chance=chance)
