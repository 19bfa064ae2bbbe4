"""The job that brings the files of accepted messages to one bureau, piece by piece.

A lane of its own beside the messages: however long a file takes, no message waits for it. One
request in flight; the answer says how far the receiver has come, and every retry sends the same
bytes from there. Own files go first, then those that others left here for the bureau. What does
not get there by the direct line is left with the bureau's relay (`leaving`), and stays open.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import models, transaction

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import clock
from liaison.core.sockets import JobPayload
from liaison.exchange import policy, trust
from liaison.exchange.errors import TransportFailed
from liaison.exchange.models import Channel, Kept, PartDelivery
from liaison.exchange.services import calling, carrying, leaving, ways
from liaison.exchange.services.breaking import BREAKER
from liaison.exchange.states import KeptKind, PartState, State
from liaison.exchange.transport import HttpsTransport, Transport
from liaison.files import selectors as files
from liaison.files.errors import ContentDamaged, NoSuchFile
from liaison.lib.wire import limits
from liaison.lib.wire.delivery import Batch, decode_taken, encode_batch
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.errors import WireRefusal
from liaison.lib.wire.pieces import Piece, PieceAnswer

# requests of one run, about nine megabytes: then other bureaus get their turn
AT_ONCE = 16
ENDED_AT_ONCE = 200
# the message was handed to its room over there: from now on its files are expected
EXPECTED = leaving.EXPECTED
# the message came to nothing over there, or never arrived
HOPELESS = (State.REJECTED, State.UNDELIVERABLE)


@dataclass(frozen=True)
class _Round:
    """What came of calling the bureau itself: when to go on, and whether it was reached."""

    again: datetime | None
    reached: bool


def promise_for(messages: Sequence[int], organisation: str, *, at: datetime) -> None:
    """Promise it if any of these messages has files that wait for it."""
    if PartDelivery.objects.filter(
        part__message__in=messages, organisation=organisation, state=PartState.WAITING
    ).exists():
        calling.bring(organisation, at=at)


def promise_again(organisation: str, *, at: datetime) -> None:
    """Promise what waits for a bureau that speaks again, without the pause its silence cost."""
    waiting = PartDelivery.objects.filter(organisation=organisation, state=PartState.WAITING)
    kept = Kept.objects.filter(kind=KeptKind.PART, addressee=organisation, whole=True)
    if waiting.update(next_attempt_at=None) + kept.update(next_attempt_at=None):
        calling.bring(organisation, at=at)


class Bringer:
    """Brings files through one transport.

    Args:
        transport: how bytes reach other bureaus.
    """

    def __init__(self, transport: Transport | None = None) -> None:
        """Keep the transport; without one the real one is made at the first call."""
        self._transport = transport

    def run(self, payload: JobPayload, now: datetime) -> datetime | None:
        """Bring what waits for one bureau.

        Args:
            payload: `{"to": organisation}`.
            now: the present moment.

        Returns:
            When to go on, or None where nothing waits.
        """
        organisation = str(payload["to"])
        way = ways.way_to(organisation, now)
        found = self._directly(organisation) if way.direct else _Round(None, reached=False)
        if way.relay is None or found.reached:
            return found.again
        left = leaving.leave(self._call, organisation, way.relay, now=clock.now())
        return min((at for at in (found.again, left) if at is not None), default=None)

    def _directly(self, organisation: str) -> _Round:
        """Call the bureau itself, unless it is known not to answer, and a line is free."""
        now = clock.now()
        channel = Channel.objects.filter(organisation=organisation).first()
        if channel and channel.next_attempt_at and channel.next_attempt_at > now:
            # it did not answer for messages: it would not for files
            return _Round(channel.next_attempt_at, reached=False)
        with BREAKER.line(failures=channel.failures if channel else 0) as free:
            if not free:
                return _Round(now + policy.LINE_PAUSE, reached=False)
            return self._turn(organisation)

    def _turn(self, organisation: str) -> _Round:
        """Bring while anything is due, and for as long as it is the bureau's turn."""
        spoke = False
        for _ in range(AT_ONCE):
            now = clock.now()
            waiting = due(organisation, now).select_related("part__message").first()
            kept = carrying.due(organisation, now).first() if waiting is None else None
            if waiting is None and kept is None:
                return _Round(_next(organisation, now), reached=spoke)
            try:
                if waiting is not None:
                    self._bring(waiting)
                elif kept is not None:
                    self._pass_on(kept)
            except TransportFailed as failure:
                again = _failed(organisation, failure.reason, now=clock.now())
                return _Round(again, reached=False)
            spoke = True
        return _Round(clock.now(), reached=True)

    def _pass_on(self, kept: Kept) -> None:
        """Send the next pieces of a part that was left here, and settle the answer."""
        pieces = carrying.pieces_of(kept)
        if not pieces:
            carrying.lost(kept, now=clock.now())
            return
        peer = trust.directory(clock.now()).entry(kept.addressee)
        answers = self._call(peer, pieces)
        carrying.settle(kept, answers[-1], peer=peer, now=clock.now())

    def _bring(self, waiting: PartDelivery) -> None:
        """Send the next pieces of one part and settle the answer."""
        part = waiting.part
        pieces = []
        at = waiting.held
        for _ in range(limits.PIECES):
            try:
                data = files.sealed_piece(part.file, offset=at, length=limits.PIECE_BYTES)
            except (NoSuchFile, ContentDamaged) as refusal:
                close(waiting, PartState.ENDED, refusal.code, now=clock.now())
                return
            if data:
                pieces.append(Piece(part.message.jti, part.number, at, data))
            at += len(data)
        if not pieces:
            # the receiver claims more than there is: from the beginning, later
            _postpone(waiting, "exchange:beyond_the_end", held=0, now=clock.now())
            return
        peer = trust.directory(clock.now()).entry(waiting.organisation)
        answers = self._call(peer, pieces)
        settle(waiting, answers[-1], now=clock.now())

    def _call(self, peer: Entry, pieces: Sequence[Piece]) -> tuple[PieceAnswer, ...]:
        if self._transport is None:
            folder = settings.NODE.keys_folder
            self._transport = HttpsTransport(
                certificate=str(folder / "tls.pem"), key=str(folder / "tls.key")
            )
        body = encode_batch(Batch(messages=(), receipts=(), pieces=tuple(pieces)))
        try:
            answers = decode_taken(self._transport.deliver(peer, body))
        except WireRefusal as refusal:
            raise TransportFailed(f"answer refused: {refusal}") from refusal
        if len(answers) != len(pieces):
            raise TransportFailed("as many answers as pieces are needed")
        return answers


def pending(payload: JobPayload, now: datetime) -> bool:
    """Return whether anything is due for the bureau; asked before the job is forgotten."""
    organisation = str(payload["to"])
    way = ways.way_to(organisation, now)
    if way.direct and (
        due(organisation, now).exists() or carrying.due(organisation, now).exists()
    ):
        return True
    return way.relay is not None and leaving.due(organisation, now).exists() and not way.direct


def sweep(now: datetime) -> None:
    """Promise what was forgotten, and end what nobody waits for any more."""
    _end(now)
    waiting = PartDelivery.objects.filter(state=PartState.WAITING).order_by()
    kept = Kept.objects.filter(kind=KeptKind.PART, whole=True).order_by()
    names = set(waiting.values_list("organisation", flat=True).distinct())
    names |= set(kept.values_list("addressee", flat=True).distinct())
    if names:
        with transaction.atomic():
            for organisation in sorted(names):
                if pending({"to": organisation}, now) or _may_be_left(organisation, now):
                    calling.bring(organisation, at=now)


def _end(now: datetime) -> None:
    hopeless = models.Q(
        part__message__deliveries__organisation=models.F("organisation"),
        part__message__deliveries__state__in=HOPELESS,
    )
    late = models.Q(part__message__expires_at__lte=now)
    ended = PartDelivery.objects.filter(hopeless | late, state=PartState.WAITING).distinct()
    for row in list(ended[:ENDED_AT_ONCE]):
        close(row, PartState.ENDED, "exchange:message_ended", now=now)


def _may_be_left(organisation: str, now: datetime) -> bool:
    relay = ways.way_to(organisation, now).relay
    return relay is not None and leaving.due(organisation, now).exists()


def _expected() -> models.Q:
    return models.Q(
        part__message__deliveries__organisation=models.F("organisation"),
        part__message__deliveries__state__in=EXPECTED,
    )


def expected(organisation: str) -> models.QuerySet[PartDelivery]:
    """Return our parts that a bureau waits for: it has taken their messages."""
    return PartDelivery.objects.filter(
        _expected(), organisation=organisation, state=PartState.WAITING
    )


def due(organisation: str, now: datetime) -> models.QuerySet[PartDelivery]:
    """Return our parts that may be brought to a bureau now."""
    free = models.Q(next_attempt_at=None) | models.Q(next_attempt_at__lte=now)
    return expected(organisation).filter(free).order_by("pk")


def _next(organisation: str, now: datetime) -> datetime | None:
    own = expected(organisation).aggregate(at=models.Min("next_attempt_at"))["at"]
    kept = carrying.next_attempt(organisation, now)
    return min((at for at in (own, kept) if at is not None), default=None)


def settle(waiting: PartDelivery, answer: PieceAnswer, *, now: datetime) -> None:
    """Take what a receiver says itself of a part of ours: over its own connection, or signed."""
    if answer.ended:
        state = PartState.REFUSED if answer.refused else PartState.HELD
        close(waiting, state, answer.refused, now=now)
    elif answer.refused:
        _postpone(waiting, answer.refused, held=answer.held, now=now)
    elif answer.held > waiting.held:
        waiting.held, waiting.attempts, waiting.last_error = answer.held, 0, ""
        waiting.save(update_fields=["held", "attempts", "last_error"])
    else:
        # it has less than it said: from there, but not in a circle without a pause
        _postpone(waiting, "exchange:again", held=answer.held, now=now)


def close(waiting: PartDelivery, state: PartState, why: str, *, now: datetime) -> None:
    """End a part on its way, as its receiver says or as there is nobody left to say it."""
    policy.check_part_transition(PartState(waiting.state), state)
    with transaction.atomic():
        waiting.state, waiting.last_error = state, why
        waiting.relay_overdue_at = None
        waiting.save(update_fields=["state", "last_error", "relay_overdue_at"])
        audit.record(
            Who.machine("exchange", settings.NODE.organisation),
            event=f"exchange:part:{state.value}",
            target=str(waiting.part.message.jti),
            at=now,
            result=why or "done",
            facts={"organisation": waiting.organisation, "part": waiting.part.number},
        )


def _postpone(waiting: PartDelivery, why: str, *, held: int, now: datetime) -> None:
    waiting.attempts += 1
    waiting.held, waiting.last_error = held, why
    waiting.next_attempt_at = _again(waiting.attempts, now)
    waiting.save(update_fields=["attempts", "held", "last_error", "next_attempt_at"])


@transaction.atomic
def _failed(organisation: str, reason: str, *, now: datetime) -> datetime:
    """Note that the bureau was not reached, for everything that waits for it."""
    rows = list(expected(organisation).select_for_update(of=("self",)))
    kept = list(carrying.due(organisation, now))
    counts = [*(row.attempts for row in rows), *(row.attempts for row in kept)]
    attempts = max(counts, default=0) + 1
    again = _again(attempts, now)
    carrying.put_off(kept, again)
    PartDelivery.objects.filter(pk__in=[row.pk for row in rows]).update(
        attempts=attempts, next_attempt_at=again, last_error=reason[:300]
    )
    return again


def _again(failures: int, now: datetime) -> datetime:
    chance = random.random()  # noqa: S311 - jitter, not a secret
    return policy.next_attempt(failures=failures, now=now, chance=chance)
