"""What the room refuses of a message becomes a signed rejection that names the rule."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from liaison.exchange.errors import ContentRefused, StatementRefused
from liaison.exchange.types import Received
from liaison.records.errors import (
    FieldRefused,
    NoSuchCorrection,
    NoSuchRecord,
    NotTheOwner,
    StatementMismatch,
    TooMuchSaid,
    TransitionRefused,
)

Receive = Callable[[Received, datetime], None]
_NAMED = (
    *(NotTheOwner, NoSuchRecord, NoSuchCorrection, StatementMismatch, TransitionRefused),
    *(StatementRefused, TooMuchSaid),
)


def refusing(receive: Receive) -> Receive:
    """Turn what the room refuses into a signed rejection that names the rule, never content."""

    @wraps(receive)
    def wrapped(received: Received, now: datetime) -> None:
        try:
            receive(received, now)
        except FieldRefused as refusal:
            raise ContentRefused(f"{refusal.code}:{refusal.field}") from refusal
        except _NAMED as refusal:
            raise ContentRefused(refusal.code) from refusal

    return wrapped
