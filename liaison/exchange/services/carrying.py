"""A relay's counter for files: sealed parts for a bureau that named us, piece by piece.

We see the label and ciphertext. What is whole and has the digest its sender signed is passed on;
only the addressee's signed receipt of exactly these bytes ends it.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models, transaction

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.exchange import policy
from liaison.exchange.models import Kept
from liaison.exchange.services import calling, keeping, ways
from liaison.exchange.states import KeptKind
from liaison.files import services as files
from liaison.files.errors import ContentDamaged, DiskFull
from liaison.lib.wire import carriage, limits
from liaison.lib.wire.carriage import Label
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.errors import Expired, HeadersDiffer, WireRefusal
from liaison.lib.wire.pieces import Piece, PieceAnswer

SPOILT = "wire:digest"
LIFE = timedelta(seconds=limits.LIFE_SECONDS)


@transaction.atomic
def keep(piece: Piece, label: Label, *, now: datetime) -> PieceAnswer:
    """Keep a piece of a peer's file for a bureau whose relay we are.

    Args:
        piece: as it came.
        label: verified: of this very part, by the bureau that hands it over.
        now: the present moment.

    Returns:
        How much of the part is here; it has not ended by that.
    """
    row = _row(label)
    if row is None:
        code = _refusal(label, now)
        if code:
            _log(label, "exchange:relay:refused", now, result=code)
            return PieceAnswer(refused=code)
        row = _opened(piece, label, now)
    if row.size != label.size:
        return PieceAnswer(refused=HeadersDiffer.code)
    if row.whole:
        return PieceAnswer(held=row.size)
    try:
        return _add(row, piece, now)
    except DiskFull as refusal:
        return PieceAnswer(held=files.parcel(_name(row)).held, refused=refusal.code)


def due(addressee: str, now: datetime) -> models.QuerySet[Kept]:
    """Return the parts that are whole here and may be tried now, oldest first."""
    again = models.Q(next_attempt_at__isnull=True) | models.Q(next_attempt_at__lte=now)
    return _waiting(addressee, now).filter(again).order_by("id")


def next_attempt(addressee: str, now: datetime) -> datetime | None:
    """Return when the first of those that were put off may be tried again, or None."""
    found: datetime | None = _waiting(addressee, now).aggregate(at=models.Min("next_attempt_at"))[
        "at"
    ]
    return found


def pieces_of(row: Kept) -> list[Piece]:
    """Return the next pieces of a part that we keep; none where its bytes are gone."""
    parcel = files.parcel(_name(row))
    # one that says to have all and signs nothing gets its end again
    at = row.taken if row.taken < row.size else max(0, row.size - limits.PIECE_BYTES)
    found: list[Piece] = []
    while at < row.size and len(found) < limits.PIECES:
        try:
            data = parcel.read(offset=at, length=limits.PIECE_BYTES)
        except ContentDamaged:
            data = b""
        if not data:
            return found
        found.append(Piece(row.jti, row.number or 0, at, data, row.token))
        at += len(data)
    return found


@transaction.atomic
def settle(row: Kept, answer: PieceAnswer, *, peer: Entry, now: datetime) -> None:
    """Take what the addressee says of the pieces it was given. Only its receipt ends the part."""
    if answer.receipt and _is_receipt_of(row, answer.receipt, peer, now):
        arrived(row, answer.receipt, now=now)
        return
    if answer.held > row.taken and not answer.refused and not answer.ended:
        row.taken, row.attempts, row.next_attempt_at = min(answer.held, row.size), 0, None
        row.save(update_fields=["taken", "attempts", "next_attempt_at"])
        return
    row.taken = min(answer.held, row.size)
    row.attempts += 1
    row.next_attempt_at = policy.next_attempt(failures=row.attempts, now=now, chance=0.5)
    row.save(update_fields=["taken", "attempts", "next_attempt_at"])


def arrived(row: Kept, token: str, *, now: datetime) -> None:
    """Note that a part was receipted by its addressee: the receipt goes back instead.

    Args:
        row: the part; it is deleted, and its bytes with it.
        token: the addressee's verified receipt.
        now: the present moment.
    """
    keeping.store_receipt(token, row.jti, sender=row.addressee, addressee=row.sender, now=now)
    audit.record(
        Who.machine(row.addressee, row.addressee),
        event="exchange:relay:handed",
        target=str(row.jti),
        at=now,
        facts={"kind": row.kind, "sender": row.sender},
    )
    drop(row)


def drop(row: Kept) -> None:
    """Delete what is kept, in the caller's transaction; the bytes of a part go after it."""
    if row.kind == KeptKind.PART:
        transaction.on_commit(files.parcel(_name(row)).discard)
    row.delete()


def lost(row: Kept, *, now: datetime) -> None:
    """Begin again with a part whose bytes are gone from our disk: its sender reminds us."""
    row.whole, row.taken = False, 0
    row.save(update_fields=["whole", "taken"])
    audit.record(
        Who.machine("exchange", settings.NODE.organisation),
        event="exchange:relay:lost",
        target=str(row.jti),
        at=now,
        result="failed",
        facts={"to": row.addressee, "sender": row.sender},
    )


def put_off(rows: Sequence[Kept], again: datetime) -> None:
    """Try parts again later."""
    Kept.objects.filter(pk__in=[row.pk for row in rows]).update(
        attempts=models.F("attempts") + 1, next_attempt_at=again
    )


def sweep(now: datetime) -> None:
    """Remove bytes without a row: a crash between the disk and the commit, and old ends."""
    known = {_name(row) for row in Kept.objects.filter(kind=KeptKind.PART).defer("data")}
    for name in files.forgotten_parcels(now):
        if name not in known:
            files.parcel(name).discard()


def _waiting(addressee: str, now: datetime) -> models.QuerySet[Kept]:
    return Kept.objects.filter(
        kind=KeptKind.PART, addressee=addressee, whole=True, expires_at__gt=now
    ).defer("data")


def _row(label: Label) -> Kept | None:
    return (
        Kept.objects.select_for_update()
        .filter(
            kind=KeptKind.PART,
            sender=label.iss,
            addressee=label.to,
            jti=label.jti,
            digest=label.address,
        )
        .first()
    )


def _refusal(label: Label, now: datetime) -> str:
    """Return why a part is not kept, or nothing."""
    if label.exp <= int(now.timestamp()):
        return Expired.code
    of_pair = models.Q(sender=label.iss, addressee=label.to)
    parts = Kept.objects.filter(kind=KeptKind.PART)
    # attack: two contents under one number; only one of them can be the promised one
    if parts.filter(of_pair, jti=label.jti, number=label.number).exists():
        return keeping.EQUIVOCATION
    found = parts.aggregate(
        parts=models.Count("id", filter=of_pair),
        bytes=models.Sum("size", filter=of_pair, default=0),
        everything=models.Sum("size", default=0),
    )
    # the whole of it is reserved with its first piece: nobody begins what cannot end
    fits = policy.relay_has_room_for_part(
        parts=found["parts"],
        size=found["bytes"],
        everything=found["everything"],
        more=label.size,
    )
    return "" if fits else keeping.FULL


def _opened(piece: Piece, label: Label, now: datetime) -> Kept:
    until = datetime.fromtimestamp(label.exp, UTC)
    row = Kept.objects.create(
        kind=KeptKind.PART,
        sender=label.iss,
        addressee=label.to,
        jti=label.jti,
        digest=label.address,
        token=piece.label,
        size=label.size,
        number=label.number,
        whole=False,
        received_at=now,
        # attack: an end in a hundred years, to fill the relay
        expires_at=min(until, now + LIFE),
        overdue_at=now + policy.RELAY_OVERDUE,
    )
    _log(label, "exchange:relay:kept", now)
    return row


def _add(row: Kept, piece: Piece, now: datetime) -> PieceAnswer:
    parcel = files.parcel(_name(row))
    if piece.offset == parcel.held:
        # attack: more bytes than were announced would fill the disk
        if parcel.held + len(piece.data) > row.size:
            parcel.discard()
            return PieceAnswer(refused=SPOILT)
        parcel.append(piece.data)
    held = parcel.held
    if held < row.size:
        return PieceAnswer(held=held)
    if not parcel.is_whole(row.digest):
        return PieceAnswer(refused=SPOILT)
    row.whole = True
    row.save(update_fields=["whole"])
    if ways.way_to(row.addressee, now).direct:
        calling.bring(row.addressee, at=now)
    return PieceAnswer(held=held)


def _is_receipt_of(row: Kept, token: str, peer: Entry, now: datetime) -> bool:
    moment = int(now.timestamp())
    try:
        found = carriage.verify_receipt(
            token, issuer=peer.id, resolve=lambda kid: peer.signing_key(kid, now=moment)
        )
    except WireRefusal:
        return False
    said = (found.aud, found.jti, found.number, found.address)
    return said == (row.sender, row.jti, row.number, row.digest)


def _name(row: Kept) -> str:
    """Return the name of a part's bytes: whose they are, for whom, which; never anybody's text."""
    said = "\n".join((row.sender, row.addressee, str(row.jti), row.digest))
    return hashlib.sha256(said.encode()).hexdigest()


def _log(label: Label, event: str, now: datetime, *, result: str = "done") -> None:
    audit.record(
        Who.machine(label.iss, label.iss),
        event=event,
        target=str(label.jti),
        at=now,
        result=result,
        facts={"kind": KeptKind.PART.value, "to": label.to, "digest": label.address},
    )
