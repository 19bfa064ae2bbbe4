"""The values that components of the staff site take: steps of a ladder, durations in words."""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
# below this a deadline is close enough to be coloured; in words: ten minutes
SOON = timedelta(minutes=10)


class Progress(enum.StrEnum):
    """Where a step of a ladder stands."""

    DONE = "done"
    CURRENT = "current"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True)
class Step:
    """One rung of `<c-ladder>`.

    Attributes:
        label: what happened or will happen, translated.
        progress: where it stands.
        at: when it happened, or None.
        note: a further sentence, translated, or empty.
    """

    label: str
    progress: Progress
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class Clock:
    """A deadline as `<c-clock>` shows it.

    Attributes:
        due: the moment.
        words: time left or time overdue, translated.
        state: `calm`, `soon` or `late`; the word stands beside the colour.
    """

    due: datetime
    words: str
    state: str


def read_clock(due: datetime, now: datetime) -> Clock:
    """Return what a deadline says at this moment.

    Args:
        due: the deadline.
        now: the present moment.
    """
    if due < now:
        return Clock(due, _("%(time)s overdue") % {"time": duration(now - due)}, "late")
    left = due - now
    words = _("%(time)s left") % {"time": duration(left)}
    return Clock(due, words, "soon" if left <= SOON else "calm")


def duration(length: timedelta) -> str:
    """Return a duration in its two largest units, rounded down: `2 d 4 h`, `9 min`, `40 s`."""
    seconds = int(length.total_seconds())
    days, hours = seconds // _DAY, seconds % _DAY // _HOUR
    minutes = seconds % _HOUR // _MINUTE
    if days:
        return _("%(days)d d %(hours)d h") % {"days": days, "hours": hours}
    if hours:
        return _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": minutes}
    if minutes:
        return _("%(minutes)d min") % {"minutes": minutes}
    return _("%(seconds)d s") % {"seconds": seconds}
