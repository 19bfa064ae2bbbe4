"""Files beside messages of others: kept sealed, expected when handled, taken piece by piece.

Order of checks for each piece: the message it belongs to came from this very bureau, was handled,
and promised that part; the piece begins where the part ends so far; the part is not longer than
promised; at the end the bytes are those that were signed. Until then nothing of it is opened.
"""

from collections.abc import Sequence
from datetime import datetime

from liaison.exchange.errors import ContentRefused
from liaison.exchange.models import Message, Part, PartRecord
from liaison.exchange.states import Direction
from liaison.exchange.types import PartFacts
from liaison.files import services as files
from liaison.files.errors import DiskFull, FileEmpty, FileTooLarge, NameRefused
from liaison.files.types import Announced
from liaison.lib.wire import canonical, limits
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.envelope import Opened
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
    return tuple(_take(piece, peer, now) for piece in pieces)


def _take(piece: Piece, peer: Entry, now: datetime) -> PieceAnswer:
    part = Part.objects.filter(
        message__direction=Direction.IN.value,
        message__iss=peer.id,
        message__jti=piece.jti,
        number=piece.number,
    ).first()
    # attack: pieces of another bureau's message, of one never sent, or refused: a flood of them
    # costs one look each and writes nothing
    if part is None or part.file is None:
        return PieceAnswer(refused=NO_PART)
    try:
        taken = files.take(
            part.file, sender=peer.id, offset=piece.offset, data=piece.data, now=now
        )
    except DiskFull as refusal:
        return PieceAnswer(refused=refusal.code)
    if taken is None:
        return PieceAnswer(refused=NO_PART)
    refused = f"files:{taken.refused.value}" if taken.refused else ""
    return PieceAnswer(held=taken.held, ended=taken.complete, refused=refused)


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
