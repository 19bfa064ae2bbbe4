"""Signed words about a part that a relay carries: its sender's label, its receiver's receipt.

A piece on the direct line needs neither: the connection says who brings it and who took it.
Through a relay both would be the relay's word, so the two who matter sign: the label says whose
ciphertext this is, for whom and how long; the receipt says what became of it, and nothing else
closes a part. Neither says more than a relay sees anyhow.
"""

import enum
import uuid
from dataclasses import dataclass

from liaison.lib.wire import canonical, limits, tokens
from liaison.lib.wire.errors import ShapeRefused
from liaison.lib.wire.keys import KeyPair
from liaison.lib.wire.manifest import identifier, organisation
from liaison.lib.wire.receipt import hex_digest

LABEL_TYP = "liaison-part+jws"
RECEIPT_TYP = "liaison-part-receipt+jws"
LABEL = frozenset({"iss", "to", "jti", "part", "address", "size", "exp"})
RECEIPT = frozenset({"iss", "aud", "at", "jti", "part", "address", "state", "reason"})
CODE_CHARACTERS = 60


class Outcome(enum.StrEnum):
    """What a receiver may say of a part at the end."""

    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True)
class Label:
    """What stands on a part that goes through a relay.

    Attributes:
        iss: the bureau whose message promised it.
        to: the bureau it is for.
        jti: id of the message.
        number: which part of it, from 0.
        address: hex SHA-256 of the ciphertext.
        size: bytes of the ciphertext.
        exp: until when anybody wants it, seconds since 1970.
    """

    iss: str
    to: str
    jti: uuid.UUID
    number: int
    address: str
    size: int
    exp: int


@dataclass(frozen=True)
class PartReceipt:
    """What became of one part, as its receiver says.

    Attributes:
        iss: the receiving bureau.
        aud: the bureau whose message promised it.
        at: seconds since 1970.
        jti: id of the message.
        number: which part of it, from 0.
        address: hex SHA-256 of the ciphertext this speaks of.
        state: held, or refused for good.
        reason: a code, for `refused`; never content.
    """

    iss: str
    aud: str
    at: int
    jti: uuid.UUID
    number: int
    address: str
    state: Outcome
    reason: str


def sign_label(label: Label, *, by: KeyPair) -> str:
    """Return the label as a signed token; the same label by the same key is the same token."""
    claims: canonical.JsonObject = {
        "iss": label.iss,
        "to": label.to,
        "jti": str(label.jti),
        "part": label.number,
        "address": label.address,
        "size": label.size,
        "exp": label.exp,
    }
    return tokens.sign(claims, typ=LABEL_TYP, by=by)


def verify_label(token: str, *, issuer: str, resolve: tokens.Resolve) -> Label:
    """Verify and read a label.

    Args:
        token: as it came with a piece.
        issuer: the bureau it must be from.
        resolve: gives that bureau's public signing key for a key name, or raises `KeyRefused`.

    Raises:
        WireRefusal: not signed by that bureau, or not a label.
    """
    claims = tokens.verify(token, typ=LABEL_TYP, resolve=resolve).claims
    canonical.check_fields(claims, required=LABEL)
    tokens.check_issuer(claims, issuer)
    size = canonical.integer(claims, "size", low=1)
    if size > limits.SEALED_PART_BYTES:
        raise ShapeRefused("size", f"is more than {limits.SEALED_PART_BYTES} bytes")
    return Label(
        iss=organisation(claims, "iss"),
        to=organisation(claims, "to"),
        jti=identifier(claims, "jti"),
        number=part_number(claims),
        address=hex_digest(claims, "address"),
        size=size,
        exp=canonical.moment(claims, "exp"),
    )


def sign_receipt(receipt: PartReceipt, *, by: KeyPair) -> str:
    """Return the receipt as a signed token."""
    claims: canonical.JsonObject = {
        "iss": receipt.iss,
        "aud": receipt.aud,
        "at": receipt.at,
        "jti": str(receipt.jti),
        "part": receipt.number,
        "address": receipt.address,
        "state": receipt.state.value,
        "reason": receipt.reason,
    }
    return tokens.sign(claims, typ=RECEIPT_TYP, by=by)


def verify_receipt(token: str, *, issuer: str, resolve: tokens.Resolve) -> PartReceipt:
    """Verify and read the receipt of a part.

    Args:
        token: as it came.
        issuer: the bureau it must be from.
        resolve: gives that bureau's public signing key for a key name, or raises `KeyRefused`.

    Raises:
        WireRefusal: not signed by that bureau, or not the receipt of a part.
    """
    claims = tokens.verify(token, typ=RECEIPT_TYP, resolve=resolve).claims
    canonical.check_fields(claims, required=RECEIPT)
    tokens.check_issuer(claims, issuer)
    state = claims["state"]
    if not isinstance(state, str) or state not in frozenset(Outcome):
        raise ShapeRefused("state", "is not one a receiver may state of a part")
    return PartReceipt(
        iss=organisation(claims, "iss"),
        aud=organisation(claims, "aud"),
        at=canonical.moment(claims, "at"),
        jti=identifier(claims, "jti"),
        number=part_number(claims),
        address=hex_digest(claims, "address"),
        state=Outcome(state),
        reason=canonical.text(claims, "reason", most=CODE_CHARACTERS, empty=True),
    )


def is_of_a_part(token: str) -> bool:
    """Return whether a token says of itself that it is about a part; unverified."""
    return "part" in tokens.said(token)


def part_number(claims: canonical.JsonObject) -> int:
    """Return which part of its message it is.

    Raises:
        ShapeRefused: no message has so many.
    """
    number = canonical.integer(claims, "part")
    if number >= limits.PARTS:
        raise ShapeRefused("part", f"must be below {limits.PARTS}")
    return number
