"""When to try again, and how a message moves. Pure."""

from datetime import datetime, timedelta

from liaison.exchange.errors import TransitionRefused
from liaison.exchange.states import PART_TRANSITIONS, TRANSITIONS, PartState, State

# 1 s, 2 s, 4 s ... one hour: a bureau that is down for a day is asked about thirty times
FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(hours=1)
# jitter keeps two hundred bureaus from calling a restarted one in the same second
JITTER = 0.2


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


def check_transition(current: State, target: State) -> None:
    """Refuse a step that the table does not know.

    Raises:
        TransitionRefused: there is no such step.
    """
    if target not in TRANSITIONS[current]:
        raise TransitionRefused(current, target)


def check_part_transition(current: PartState, target: PartState) -> None:
    """Refuse a step of a file on its way that the table does not know.

    Raises:
        TransitionRefused: there is no such step.
    """
    if target not in PART_TRANSITIONS[current]:
        raise TransitionRefused(current, target)


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
