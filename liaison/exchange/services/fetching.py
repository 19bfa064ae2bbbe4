"""Files beside messages of others: kept sealed, expected when handled, taken piece by piece.

Order of checks for each piece: its label, if it has one, by the key of whose part it says to be;
the message it belongs to came from that very bureau, was handled, and promised that part; the
piece begins where the part ends so far; the part is not longer than promised; at the end the bytes
are those that were signed. Until then nothing of it is opened. A labelled piece for a bureau whose
relay we are is kept for it instead.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from liaison.exchange import trust
from liaison.exchange.errors import ContentRefused
from liaison.exchange.models import Message, Part, PartRecord
from liaison.exchange.services import alarms, carrying, ending, keeping, sorting
from liaison.exchange.states import AlarmKind, Direction
from liaison.exchange.types import PartFacts
from liaison.files import services as files
from liaison.files.errors import DiskFull, FileEmpty, FileTooLarge, NameRefused
from liaison.files.types import Announced, Taken
from liaison.lib.wire import canonical, carriage, limits
from liaison.lib.wire.carriage import Label
from liaison.lib.wire.directory import Directory
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.envelope import Opened
from liaison.lib.wire.errors import HeadersDiffer, WireRefusal
from liaison.lib.wire.parts import Part as Promised
from liaison.lib.wire.parts import open_all
from liaison.lib.wire.pieces import Piece, PieceAnswer

NO_PART = "exchange:no_part"


def store(rows: Sequence[Message], opened: Sequence[Opened]) -> None:
    """Keep what messages promise beside themselves, in the transaction that stores them."""
    made: list[Part] = []
    records: list[PartRecord] = []
    for row, message in zip(rows, opened, strict=True):
        pairs = zip(message.manifest.parts, message.parts, strict=True)
        for number, (promised, opening) in enumerate(pairs):
            part = Part(
                message=row,
                number=number,
                address=promised.address,
                commitment=promised.commitment,
                size_class=promised.size_class,
                salt=opening.salt,
            )
            made.append(part)
            said = canonical.encode(opening.claims()).decode()
            records.append(PartRecord(part=part, record=said))
    if made:
        Part.objects.bulk_create(made)
        PartRecord.objects.bulk_create(records)


def expect(message: Message, *, now: datetime) -> tuple[PartFacts, ...]:
    """Announce the files of a message to the room of files, in the handler's transaction.

    Raises:
        ContentRefused: one of them cannot be taken, whatever its bytes are.
    """
    found = []
    for part in Part.objects.filter(message=message).select_related("record").order_by("number"):
        announced = _announced(part)
        try:
            part.file = files.expect(announced, sender=message.iss, message=message.jti, now=now)
        except (NameRefused, FileEmpty, FileTooLarge) as refusal:
            raise ContentRefused(refusal.code) from refusal
        part.save(update_fields=["file"])
        found.append(PartFacts(part.file, announced.name, announced.media_type, announced.size))
    return tuple(found)


def forget(message: Message) -> None:
    """Shred what opened the parts: from now on the keys are with the files, or nowhere."""
    PartRecord.objects.filter(part__message=message).delete()


def take(pieces: Sequence[Piece], *, peer: Entry, now: datetime) -> tuple[PieceAnswer, ...]:
    """Take pieces from a peer whose TLS certificate has been compared with the directory.

    Args:
        pieces: of a batch, unverified.
        peer: the bureau at the other end.
        now: the present moment.

    Returns:
        For each piece, how far its part has come here.
    """
    if not pieces:
        return ()
    trusted = trust.directory(now)
    return tuple(_take(piece, peer, trusted, now) for piece in pieces)


def _take(piece: Piece, peer: Entry, trusted: Directory, now: datetime) -> PieceAnswer:
    if not piece.label:
        return _collect(piece, peer, peer, None, now)
    origin = sorting.signer(piece.label, peer=peer, trusted=trusted)
    try:
        label = _label(piece, origin, now)
    except WireRefusal as refusal:
        return PieceAnswer(refused=refusal.code)
    if label.to == settings.NODE.organisation:
        return _collect(piece, origin, peer, label, now)
    if origin.id == peer.id != label.to and keeping.is_ours_to_keep(trusted, label.to):
        return carrying.keep(piece, label, now=now)
    return PieceAnswer(refused=HeadersDiffer.code)


def _label(piece: Piece, origin: Entry, now: datetime) -> Label:
    """Verify a label, and that it is of this piece."""
    moment = int(now.timestamp())
    label = carriage.verify_label(
        piece.label,
        issuer=origin.id,
        resolve=lambda kid: origin.signing_key(kid, now=moment),
    )
    if (label.jti, label.number) != (piece.jti, piece.number):
        raise HeadersDiffer("the label is of another part")
    return label


def _collect(
    piece: Piece, origin: Entry, carrier: Entry, label: Label | None, now: datetime
) -> PieceAnswer:
    """Take a piece of a part for us; where it has a label, sign what became of the part."""
    part = (
        Part.objects.select_related("message")
        .filter(
            message__direction=Direction.IN.value,
            message__iss=origin.id,
            message__jti=piece.jti,
            number=piece.number,
        )
        .first()
    )
    # attack: pieces of another bureau's message, of one never sent, or refused: a flood of them
    # costs one look each and writes nothing
    if part is None or part.file is None:
        return PieceAnswer(refused=NO_PART)
    if label is not None and label.address != part.address:
        return PieceAnswer(refused=HeadersDiffer.code)
    try:
        taken = files.take(
            part.file,
            sender=origin.id,
            offset=piece.offset,
            data=piece.data,
            now=now,
            relayed=carrier.id != origin.id,
        )
    except DiskFull as refusal:
        return PieceAnswer(refused=refusal.code)
    if taken is None:
        return PieceAnswer(refused=NO_PART)
    refused = f"files:{taken.refused.value}" if taken.refused else ""
    if taken.refused and not taken.complete:
        _tell(carrier, part, now)
    return PieceAnswer(
        held=taken.held,
        ended=taken.complete,
        refused=refused,
        receipt=_receipt(part, origin, taken, refused, now) if label else "",
    )


def _receipt(part: Part, origin: Entry, taken: Taken, refused: str, now: datetime) -> str:
    """Return our signed word on a part that has ended here; empty while it has not."""
    return ending.sign(part, to=origin.id, refused=refused, now=now) if taken.complete else ""


@transaction.atomic
def _tell(relay: Entry, part: Part, now: datetime) -> None:
    """Tell the desk of bytes that are not those their sender signed: the carrier's affair."""
    words = f"file {part.number} of message {part.message.jti}"
    alarms.raise_alarm(AlarmKind.ALTERED, relay.id, words, now=now)


def _announced(part: Part) -> Announced:
    said = canonical.decode(part.record.record.encode(), limit=limits.BODY_BYTES)
    promised = Promised(part.address, part.commitment, part.size_class)
    (opening,) = open_all([said], [promised])
    return Announced(
        name=opening.name,
        media_type=opening.media_type,
        size=opening.size,
        sha256=opening.sha256,
        key=opening.key,
        address=part.address,
    )
