"""Signed statements of a bureau, readable on their own years later: an erasure, for one."""

from dataclasses import dataclass

from liaison.lib.wire import canonical, tokens
from liaison.lib.wire.errors import ShapeRefused
from liaison.lib.wire.keys import KeyPair
from liaison.lib.wire.manifest import kind as kind_field
from liaison.lib.wire.manifest import organisation

TYP = "liaison-statement+jws"
FIELDS = frozenset({"iss", "at", "kind", "claims"})


@dataclass(frozen=True)
class Statement:
    """What a bureau states.

    Attributes:
        iss: the bureau.
        at: seconds since 1970.
        kind: such as `records.erasure`.
        claims: what is stated.
    """

    iss: str
    at: int
    kind: str
    claims: canonical.JsonObject


def sign(statement: Statement, *, by: KeyPair) -> str:
    """Return the statement as a signed token."""
    return tokens.sign(
        {
            "iss": statement.iss,
            "at": statement.at,
            "kind": statement.kind,
            "claims": statement.claims,
        },
        typ=TYP,
        by=by,
    )


def verify(token: str, *, issuer: str, resolve: tokens.Resolve) -> Statement:
    """Verify and read a statement.

    Args:
        token: the signed statement.
        issuer: the bureau it must be from.
        resolve: gives that bureau's public signing key for a key name, or raises `KeyRefused`.

    Raises:
        WireRefusal: not signed by the bureau expected, or not a statement.
    """
    claims = tokens.verify(token, typ=TYP, resolve=resolve).claims
    canonical.check_fields(claims, required=FIELDS)
    tokens.check_issuer(claims, issuer)
    stated = claims["claims"]
    if not isinstance(stated, dict):
        raise ShapeRefused("claims", "must be an object")
    return Statement(
        iss=organisation(claims, "iss"),
        at=canonical.moment(claims, "at"),
        kind=kind_field(claims, "kind"),
        claims=stated,
    )
