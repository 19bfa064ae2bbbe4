"""Pieces of parts in a batch: some bytes of one ciphertext, and how far the receiver has come.

On the direct line a piece is not signed: the sender is known by the connection, and what all
pieces make up is verified at the end, against the digest its manifest signed. Through a relay each
carries its sender's label, and the end its receiver's receipt: see `carriage`.
"""

import binascii
import uuid
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass

from liaison.lib.wire import canonical, limits
from liaison.lib.wire.carriage import part_number
from liaison.lib.wire.errors import ShapeRefused, TooLarge
from liaison.lib.wire.manifest import identifier, organisation

FIELDS = frozenset({"jti", "part", "offset", "data"})
SAID = frozenset({"held", "ended", "refused"})
NAMED = frozenset({"iss", "jti", "part"})


@dataclass(frozen=True)
class Piece:
    """Some bytes of one part.

    Attributes:
        jti: the message that promised the part.
        number: which part of it, from 0.
        offset: where these bytes begin in the ciphertext.
        data: at most 192 KiB.
        label: its sender's signed label where a relay carries it, else empty.
    """

    jti: uuid.UUID
    number: int
    offset: int
    data: bytes
    label: str = ""


@dataclass(frozen=True)
class PieceAnswer:
    """What the receiver says of one piece.

    Attributes:
        held: bytes of the part that it has: the sender goes on from there.
        ended: nothing more of this part is wanted.
        refused: a code, or empty.
        receipt: the receiver's signed receipt of the whole part, where a relay brought its end.
    """

    held: int = 0
    ended: bool = False
    refused: str = ""
    receipt: str = ""


@dataclass(frozen=True)
class Told:
    """What a bureau that fetches says of a piece it was given before.

    Attributes:
        iss: the bureau whose message promised the part.
        jti: id of that message.
        number: which part of it, from 0.
        answer: how far it has come.
    """

    iss: str
    jti: uuid.UUID
    number: int
    answer: PieceAnswer


def encode(pieces: Sequence[Piece]) -> list[canonical.JsonValue]:
    """Return pieces as they stand in a batch."""
    return [
        {
            "jti": str(piece.jti),
            "part": piece.number,
            "offset": piece.offset,
            "data": b64encode(piece.data).decode(),
            **({"label": piece.label} if piece.label else {}),
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
    return [_said(answer) for answer in answers]


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
        canonical.check_fields(entry, required=SAID, optional=frozenset({"receipt"}))
        found.append(_answer(entry))
    return tuple(found)


def encode_told(told: Sequence[Told]) -> list[canonical.JsonValue]:
    """Return what a bureau that fetches says of the pieces it was given."""
    return [
        {"iss": one.iss, "jti": str(one.jti), "part": one.number, **_said(one.answer)}
        for one in told
    ]


def parse_told(value: canonical.JsonValue) -> tuple[Told, ...]:
    """Read such words.

    Raises:
        ShapeRefused: not of that form.
    """
    if not isinstance(value, list) or len(value) > limits.PIECES:
        raise ShapeRefused("pieces", f"must list at most {limits.PIECES} answers")
    found = []
    for entry in value:
        if not isinstance(entry, dict):
            raise ShapeRefused("pieces", "must hold objects")
        canonical.check_fields(entry, required=SAID | NAMED, optional=frozenset({"receipt"}))
        found.append(
            Told(
                iss=organisation(entry, "iss"),
                jti=identifier(entry, "jti"),
                number=part_number(entry),
                answer=_answer(entry),
            )
        )
    return tuple(found)


def _said(answer: PieceAnswer) -> canonical.JsonObject:
    said: canonical.JsonObject = {
        "held": answer.held,
        "ended": answer.ended,
        "refused": answer.refused,
    }
    return {**said, "receipt": answer.receipt} if answer.receipt else said


def _answer(entry: canonical.JsonObject) -> PieceAnswer:
    ended = entry["ended"]
    if not isinstance(ended, bool):
        raise ShapeRefused("ended", "must be true or false")
    return PieceAnswer(
        held=canonical.integer(entry, "held"),
        ended=ended,
        refused=canonical.text(entry, "refused", most=60, empty=True),
        receipt=_token(entry.get("receipt", ""), "receipt"),
    )


def _token(value: canonical.JsonValue, name: str) -> str:
    if not isinstance(value, str) or len(value) > limits.TOKEN_CHARACTERS:
        raise ShapeRefused(name, "must be a signed token of limited length")
    return value


def _piece(entry: canonical.JsonValue) -> Piece:
    if not isinstance(entry, dict):
        raise ShapeRefused("pieces", "must hold objects")
    canonical.check_fields(entry, required=FIELDS, optional=frozenset({"label"}))
    return Piece(
        jti=identifier(entry, "jti"),
        number=part_number(entry),
        offset=canonical.integer(entry, "offset"),
        data=_data(entry["data"]),
        label=_token(entry.get("label", ""), "label"),
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
