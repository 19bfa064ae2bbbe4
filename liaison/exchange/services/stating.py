"""Signed statements that stand on their own, such as an erasure: making and verifying."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from liaison.exchange import keys, trust
from liaison.exchange.errors import StatementRefused
from liaison.lib.wire import canonical, statement
from liaison.lib.wire.errors import WireRefusal


def sign_statement(kind: str, claims: canonical.JsonObject, *, now: datetime) -> str:
    """Return a statement of this bureau that stands on its own, such as an erasure.

    Args:
        kind: `room.subject`.
        claims: what is stated; JSON.
        now: the present moment.
    """
    made = statement.Statement(
        iss=settings.NODE.organisation, at=int(now.timestamp()), kind=kind, claims=claims
    )
    return statement.sign(made, by=keys.signing().newest)


def verify_statement(
    token: str, *, sender: str, kind: str, now: datetime
) -> Mapping[str, canonical.JsonValue]:
    """Verify a statement of another bureau and return what it claims.

    Raises:
        StatementRefused: not signed by that bureau, or another kind of statement.
    """
    moment = int(now.timestamp())
    try:
        entry = trust.directory(now).entry(sender)
        found = statement.verify(
            token, issuer=sender, resolve=lambda kid: entry.signing_key(kid, now=moment)
        )
    except WireRefusal as refusal:
        raise StatementRefused(refusal.code) from refusal
    if found.kind != kind:
        raise StatementRefused("it states something else")
    return found.claims
