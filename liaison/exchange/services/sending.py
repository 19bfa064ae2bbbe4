"""The job that calls one bureau: seal, send, take the answers, until nothing waits.

One job at a time for each bureau, so batches stay in order; a bureau that is down holds up nobody
else. Nothing here runs inside a transaction while the network is slow.
"""

import random
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import datetime

from django.conf import settings
from django.db import transaction

from liaison.core import clock
from liaison.core.sockets import JobPayload
from liaison.exchange import policy, trust
from liaison.exchange.errors import TransportFailed
from liaison.exchange.models import Channel, Delivery, Receipt
from liaison.exchange.services import (
    again,
    alarms,
    bringing,
    forwarding,
    handing,
    loading,
    sealing,
    taking,
    ways,
)
from liaison.exchange.services.breaking import BREAKER
from liaison.exchange.states import AlarmKind
from liaison.exchange.transport import HttpsTransport, Transport
from liaison.lib.wire.delivery import (
    Answer,
    Batch,
    decode_answers,
    encode_batch,
)
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.errors import WireRefusal


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
        way = ways.way_to(organisation, now)
        later = self._call_directly(organisation, now) if way.direct else None
        if way.relay is not None and (later is not None or not way.direct):
            waiting = handing.hand_over(self._speak, organisation, way.relay, now=clock.now())
            later = min((at for at in (later, waiting) if at is not None), default=None)
            if not way.direct:
                self._leave_again(organisation, way.relay)
        return later

    def _leave_again(self, organisation: str, relay: Entry) -> None:
        """Leave with its relay what a bureau lost that cannot be called."""
        try:
            while self._send_again(organisation, relay):
                pass
        except TransportFailed:
            # the sweeper promises the next call
            return

    def _call_directly(self, organisation: str, now: datetime) -> datetime | None:
        """Call the bureau; return when to call again, or None when nothing waits."""
        channel, _ = Channel.objects.get_or_create(organisation=organisation)
        if channel.next_attempt_at is not None and channel.next_attempt_at > now:
            return channel.next_attempt_at
        with BREAKER.line(failures=channel.failures) as free:
            return self._speak_long(organisation) if free else now + policy.LINE_PAUSE

    def _speak_long(self, organisation: str) -> datetime | None:
        """Speak with a bureau until nothing waits; return when to call again, or None."""
        try:
            with ThreadPoolExecutor(max_workers=1) as line:
                while self._send_one_batch(organisation, line):
                    pass
            while self._forward_one_batch(organisation):
                pass
            while self._send_again(organisation):
                pass
        except TransportFailed as failure:
            return _failed(organisation, failure.reason, now=clock.now())
        later = (loading.next_attempt(organisation), again.next_attempt(organisation))
        return min((at for at in later if at is not None), default=None)

    def _send_again(self, organisation: str, relay: Entry | None = None) -> bool:
        """Send a batch once more to a bureau that lost it; return whether there was one."""
        now = clock.now()
        if not again.due(organisation, now).exists():
            return False
        peer = trust.directory(now).entry(organisation)
        return again.send(self._speak, organisation, peer, relay or peer, now=now)

    def _forward_one_batch(self, organisation: str) -> bool:
        """Pass on what others left here for the bureau; return whether there may be more."""
        now = clock.now()
        rows = forwarding.load(organisation, now)
        if not rows:
            return False
        peer = trust.directory(now).entry(organisation)
        answers = self._speak(peer, forwarding.batch_of(rows))
        forwarding.settle(peer, rows, answers, now=clock.now())
        return True

    def _send_one_batch(self, organisation: str, line: Executor) -> bool:
        """Seal, send and settle one batch; return whether there may be another.

        While the other bureau works on this batch, the next one is sealed: still one in flight.
        What is queued meanwhile is seen by `pending` before the job is forgotten.
        """
        now = clock.now()
        peer = trust.directory(now).entry(organisation)
        unsealed = _seal(organisation, now)
        load = loading.load(organisation, now)
        if not load.batch.messages and not load.batch.receipts:
            return unsealed
        if load.full:
            answering = line.submit(self._speak, peer, load.batch)
            _seal(organisation, now)
            answers = answering.result()
        else:
            answers = self._speak(peer, load.batch)
        _settle(peer, load, answers, now=clock.now())
        return load.full

    def _speak(self, peer: Entry, batch: Batch) -> tuple[Answer, ...]:
        """Speak to the other bureau; touches no table, so it runs beside the database's work."""
        if self._transport is None:
            folder = settings.NODE.keys_folder
            self._transport = HttpsTransport(
                certificate=str(folder / "tls.pem"), key=str(folder / "tls.key")
            )
        try:
            answers = decode_answers(self._transport.deliver(peer, encode_batch(batch)))
        except WireRefusal as refusal:
            raise TransportFailed(f"answer refused: {refusal}") from refusal
        if len(answers) != len(batch.messages) + len(batch.receipts):
            raise TransportFailed("as many answers as questions are needed")
        return answers


def pending(payload: JobPayload, now: datetime) -> bool:
    """Return whether anything is due for the bureau; asked before the job is forgotten."""
    organisation = str(payload["to"])
    way = ways.way_to(organisation, now)
    if not way.direct:
        return way.relay is not None and handing.waiting(organisation, now)
    return (
        loading.due(loading.waiting_deliveries(organisation), now).exists()
        or loading.waiting_receipts(organisation).exists()
        or forwarding.due(organisation, now).exists()
        or again.due(organisation, now).exists()
    )


@transaction.atomic
def _settle(peer: Entry, load: loading.Load, answers: Sequence[Answer], *, now: datetime) -> None:
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
    if Channel.objects.filter(organisation=peer.id, failures__gt=0).exists():
        # it answers again: its files have waited for that
        bringing.promise_again(peer.id, at=now)
    Channel.objects.filter(organisation=peer.id).update(
        failures=0, next_attempt_at=None, last_error="", last_seen_at=now
    )


def _seal(organisation: str, now: datetime) -> bool:
    """Seal one batch; what cannot be sealed waits. Return whether there was such a one."""
    reasons = sealing.seal_waiting(organisation, now=now)
    if not reasons:
        return False
    with transaction.atomic():
        for delivery in loading.waiting_deliveries(organisation).filter(message__in=list(reasons)):
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
