"""The life of a message on its way to one bureau, as data. Stored for ever."""

import enum
from collections.abc import Mapping

from liaison.lib.wire.receipt import State

__all__ = [
    "CLOSED",
    "OWN_KINDS",
    "RANK",
    "RESTART",
    "RESUMED",
    "RETURNED",
    "TRANSITIONS",
    "AlarmKind",
    "AskMark",
    "Direction",
    "KeptKind",
    "PartState",
    "State",
]


# kinds of the gate itself: a bureau that was restored, and what others give back to it
RESTART = "exchange.restart"
RETURNED = "exchange.returned"
RESUMED = "exchange.resumed"
# whatever was delegated to a sub-bureau, its node speaks of itself
OWN_KINDS = frozenset({RESTART, RETURNED, RESUMED})


class Direction(enum.StrEnum):
    """Whose message it is."""

    IN = "in"
    OUT = "out"


class KeptKind(enum.StrEnum):
    """What a relay keeps for somebody."""

    MESSAGE = "message"
    RECEIPT = "receipt"
    PART = "part"


class AlarmKind(enum.StrEnum):
    """What a desk must be told about a peer."""

    ALTERED = "altered"
    EQUIVOCATION = "equivocation"
    SPLIT_VIEW = "split_view"
    RECEIPT_MISMATCH = "receipt_mismatch"
    UNDELIVERABLE = "undeliverable"
    REJECTED = "rejected"
    RELAY_SLOW = "relay_slow"
    ROLLBACK = "rollback"
    LOG_RESTARTED = "log_restarted"
    RESUMED = "resumed"


class PartState(enum.StrEnum):
    """Where a file stands on its way to one bureau."""

    WAITING = "waiting"
    HELD = "held"
    REFUSED = "refused"
    ENDED = "ended"


class AskMark(enum.StrEnum):
    """What became of a question that an officer waits for, at one bureau."""

    ANSWERED = "answered"
    LATE = "late"
    REFUSED = "refused"
    NOT_PERMITTED = "not_permitted"
    DOWN = "down"
    UNUSABLE = "unusable"


PART_TRANSITIONS: Mapping[PartState, frozenset[PartState]] = {
    PartState.WAITING: frozenset({PartState.HELD, PartState.REFUSED, PartState.ENDED}),
    # its receiver was restored from a backup and says what it has from there
    PartState.HELD: frozenset({PartState.WAITING}),
    PartState.REFUSED: frozenset(),
    PartState.ENDED: frozenset(),
}
TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.ACCEPTED: frozenset(
        {
            State.STORED,
            State.QUARANTINED,
            State.REJECTED,
            # a later receipt may overtake the one that said `stored`
            State.DELIVERED,
            State.OPENED,
            State.ANSWERED,
            State.UNDELIVERABLE,
        }
    ),
    State.STORED: frozenset(
        {State.QUARANTINED, State.REJECTED, State.DELIVERED, State.OPENED, State.ANSWERED}
    ),
    State.QUARANTINED: frozenset({State.REJECTED, State.DELIVERED, State.OPENED, State.ANSWERED}),
    State.DELIVERED: frozenset({State.OPENED, State.ANSWERED}),
    State.OPENED: frozenset({State.ANSWERED}),
    State.ANSWERED: frozenset(),
    State.REJECTED: frozenset(),
    State.UNDELIVERABLE: frozenset(),
}
# the ladder as people read it
RANK: tuple[State, ...] = (
    State.ACCEPTED,
    State.STORED,
    State.DELIVERED,
    State.OPENED,
    State.ANSWERED,
)
# the sender need not send again
CLOSED = frozenset(State) - {State.ACCEPTED}
