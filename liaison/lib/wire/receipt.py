"""Receipts: what became of a message, signed by the one who received it."""

import enum
import uuid
from dataclasses import dataclass

from liaison.lib.wire import canonical, limits, tokens
from liaison.lib.wire.errors import ShapeRefused
from liaison.lib.wire.keys import KeyPair
from liaison.lib.wire.manifest import identifier, organisation

TYP = "liaison-receipt+jws"
FIELDS = frozenset(
    {"iss", "aud", "at", "jti", "digest", "state", "reason", "log_index", "checkpoint"}
)
DIGEST_CHARACTERS = 64
CHECKPOINT_CHARACTERS = 2000


class State(enum.StrEnum):
    """What became of a message, one list everywhere. Stored for ever."""

    ACCEPTED = "accepted"
    STORED = "stored"
    QUARANTINED = "quarantined"
    REJECTED = "rejected"
    DELIVERED = "delivered"
    OPENED = "opened"
    ANSWERED = "answered"
    UNDELIVERABLE = "undeliverable"


# what a receiver may state; `accepted` and `undeliverable` are the sender's own words
STATED = frozenset(State) - {State.ACCEPTED, State.UNDELIVERABLE}


@dataclass(frozen=True)
class Receipt:
    """One statement about one message.

    Attributes:
        iss: the receiving bureau.
        aud: the bureau that sent the message.
        at: seconds since 1970.
        jti: id of the message.
        digest: hex SHA-256 of the sealed bytes this speaks of.
        state: one of `STATED`.
        reason: why, for `rejected`; a code, never content.
        log_index: place of the receiver's audit entry in its log; -1 where nothing was stored.
        checkpoint: signed checkpoint of the receiver's log, holding that entry; may be empty.
    """

    iss: str
    aud: str
    at: int
    jti: uuid.UUID
    digest: str
    state: State
    reason: str
    log_index: int
    checkpoint: str


def sign(receipt: Receipt, *, by: KeyPair) -> str:
    """Return the receipt as a signed token."""
    return tokens.sign(
        {
            "iss": receipt.iss,
            "aud": receipt.aud,
            "at": receipt.at,
            "jti": str(receipt.jti),
            "digest": receipt.digest,
            "state": receipt.state.value,
            "reason": receipt.reason,
            "log_index": receipt.log_index,
            "checkpoint": receipt.checkpoint,
        },
        typ=TYP,
        by=by,
    )


def verify(token: str, *, issuer: str, resolve: tokens.Resolve) -> Receipt:
    """Verify and read a receipt.

    Args:
        token: the signed receipt.
        issuer: the bureau it must be from.
        resolve: gives that bureau's public signing key for a key name, or raises `KeyRefused`.

    Raises:
        WireRefusal: not signed by that bureau, or not a receipt.
    """
    claims = tokens.verify(token, typ=TYP, resolve=resolve).claims
    canonical.check_fields(claims, required=FIELDS)
    tokens.check_issuer(claims, issuer)
    state = claims["state"]
    if not isinstance(state, str) or state not in STATED:
        raise ShapeRefused("state", "is not one a receiver may state")
    return Receipt(
        iss=organisation(claims, "iss"),
        aud=organisation(claims, "aud"),
        at=canonical.moment(claims, "at"),
        jti=identifier(claims, "jti"),
        digest=hex_digest(claims, "digest"),
        state=State(state),
        reason=canonical.words(claims, "reason", most=limits.REASON_CHARACTERS, empty=True),
        log_index=canonical.integer(claims, "log_index", low=-1),
        checkpoint=note(claims, "checkpoint"),
    )


def hex_digest(claims: canonical.JsonObject, name: str) -> str:
    """Return a field that is a hex SHA-256.

    Raises:
        ShapeRefused: it is not.
    """
    found = canonical.text(claims, name, most=DIGEST_CHARACTERS)
    if len(found) != DIGEST_CHARACTERS or set(found) - set("0123456789abcdef"):
        raise ShapeRefused(name, "must be a SHA-256 in lower case hex")
    return found


def note(claims: canonical.JsonObject, name: str) -> str:
    """Return a field that is a checkpoint note (several lines), or empty.

    Raises:
        ShapeRefused: not a text, or too long.
    """
    found = claims.get(name)
    if not isinstance(found, str) or len(found) > CHECKPOINT_CHARACTERS:
        raise ShapeRefused(name, "must be a checkpoint")
    if not found.replace("\n", "").isprintable():
        raise ShapeRefused(name, "has control characters")
    return found
