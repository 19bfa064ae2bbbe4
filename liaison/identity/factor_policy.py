"""How often one may be wrong, how long a session lasts, what a factor may be called. Pure."""

from datetime import datetime, timedelta
from typing import Final

from liaison.core.transitions import Transitions
from liaison.identity import policy
from liaison.identity.errors import InputRefused, TransitionRefused
from liaison.identity.states import RECOVERY_TRANSITIONS, STRONG, Authentication

# of a million codes three are right at any moment: whoever has the password and guesses five times
# each quarter of an hour needs two years for an even chance, and is in the log all the time
CODES_WRONG_MAX: Final = 5
CODES_LOCKED_FOR: Final = timedelta(minutes=15)
PASSKEYS_MAX: Final = 10
FACTOR_NAME_MAX: Final = 60
# "a minute ago" is enough for a list of sessions; a write for each page is not
SEEN_STEP: Final = timedelta(minutes=1)
# what a browser was asked is answered by a person with a key in the hand
CHALLENGE_LIFE: Final = timedelta(minutes=5)
# between a right password and the second factor
PENDING_LIFE: Final = timedelta(minutes=10)
# an approval reaches a bureau that was away for weeks; later the message has ended anyway
VOUCHED_FOR: Final = timedelta(days=30)
# both officers are on duty, or the next shift is
RECOVERY_LIFE: Final = timedelta(days=1)
check_recovery_transition: Final = Transitions(RECOVERY_TRANSITIONS, TransitionRefused)


def parse_factor_name(text: str) -> str:
    """Return what the holder calls a passkey.

    Raises:
        InputRefused: empty, longer than 60 characters, or with characters that are not seen.
    """
    if len(text) > FACTOR_NAME_MAX:
        raise InputRefused("name", f"is longer than {FACTOR_NAME_MAX} characters")
    return policy.parse_name(text)


def minutes_until(moment: datetime, *, now: datetime) -> int:
    """Return how many minutes a wait takes, rounded up: at least one."""
    return max(1, -int((now - moment) // timedelta(minutes=1)))


def session_over(
    *,
    opened_at: datetime,
    last_seen_at: datetime,
    idle_minutes: int,
    most_hours: int,
    now: datetime,
) -> str:
    """Return why a session is over: `absolute`, `idle`, or empty while it goes on."""
    if now - opened_at >= timedelta(hours=most_hours):
        return "absolute"
    return "idle" if now - last_seen_at >= timedelta(minutes=idle_minutes) else ""


def stronger(one: Authentication, other: Authentication) -> Authentication:
    """Return the stronger of two proofs; of two that are alike, the newer."""
    return one if one in STRONG and other not in STRONG else other


def fresh(proved_at: datetime, *, minutes: int, now: datetime) -> bool:
    """Return whether a proof is young enough for a sensitive step."""
    return now - proved_at < timedelta(minutes=minutes)
