"""Pieces of parts in a batch: some bytes of one ciphertext, and how far the receiver has come.

A piece is not signed: the sender is known by the connection, and what all pieces make up is
verified at the end, against the digest its manifest signed.
"""

import binascii
import uuid
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from liaison.lib.wire import canonical, limits
from liaison.lib.wire.errors import ShapeRefused, TooLarge
from liaison.lib.wire.manifest import identifier

FIELDS = frozenset({"jti", "part", "offset", "data"})
SAID = frozenset({"held", "ended", "refused"})


@dataclass(frozen=True)
class Piece:
    """Some bytes of one part.

    Attributes:
        jti: the message that promised the part.
        number: which part of it, from 0.
        offset: where these bytes begin in the ciphertext.
        data: at most 192 KiB.
    """

    jti: uuid.UUID
    number: int
    offset: int
    data: bytes


@dataclass(frozen=True)
class PieceAnswer:
    """What the receiver says of one piece.

    Attributes:
        held: bytes of the part that it has: the sender goes on from there.
        ended: nothing more of this part is wanted.
        refused: a code, or empty.
    """

    held: int = 0
    ended: bool = False
    refused: str = ""


def encode(pieces: Sequence[Piece]) -> list[canonical.JsonValue]:
    """Return pieces as they stand in a batch."""
    return [
        {
            "jti": str(piece.jti),
            "part": piece.number,
            "offset": piece.offset,
            "data": b64encode(piece.data).decode(),
        }
        for piece in pieces
    ]


def parse(value: canonical.JsonValue) -> tuple[Piece, ...]:
    """Read the pieces of a batch, verifying nothing but their form and size.

    Raises:
        TooLarge: more pieces, or a larger one, than a batch carries.
        ShapeRefused: not of that form.
    """
    if not isinstance(value, list):
        raise ShapeRefused("pieces", "must be a list")
    if len(value) > limits.PIECES:
        message = f"at most {limits.PIECES} pieces"
        raise TooLarge(message)
    return tuple(_piece(entry) for entry in value)


def encode_answers(answers: Sequence[PieceAnswer]) -> list[canonical.JsonValue]:
    """Return answers as they stand in a response."""
    return [
        {"held": answer.held, "ended": answer.ended, "refused": answer.refused}
        for answer in answers
    ]


def parse_answers(value: canonical.JsonValue) -> tuple[PieceAnswer, ...]:
    """Read the answers of a response.

    Raises:
        ShapeRefused: not of that form.
    """
    if not isinstance(value, list) or len(value) > limits.PIECES:
        raise ShapeRefused("pieces", f"must list at most {limits.PIECES} answers")
    found = []
    for entry in value:
        if not isinstance(entry, dict):
            raise ShapeRefused("pieces", "must hold objects")
        canonical.check_fields(entry, required=SAID)
        ended = entry["ended"]
        if not isinstance(ended, bool):
            raise ShapeRefused("ended", "must be true or false")
        found.append(
            PieceAnswer(
                held=canonical.integer(entry, "held"),
                ended=ended,
                refused=canonical.text(entry, "refused", most=60, empty=True),
            )
        )
    return tuple(found)


def _piece(entry: canonical.JsonValue) -> Piece:
    if not isinstance(entry, dict):
        raise ShapeRefused("pieces", "must hold objects")
    canonical.check_fields(entry, required=FIELDS)
    number = canonical.integer(entry, "part")
    if number >= limits.PARTS:
        raise ShapeRefused("part", f"must be below {limits.PARTS}")
    return Piece(
        jti=identifier(entry, "jti"),
        number=number,
        offset=canonical.integer(entry, "offset"),
        data=_data(entry["data"]),
    )


def _data(value: canonical.JsonValue) -> bytes:
    if not isinstance(value, str) or not value:
        raise ShapeRefused("data", "must be base64")
    if len(value) > -(-limits.PIECE_BYTES // 3) * 4:
        message = f"a piece of more than {limits.PIECE_BYTES} bytes"
        raise TooLarge(message)
    try:
        found = b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise ShapeRefused("data", "must be base64") from None
    if b64encode(found).decode() != value:
        raise ShapeRefused("data", "must be base64 in its one spelling")
    return found
