"""Leaving files with the relay of a bureau that does not answer. They stay open by it.

The same ciphertext as on the direct line, with our signed label on each piece. What the relay says
is how much of it it keeps, no more: only the addressee's own receipt closes a part. A relay that
has all of it is reminded, one that refused or was away is asked again.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import models, transaction

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import clock
from liaison.exchange import keys, policy
from liaison.exchange.errors import TransportFailed
from liaison.exchange.models import PartDelivery
from liaison.exchange.states import PartState, State
from liaison.files import selectors as files
from liaison.files.errors import ContentDamaged, NoSuchFile
from liaison.lib.wire import carriage, limits
from liaison.lib.wire.carriage import Label
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.pieces import Piece, PieceAnswer

Carry = Callable[[Entry, Sequence[Piece]], tuple[PieceAnswer, ...]]
# requests of one run: then other bureaus get their turn
AT_ONCE = 16
# the message was handed to its room over there
EXPECTED = (State.DELIVERED, State.OPENED, State.ANSWERED)
# it is on its way there; through the relay, its files may lie beside it
ON_ITS_WAY = (State.ACCEPTED, State.STORED, State.QUARANTINED)


def leave(carry: Carry, organisation: str, relay: Entry, *, now: datetime) -> datetime | None:
    """Give the relay the files that wait for a bureau, as far as it has not got them.

    Args:
        carry: carries pieces and brings the answers.
        organisation: the bureau that does not answer.
        relay: the bureau that its directory entry names.
        now: the present moment.

    Returns:
        When to look again, or None when nothing waits.
    """
    for _ in range(AT_ONCE):
        row = due(organisation, now).select_related("part__message").first()
        if row is None:
            return _next(organisation)
        try:
            pieces, size = _pieces(row, row.relay_held)
        except (NoSuchFile, ContentDamaged) as refusal:
            _put_off(row, refusal.code, held=0, now=now)
            continue
        try:
            answers = carry(relay, pieces)
        except TransportFailed as failure:
            _put_off(row, f"relay {relay.id}: {failure.reason}", held=row.relay_held, now=now)
            return now + policy.RELAY_RETRY
        _settle(row, answers[-1], relay, size, now=now)
    return clock.now()


def due(organisation: str, now: datetime) -> models.QuerySet[PartDelivery]:
    """Return what may be left with the relay now."""
    free = models.Q(relay_next_at__isnull=True) | models.Q(relay_next_at__lte=now)
    return _waiting(organisation).filter(free).order_by("pk")


def _waiting(organisation: str) -> models.QuerySet[PartDelivery]:
    """Return the files of messages that were taken over there, or lie at the relay."""
    taken = models.Q(part__message__deliveries__state__in=EXPECTED)
    beside = models.Q(
        part__message__deliveries__state__in=ON_ITS_WAY,
        part__message__deliveries__relayed_at__isnull=False,
    )
    return PartDelivery.objects.filter(
        taken | beside,
        part__message__deliveries__organisation=models.F("organisation"),
        organisation=organisation,
        state=PartState.WAITING,
    )


def _label(row: PartDelivery, size: int) -> str:
    label = Label(
        iss=settings.NODE.organisation,
        to=row.organisation,
        jti=row.part.message.jti,
        number=row.part.number,
        address=row.part.address,
        size=size,
        exp=int(row.part.message.expires_at.timestamp()),
    )
    return carriage.sign_label(label, by=keys.signing().newest)


def pieces_from(row: PartDelivery, offset: int) -> list[Piece]:
    """Return the next pieces of a part, labelled; of one that is all there, its end again.

    Args:
        row: with its part and message.
        offset: how much of it is there.

    Returns:
        None where the file is gone: the sweeper ends it.
    """
    try:
        return _pieces(row, offset)[0]
    except (NoSuchFile, ContentDamaged):
        return []


def _pieces(row: PartDelivery, offset: int) -> tuple[list[Piece], int]:
    """Return the next pieces, and the size of the whole."""
    part = row.part
    size = files.sealed_length(part.file)
    label = _label(row, size)
    at = offset if offset < size else max(0, size - limits.PIECE_BYTES)
    found: list[Piece] = []
    while at < size and len(found) < limits.PIECES:
        data = files.sealed_piece(part.file, offset=at, length=limits.PIECE_BYTES)
        if not data:
            raise ContentDamaged(part.address)
        found.append(Piece(part.message.jti, part.number, at, data, label))
        at += len(data)
    return found, size


def _settle(
    row: PartDelivery, answer: PieceAnswer, relay: Entry, size: int, *, now: datetime
) -> None:
    """Note how much the relay says to keep. Whatever it says, the part stays open."""
    if answer.refused:
        reason = f"relay {relay.id}: {answer.refused}"
        _put_off(row, reason, held=min(answer.held, size), now=now)
    elif answer.held >= size:
        _promised(row, relay, size, now=now)
    elif answer.held > row.relay_held:
        row.relay_held, row.last_error = answer.held, ""
        row.save(update_fields=["relay_held", "last_error"])
    else:
        # it has less than it said: from there, but not in a circle without a pause
        _put_off(row, f"relay {relay.id}: exchange:again", held=answer.held, now=now)


@transaction.atomic
def _promised(row: PartDelivery, relay: Entry, size: int, *, now: datetime) -> None:
    first = row.relayed_at is None
    row.relayed_by, row.relayed_at, row.relay_held = relay.id, now, size
    row.relay_next_at, row.last_error = now + policy.RELAY_REMIND, ""
    if first:
        row.relay_overdue_at = now + policy.RELAY_OVERDUE
        audit.record(
            Who.machine(relay.id, relay.id),
            event="exchange:part:relayed",
            target=str(row.part.message.jti),
            at=now,
            facts={"organisation": row.organisation, "part": row.part.number},
        )
    row.save(
        update_fields=[
            "relayed_by",
            "relayed_at",
            "relay_held",
            "relay_next_at",
            "relay_overdue_at",
            "last_error",
        ]
    )


def _put_off(row: PartDelivery, reason: str, *, held: int, now: datetime) -> None:
    row.last_error = "".join(c for c in reason if c.isprintable())[:300]
    row.relay_held, row.relay_next_at = held, now + policy.RELAY_RETRY
    row.save(update_fields=["last_error", "relay_held", "relay_next_at"])


def _next(organisation: str) -> datetime | None:
    found: datetime | None = _waiting(organisation).aggregate(at=models.Min("relay_next_at"))["at"]
    return found
