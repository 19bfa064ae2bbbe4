"""The delivery header and the batch: how sealed messages travel from one bureau to one other."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from liaison.lib.wire import canonical, limits, pieces, tokens
from liaison.lib.wire.errors import ShapeRefused, TooLarge
from liaison.lib.wire.keys import KeyPair
from liaison.lib.wire.manifest import identifier, organisation
from liaison.lib.wire.pieces import Piece, PieceAnswer, Told
from liaison.lib.wire.receipt import hex_digest, note

TYP = "liaison-delivery+jws"
FIELDS = frozenset({"iss", "to", "jti", "digest", "channel_seq", "prev", "checkpoint", "sent_at"})


@dataclass(frozen=True)
class DeliveryHeader:
    """One sealed message on its channel to one bureau. Other addressees never see it.

    Attributes:
        iss: the sending bureau.
        to: the bureau this copy is for.
        jti: id of the message.
        digest: hex SHA-256 of its sealed bytes.
        channel_seq: 1, 2, 3 ... on this channel: a gap is visible.
        prev: digest of the message before it on the channel, or 64 zeros.
        checkpoint: latest checkpoint of the sender's audit log; may be empty.
        sent_at: when it was put on the channel, seconds since 1970.
    """

    iss: str
    to: str
    jti: uuid.UUID
    digest: str
    channel_seq: int
    prev: str
    checkpoint: str
    sent_at: int


@dataclass(frozen=True)
class Carried:
    """One message of a batch, unverified: the signed header and the sealed bytes."""

    header: str
    message: bytes


@dataclass(frozen=True)
class Batch:
    """What one request carries."""

    messages: tuple[Carried, ...]
    receipts: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What the receiver says of one message or receipt of a batch, in the order sent.

    Attributes:
        receipt: the signed receipt, or empty.
        refused: code of the refusal where no receipt could be signed, or empty.
        detail: a short word on the refusal.
    """

    receipt: str = ""
    refused: str = ""
    detail: str = ""


def sign(header: DeliveryHeader, *, by: KeyPair) -> str:
    """Return the header as a signed token."""
    return tokens.sign(
        {
            "iss": header.iss,
            "to": header.to,
            "jti": str(header.jti),
            "digest": header.digest,
            "channel_seq": header.channel_seq,
            "prev": header.prev,
            "checkpoint": header.checkpoint,
            "sent_at": header.sent_at,
        },
        typ=TYP,
        by=by,
    )


def verify(token: str, *, issuer: str, resolve: tokens.Resolve) -> DeliveryHeader:
    """Verify and read a delivery header.

    Args:
        token: the signed header.
        issuer: the bureau it must be from.
        resolve: gives that bureau's public signing key for a key name, or raises `KeyRefused`.

    Raises:
        WireRefusal: not signed by the bureau expected, or not a delivery header.
    """
    claims = tokens.verify(token, typ=TYP, resolve=resolve).claims
    canonical.check_fields(claims, required=FIELDS)
    tokens.check_issuer(claims, issuer)
    return DeliveryHeader(
        iss=organisation(claims, "iss"),
        to=organisation(claims, "to"),
        jti=identifier(claims, "jti"),
        digest=hex_digest(claims, "digest"),
        channel_seq=canonical.integer(claims, "channel_seq", low=1),
        prev=hex_digest(claims, "prev"),
        checkpoint=note(claims, "checkpoint"),
        sent_at=canonical.moment(claims, "sent_at"),
    )


def encode_batch(batch: Batch) -> bytes:
    """Return the body of one request between bureaus."""
    said: dict[str, canonical.JsonValue] = {
        "messages": [
            {"header": carried.header, "message": carried.message.decode()}
            for carried in batch.messages
        ],
        "receipts": list(batch.receipts),
    }
    if batch.pieces:
        said["pieces"] = pieces.encode(batch.pieces)
    return canonical.encode(said)


def decode_batch(data: bytes) -> Batch:
    """Read the body of a request, verifying nothing but its form and size.

    Raises:
        TooLarge: over 1 MiB, 50 messages, 200 receipts or 3 pieces.
        NotJson: not JSON.
        ShapeRefused: not a batch.
    """
    value = canonical.decode(data, limit=limits.BATCH_BYTES)
    canonical.check_fields(
        value, required=frozenset({"messages", "receipts"}), optional=frozenset({"pieces"})
    )
    messages, receipts = value["messages"], value["receipts"]
    if not isinstance(messages, list) or not isinstance(receipts, list):
        raise ShapeRefused("messages", "must be lists")
    if len(messages) > limits.BATCH_MESSAGES or len(receipts) > limits.BATCH_RECEIPTS:
        message = f"at most {limits.BATCH_MESSAGES} messages and {limits.BATCH_RECEIPTS} receipts"
        raise TooLarge(message)
    return Batch(
        messages=tuple(_carried(entry) for entry in messages),
        receipts=tuple(_token(entry) for entry in receipts),
        pieces=pieces.parse(value.get("pieces", [])),
    )


def encode_answers(answers: Sequence[Answer], taken: Sequence[PieceAnswer] = ()) -> bytes:
    """Return the body of the response.

    Args:
        answers: one for each message, then for each receipt.
        taken: one for each piece.
    """
    said: dict[str, canonical.JsonValue] = {
        "answers": [
            {
                "receipt": answer.receipt,
                "refused": answer.refused,
                "detail": _printable(answer.detail),
            }
            for answer in answers
        ]
    }
    if taken:
        said["pieces"] = pieces.encode_answers(taken)
    return canonical.encode(said)


def decode_answers(data: bytes) -> tuple[Answer, ...]:
    """Read the body of a response.

    Raises:
        WireRefusal: not of that form, or too large.
    """
    value = _response(data)
    answers = value["answers"]
    most = limits.BATCH_MESSAGES + limits.BATCH_RECEIPTS
    if not isinstance(answers, list) or len(answers) > most:
        raise ShapeRefused("answers", f"must be a list of at most {most}")
    found = []
    for entry in answers:
        if not isinstance(entry, dict):
            raise ShapeRefused("answers", "must hold objects")
        canonical.check_fields(entry, required=frozenset({"receipt", "refused", "detail"}))
        found.append(
            Answer(
                receipt=_token(entry["receipt"]),
                refused=canonical.text(entry, "refused", most=60, empty=True),
                detail=canonical.text(entry, "detail", most=limits.REASON_CHARACTERS, empty=True),
            )
        )
    return tuple(found)


def decode_taken(data: bytes) -> tuple[PieceAnswer, ...]:
    """Read what a response says of the pieces.

    Raises:
        WireRefusal: not of that form, or too large.
    """
    return pieces.parse_answers(_response(data).get("pieces", []))


def _response(data: bytes) -> canonical.JsonObject:
    value = canonical.decode(data, limit=limits.BATCH_BYTES)
    canonical.check_fields(value, required=frozenset({"answers"}), optional=frozenset({"pieces"}))
    return value


@dataclass(frozen=True)
class Pull:
    """A request for what waits at a relay.

    Attributes:
        taken: hex SHA-256 of each receipt of the batch before, which need not be sent again.
        told: what became of the pieces of the batch before; None: the bureau takes no pieces.
    """

    taken: tuple[str, ...] = ()
    told: tuple[Told, ...] | None = None


def encode_pull(taken: Sequence[str], told: Sequence[Told] | None = None) -> bytes:
    """Return the body of a request for what waits at a relay; see `Pull`."""
    said: dict[str, canonical.JsonValue] = {"taken": list(taken)}
    if told is not None:
        said["pieces"] = pieces.encode_told(told)
    return canonical.encode(said)


def decode_pull(data: bytes) -> Pull:
    """Read such a body.

    Raises:
        WireRefusal: not of that form, or too large.
    """
    value = canonical.decode(data, limit=limits.BATCH_BYTES)
    canonical.check_fields(value, required=frozenset({"taken"}), optional=frozenset({"pieces"}))
    taken = value["taken"]
    if not isinstance(taken, list) or len(taken) > limits.BATCH_RECEIPTS:
        raise ShapeRefused("taken", f"must be a list of at most {limits.BATCH_RECEIPTS}")
    told = pieces.parse_told(value["pieces"]) if "pieces" in value else None
    return Pull(tuple(hex_digest({"taken": one}, "taken") for one in taken), told)


def _carried(entry: canonical.JsonValue) -> Carried:
    if not isinstance(entry, dict):
        raise ShapeRefused("messages", "must hold objects")
    canonical.check_fields(entry, required=frozenset({"header", "message"}))
    message = entry["message"]
    if not isinstance(message, str) or len(message) > limits.SEALED_BYTES:
        raise ShapeRefused("message", "must be a sealed message as text")
    return Carried(header=_token(entry["header"]), message=message.encode())


def _printable(detail: str) -> str:
    """Return what `decode_answers` of the other side will read: refusals quote hostile bytes."""
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in detail)
    return shown[: limits.REASON_CHARACTERS]


def _token(value: canonical.JsonValue) -> str:
    if not isinstance(value, str) or len(value) > limits.TOKEN_CHARACTERS:
        raise ShapeRefused("token", "must be a signed token of limited length")
    return value
