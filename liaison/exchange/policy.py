"""When to try again, and how a message moves. Pure."""

from datetime import datetime, timedelta
from typing import Final

from liaison.core.transitions import Transitions
from liaison.exchange.errors import TransitionRefused
from liaison.exchange.states import PART_TRANSITIONS, TRANSITIONS, State

# 1 s, 2 s, 4 s ... one hour: a bureau that is down for a day is asked about thirty times
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(hours=1)
# jitter keeps two hundred bureaus from calling a restarted one in the same second
JITTER = 0.2
# called with where it stands and where it shall go; refused as `TransitionRefused`
check_transition: Final = Transitions(TRANSITIONS, TransitionRefused)
check_part_transition: Final = Transitions(PART_TRANSITIONS, TransitionRefused)


def next_attempt(*, failures: int, now: datetime, chance: float) -> datetime:
    """Return when to call a bureau again that did not answer.

    Args:
        failures: calls in a row that failed, 1 or more.
        now: the present moment.
        chance: a random number in [0, 1).
    """
    pause: timedelta = min(FIRST_PAUSE * 2 ** min(failures - 1, 20), LONGEST_PAUSE)
    spread: float = 1 - JITTER + 2 * JITTER * chance
    return now + pause * spread


# bureaus that did not answer the last time share this many lines of one process: however many of
# them there are, the others have the rest
DOUBTFUL_LINES = 2
# who finds none of them free asks again after this
LINE_PAUSE = timedelta(seconds=2)


def may_call(*, failures: int, doubtful: int) -> bool:
    """Return whether a bureau may be called now, or must wait for others that do not answer.

    Args:
        failures: calls in a row that it did not answer.
        doubtful: lines to bureaus that did not answer the last time, now in use.
    """
    return failures == 0 or doubtful < DOUBTFUL_LINES


# a backup this old can be made up for: sealed bytes are kept so long after they were receipted
RESTORABLE = timedelta(days=7)
# who was not told of a restart within this has nothing of the time before it
LIFE_AFTER_RESTORE = timedelta(days=30)
# a checkpoint stated this much later than a larger one is a log that was cut: processes of one
# node state theirs side by side, never minutes apart
ROLLBACK_SLACK = timedelta(minutes=5)


def following(current: State) -> frozenset[State]:
    """Return the states a message may be in next."""
    return TRANSITIONS[current]


# questions that somebody waits for
ASK_LIFE = timedelta(seconds=60)  # a question nobody waits for any more must not be answered
ASKS_A_MINUTE = 3_000  # of one bureau: fifty a second
PAD_STEP = 4 * 1024  # answers are as long as the next step: 20 candidates are one or two steps
QUANTUM = timedelta(milliseconds=40)  # answers leave this long after the question came, or twice


def release_after(elapsed: timedelta) -> timedelta:
    """Return how long an answer still waits, so that its moment tells nothing of the work.

    Args:
        elapsed: since the question came.
    """
    steps = -(-max(elapsed, timedelta(microseconds=1)) // QUANTUM)
    return steps * QUANTUM - elapsed


# what one sender may leave at a relay for one bureau, and what a relay keeps altogether
RELAY_PIECES = 1000
RELAY_BYTES = 64 * 1024 * 1024
RELAY_BYTES_ALL = 1024 * 1024 * 1024
# the same for files, so that a few of them leave room for messages: two requests with ten of the
# largest from one bureau, and a small disk altogether
RELAY_PARTS = 200
RELAY_PART_BYTES = 512 * 1024 * 1024
RELAY_PART_BYTES_ALL = 8 * 1024 * 1024 * 1024
# a relay that promised is reminded after this: it may have lost what it was given
RELAY_REMIND = timedelta(hours=12)
# a relay that was away or refused is asked again
RELAY_RETRY = timedelta(minutes=5)
# kept for longer than this, a desk should know
RELAY_OVERDUE = timedelta(hours=24)


def relay_has_room(*, pieces: int, size: int, everything: int, more: int) -> bool:
    """Return whether a relay keeps one piece more of a sender for a bureau.

    Args:
        pieces: how many of this sender it keeps for this bureau.
        size: their bytes.
        everything: bytes it keeps for anybody.
        more: bytes of the new piece.
    """
    return (
        pieces < RELAY_PIECES
        and size + more <= RELAY_BYTES
        and everything + more <= RELAY_BYTES_ALL
    )


def relay_has_room_for_part(*, parts: int, size: int, everything: int, more: int) -> bool:
    """Return whether a relay keeps one file more of a sender for a bureau.

    Args:
        parts: how many files of this sender it keeps for this bureau.
        size: bytes they have, or will have.
        everything: bytes of files it keeps for anybody.
        more: bytes the new one will have.
    """
    return (
        parts < RELAY_PARTS
        and size + more <= RELAY_PART_BYTES
        and everything + more <= RELAY_PART_BYTES_ALL
    )
