"""A stand-in for exchange: keeps what would be sent. Its signatures are held against the real."""

import inspect
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection

from liaison.audit.types import Who
from liaison.core.errors import NotInTransaction
from liaison.exchange import services as exchange
from liaison.exchange.errors import StatementRefused
from liaison.lib.wire.canonical import JsonObject, JsonValue

OWN = "beijing"


@dataclass(frozen=True)
class Sent:
    """One message that would have been sent."""

    jti: uuid.UUID
    to: tuple[str, ...]
    kind: str
    body: JsonObject
    thread: uuid.UUID | None
    in_reply_to: uuid.UUID | None
    files: tuple[uuid.UUID, ...] = ()


@dataclass
class Outbox:
    """Takes the place of `exchange.services`."""

    sent: list[Sent] = field(default_factory=list)

    def queue(  # noqa: PLR0913 - as the real one
        self,
        who: Who,  # noqa: ARG002
        *,
        to: Sequence[str],
        kind: str,
        body: JsonObject,
        at: datetime,  # noqa: ARG002
        purpose: str,
        legal_basis: str = "",  # noqa: ARG002
        urgency: str = "normal",  # noqa: ARG002
        info: Sequence[str] = (),  # noqa: ARG002
        thread: uuid.UUID | None = None,
        in_reply_to: uuid.UUID | None = None,
        life: timedelta = exchange.LIFE,  # noqa: ARG002
        files: Sequence[uuid.UUID] = (),
    ) -> uuid.UUID:
        """Keep a message."""
        if not connection.in_atomic_block:
            raise NotInTransaction
        assert to
        assert purpose
        jti = uuid.uuid4()
        self.sent.append(Sent(jti, tuple(to), kind, body, thread, in_reply_to, tuple(files)))
        return jti

    def sign_statement(self, kind: str, claims: JsonObject, *, now: datetime) -> str:
        """Write a statement of this bureau."""
        return statement(iss=OWN, kind=kind, claims=claims, at=now)

    def verify_statement(
        self,
        token: str,
        *,
        sender: str,
        kind: str,
        now: datetime,  # noqa: ARG002
    ) -> Mapping[str, JsonValue]:
        """Read a statement of a bureau."""
        try:
            read = json.loads(token)
        except ValueError as error:
            raise StatementRefused("wire:not_json") from error
        if (read["iss"], read["kind"]) != (sender, kind):
            raise StatementRefused("another")
        claims: Mapping[str, JsonValue] = read["claims"]
        return claims

    def of_kind(self, kind: str) -> list[Sent]:
        """Return the messages of one kind."""
        return [sent for sent in self.sent if sent.kind == kind]


def statement(*, iss: str, kind: str, claims: JsonObject, at: datetime) -> str:
    """Write the statement of any bureau; a signature is what exchange is for."""
    said = {"iss": iss, "kind": kind, "claims": claims, "at": int(at.timestamp())}
    return json.dumps(said, sort_keys=True)


def differences() -> list[str]:
    """Return the functions whose parameters are not those of the real exchange."""
    return [
        name
        for name in ("queue", "sign_statement", "verify_statement")
        if inspect.signature(getattr(Outbox(), name)) != inspect.signature(getattr(exchange, name))
    ]
