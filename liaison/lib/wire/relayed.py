"""A relay's signed word that it keeps a sealed message for somebody: proof for later, no receipt.

It says nothing about the addressee, and no delivery ends by it.
"""

import uuid
from dataclasses import dataclass

from liaison.lib.wire import canonical, statement, tokens
from liaison.lib.wire.errors import ShapeRefused
from liaison.lib.wire.keys import KeyPair
from liaison.lib.wire.manifest import identifier, organisation
from liaison.lib.wire.receipt import hex_digest
from liaison.lib.wire.statement import Statement

KIND = "exchange.relayed"
FIELDS = frozenset({"sender", "to", "jti", "digest", "until"})


@dataclass(frozen=True)
class Relayed:
    """What a relay keeps.

    Attributes:
        sender: the bureau that handed it over.
        to: the bureau it is for.
        jti: id of the message.
        digest: hex SHA-256 of its sealed bytes.
        until: when the relay gives up, seconds since 1970.
    """

    sender: str
    to: str
    jti: uuid.UUID
    digest: str
    until: int


def sign(relayed: Relayed, *, relay: str, at: int, by: KeyPair) -> str:
    """Return the relay's word as a signed statement."""
    claims: canonical.JsonObject = {
        "sender": relayed.sender,
        "to": relayed.to,
        "jti": str(relayed.jti),
        "digest": relayed.digest,
        "until": relayed.until,
    }
    return statement.sign(Statement(iss=relay, at=at, kind=KIND, claims=claims), by=by)


def verify(token: str, *, relay: str, resolve: tokens.Resolve) -> Relayed:
    """Verify and read a relay's word.

    Raises:
        WireRefusal: not signed by that relay, or not such a word.
    """
    made = statement.verify(token, issuer=relay, resolve=resolve)
    if made.kind != KIND:
        raise ShapeRefused("kind", f"must be {KIND}")
    canonical.check_fields(made.claims, required=FIELDS)
    return Relayed(
        sender=organisation(made.claims, "sender"),
        to=organisation(made.claims, "to"),
        jti=identifier(made.claims, "jti"),
        digest=hex_digest(made.claims, "digest"),
        until=canonical.moment(made.claims, "until"),
    )
