"""The job that brings the files of accepted messages to one bureau, piece by piece.

A lane of its own beside the messages: however long a file takes, no message waits for it. One
request in flight; the answer says how far the receiver has come, and every retry sends the same
bytes from there. Only over the direct line: what a relay carries is sealed mail, not pieces, so
files for a bureau that cannot be called wait until it can, or until their message ends.
"""

import random
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import models, transaction

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import clock, jobs
from liaison.core.sockets import JobPayload
from liaison.exchange import policy, trust
from liaison.exchange.errors import TransportFailed
from liaison.exchange.models import PartDelivery
from liaison.exchange.services import ways
from liaison.exchange.states import PartState, State
from liaison.exchange.transport import HttpsTransport, Transport
from liaison.files import selectors as files
from liaison.files.errors import ContentDamaged, NoSuchFile
from liaison.lib.wire import limits
from liaison.lib.wire.delivery import Batch, decode_taken, encode_batch
from liaison.lib.wire.errors import WireRefusal
from liaison.lib.wire.pieces import Piece, PieceAnswer

BRING = "exchange.bring"
# requests of one run, about nine megabytes: then other bureaus get their turn
AT_ONCE = 16
ENDED_AT_ONCE = 200
# the message was handed to its room over there: from now on its files are expected
EXPECTED = (State.DELIVERED, State.OPENED, State.ANSWERED)
# the message came to nothing over there, or never arrived
HOPELESS = (State.REJECTED, State.UNDELIVERABLE)


def promise(organisation: str, *, at: datetime) -> None:
    """Promise to bring what waits for a bureau, in the caller's transaction."""
    jobs.enqueue(BRING, {"to": organisation}, due_at=at, key=f"{BRING}:{organisation}")


def promise_for(messages: Sequence[int], organisation: str, *, at: datetime) -> None:
    """Promise it if any of these messages has files that wait for it."""
    if PartDelivery.objects.filter(
        part__message__in=messages, organisation=organisation, state=PartState.WAITING
    ).exists():
        promise(organisation, at=at)


def promise_again(organisation: str, *, at: datetime) -> None:
    """Promise what waits for a bureau that speaks again, without the pause its silence cost."""
    waiting = PartDelivery.objects.filter(organisation=organisation, state=PartState.WAITING)
    if waiting.update(next_attempt_at=None):
        promise(organisation, at=at)


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
        if not ways.way_to(organisation, now).direct:
            return None
        for _ in range(AT_ONCE):
            waiting = _due(organisation, clock.now()).select_related("part__message").first()
            if waiting is None:
                return _next(organisation)
            try:
                self._bring(waiting)
            except TransportFailed as failure:
                return _failed(organisation, failure.reason, now=clock.now())
        return clock.now()

    def _bring(self, waiting: PartDelivery) -> None:
        """Send the next pieces of one part and settle the answer."""
        part = waiting.part
        pieces = []
        at = waiting.held
        for _ in range(limits.PIECES):
            try:
                data = files.sealed_piece(part.file, offset=at, length=limits.PIECE_BYTES)
            except (NoSuchFile, ContentDamaged) as refusal:
                _close(waiting, PartState.ENDED, refusal.code, now=clock.now())
                return
            if data:
                pieces.append(Piece(part.message.jti, part.number, at, data))
            at += len(data)
        if not pieces:
            # the receiver claims more than there is: from the beginning, later
            _postpone(waiting, "exchange:beyond_the_end", held=0, now=clock.now())
            return
        answers = self._call(waiting.organisation, pieces)
        _settle(waiting, answers[-1], now=clock.now())

    def _call(self, organisation: str, pieces: Sequence[Piece]) -> tuple[PieceAnswer, ...]:
        if self._transport is None:
            folder = settings.NODE.keys_folder
            self._transport = HttpsTransport(
                certificate=str(folder / "tls.pem"), key=str(folder / "tls.key")
            )
        peer = trust.directory(clock.now()).entry(organisation)
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
    return ways.way_to(organisation, now).direct and _due(organisation, now).exists()


def sweep(now: datetime) -> None:
    """Promise what was forgotten, and end what nobody waits for any more."""
    _end(now)
    waiting = (
        PartDelivery.objects.filter(state=PartState.WAITING)
        .filter(_expected())
        .values_list("organisation", flat=True)
    )
    names = sorted(set(waiting.order_by().distinct()))
    if names:
        with transaction.atomic():
            for organisation in names:
                if pending({"to": organisation}, now):
                    promise(organisation, at=now)


def _end(now: datetime) -> None:
    hopeless = models.Q(
        part__message__deliveries__organisation=models.F("organisation"),
        part__message__deliveries__state__in=HOPELESS,
    )
    late = models.Q(part__message__expires_at__lte=now)
    ended = PartDelivery.objects.filter(hopeless | late, state=PartState.WAITING).distinct()
    for row in list(ended[:ENDED_AT_ONCE]):
        _close(row, PartState.ENDED, "exchange:message_ended", now=now)


def _expected() -> models.Q:
    return models.Q(
        part__message__deliveries__organisation=models.F("organisation"),
        part__message__deliveries__state__in=EXPECTED,
    )


def _waiting(organisation: str) -> models.QuerySet[PartDelivery]:
    return PartDelivery.objects.filter(
        _expected(), organisation=organisation, state=PartState.WAITING
    )


def _due(organisation: str, now: datetime) -> models.QuerySet[PartDelivery]:
    free = models.Q(next_attempt_at=None) | models.Q(next_attempt_at__lte=now)
    return _waiting(organisation).filter(free).order_by("pk")


def _next(organisation: str) -> datetime | None:
    found: datetime | None = _waiting(organisation).aggregate(at=models.Min("next_attempt_at"))[
        "at"
    ]
    return found


def _settle(waiting: PartDelivery, answer: PieceAnswer, *, now: datetime) -> None:
    if answer.ended:
        state = PartState.REFUSED if answer.refused else PartState.HELD
        _close(waiting, state, answer.refused, now=now)
    elif answer.refused:
        _postpone(waiting, answer.refused, held=answer.held, now=now)
    elif answer.held > waiting.held:
        waiting.held, waiting.attempts, waiting.last_error = answer.held, 0, ""
        waiting.save(update_fields=["held", "attempts", "last_error"])
    else:
        # it has less than it said: from there, but not in a circle without a pause
        _postpone(waiting, "exchange:again", held=answer.held, now=now)


def _close(waiting: PartDelivery, state: PartState, why: str, *, now: datetime) -> None:
    policy.check_part_transition(PartState(waiting.state), state)
    with transaction.atomic():
        waiting.state, waiting.last_error = state, why
        waiting.save(update_fields=["state", "last_error"])
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
    rows = list(_waiting(organisation).select_for_update(of=("self",)))
    attempts = max((row.attempts for row in rows), default=0) + 1
    again = _again(attempts, now)
    PartDelivery.objects.filter(pk__in=[row.pk for row in rows]).update(
        attempts=attempts, next_attempt_at=again, last_error=reason[:300]
    )
    return again


def _again(failures: int, now: datetime) -> datetime:
    chance = random.random()  # noqa: S311 - jitter, not a secret
    return policy.next_attempt(failures=failures, now=now, chance=chance)
