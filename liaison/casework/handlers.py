"""What other bureaus say in matters of requests: read strictly, then handed to the desk it is for.

The sender must answer for the desk it speaks for; a bureau that guesses ids learns nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings

from liaison.audit.types import Who
from liaison.casework import addressing
from liaison.casework.errors import (
    AddressRefused,
    BodyRefused,
    LetterRefused,
    NoSuchRequest,
)
from liaison.casework.services.approving import take
from liaison.casework.services.arriving import take_letter, take_request
from liaison.casework.wireform import BY_ASKED, KINDS, parse_asked, parse_said
from liaison.casework.words import LetterKind
from liaison.exchange.errors import ContentRefused
from liaison.exchange.types import Received

Receive = Callable[[Received, datetime], None]
# a letter may overtake the request it belongs to; so long it is tried again
OVERTAKING = timedelta(hours=1)


class NotYet(Exception):
    """The request this letter belongs to has not arrived: the job tries again."""


def _refusing(receive: Receive) -> Receive:
    """Turn what the room refuses into a signed rejection that names the rule, never content."""

    @wraps(receive)
    def wrapped(received: Received, now: datetime) -> None:
        try:
            receive(received, now)
        except BodyRefused as refusal:
            raise ContentRefused(f"{refusal.code}:{refusal.field}") from refusal
        except LetterRefused as refusal:
            raise ContentRefused(f"{refusal.code}:{refusal.reason}") from refusal
        except AddressRefused as refusal:
            raise ContentRefused(refusal.code) from refusal
        except NoSuchRequest as refusal:
            raise ContentRefused(refusal.code) from refusal

    return wrapped


@_refusing
def receive_request(received: Received, now: datetime) -> None:
    """Store a request for every desk of this node it is addressed to.

    Raises:
        ContentRefused: malformed, from a desk the sender does not answer for, for no desk of
            this node, or another request under an id that was used.
    """
    asked = parse_asked(
        received.body,
        purpose=received.purpose,
        legal_basis=received.legal_basis,
        urgency=received.urgency,
    )
    _check_speaks_for(asked.sender, received, now)
    who = Who.machine("casework", settings.NODE.organisation)
    approval = take(asked, sender=received.sender, at=received.issued_at, now=now)
    for desk in _desks_here((*asked.to, *asked.info), now):
        take_request(
            asked,
            desk=desk,
            message=received.message_id,
            thread=received.thread,
            issued_at=received.issued_at,
            files=[one.file_id for one in received.files],
            approval=approval,
            who=who,
            now=now,
        )


def receive_letter(kind: LetterKind) -> Receive:
    """Return the handler of one kind of letter."""

    @_refusing
    def receive(received: Received, now: datetime) -> None:
        said = parse_said(received.body, kind)
        _check_speaks_for(said.sender, received, now)
        who = Who.machine("casework", settings.NODE.organisation)
        for desk in _desks_here(said.to, now):
            try:
                take_letter(
                    said,
                    desk=desk,
                    message=received.message_id,
                    files=[one.file_id for one in received.files],
                    who=who,
                    now=now,
                )
            except NoSuchRequest:
                # only the desk that asks can have sent a request that is still on its way
                if kind in BY_ASKED or now >= received.issued_at + OVERTAKING:
                    raise
                raise NotYet from None

    return receive


RECEIVERS = {name: receive_letter(kind) for kind, name in KINDS.items()}


def _check_speaks_for(desk: str, received: Received, now: datetime) -> None:
    """Refuse a bureau that speaks for a desk of another node."""
    if not addressing.is_desk_of(desk, received.sender, now):
        raise AddressRefused(desk, "unknown")


def _desks_here(desks: Sequence[str], now: datetime) -> list[str]:
    here = [desk for desk in desks if addressing.is_desk_here(desk, now)]
    if not here:
        raise AddressRefused("to", "unknown")
    return here
