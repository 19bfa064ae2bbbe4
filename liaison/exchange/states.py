"""The life of a message on its way to one bureau, as data. Stored for ever."""

import enum
from collections.abc import Mapping

from liaison.lib.wire.receipt import State

__all__ = [
    "CLOSED",
    "RANK",
    "TRANSITIONS",
    "AlarmKind",
    "AskMark",
    "Direction",
    "KeptKind",
    "PartState",
    "State",
]


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
    PartState.HELD: frozenset(),
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
