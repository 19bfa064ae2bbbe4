"""Periods: eight hours, three calendar days, five working days, and the moment they end.

How a period in days is counted follows the shape of Regulation (EEC, Euratom) No 1182/71,
Article 3: the day of the event does not count; the period ends with the last hour of its last
day; days between include Saturdays, Sundays and holidays unless it is one of working days; where
policy says so, a last day on which nobody works moves on to the next working day. [K] That this
bureau counts so is its own policy: the regulation binds acts of the European Union, and a person
must check the current text. Hours are elapsed hours from the event itself, which is shorter than
the regulation's (it leaves out the hour of the event): a desk that works around the clock has no
use for the rest of an hour.
"""

import enum
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from liaison.lib.calendar.days import ONE_DAY, Calendar, check_zone
from liaison.lib.calendar.errors import DurationOutOfRange


class Unit(enum.StrEnum):
    """What a period is counted in. Values are stored in policy and never change."""

    MINUTES = "minutes"
    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"

    @property
    def elapsed(self) -> bool:
        """Whether time itself is counted, and not days."""
        return self in _LENGTHS


_LENGTHS: Final = {Unit.MINUTES: timedelta(minutes=1), Unit.HOURS: timedelta(hours=1)}
# the longest period of each kind: a year; nothing that runs longer is a clock on a desk
LONGEST: Final = {
    Unit.MINUTES: 366 * 24 * 60,
    Unit.HOURS: 366 * 24,
    Unit.CALENDAR_DAYS: 366,
    Unit.WORKING_DAYS: 260,
}


@dataclass(frozen=True, slots=True)
class Duration:
    """A period.

    Attributes:
        amount: how many, from 1.
        unit: of what.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse a period of nothing, backwards or beyond any deadline.

        Raises:
            DurationOutOfRange: it is one.
        """
        if type(self.amount) is not int or not 1 <= self.amount <= LONGEST[self.unit]:
            raise DurationOutOfRange(self.amount, self.unit.value)

    @property
    def length(self) -> timedelta:
        """The elapsed time of a period in minutes or hours.

        Raises:
            DurationOutOfRange: a period in days has no fixed length.
        """
        if not self.unit.elapsed:
            raise DurationOutOfRange(self.amount, self.unit.value)
        return self.amount * _LENGTHS[self.unit]


def add(
    start: datetime, duration: Duration, calendar: Calendar, *, on_working_day: bool = False
) -> datetime:
    """Return the moment a period ends, in UTC: whatever comes at it or later comes too late.

    Args:
        start: the event.
        duration: the period.
        calendar: of the desk that must act.
        on_working_day: a period in calendar days whose last day is not worked ends with the next
            working day.

    Raises:
        MomentWithoutZone: the event does not say where it is.
        DayOutOfRange: outside the years that calendars are known for.

    Example:
        Three calendar days from Friday 10:00 in Beijing end on Monday at midnight there.
    """
    check_zone("start", start)
    if duration.unit.elapsed:
        return start.astimezone(UTC) + duration.length
    last = count(calendar.day_of(start), duration.amount, duration.unit, calendar)
    return calendar.end_of(calendar.working(last) if on_working_day else last)


def count(day: date, days: int, unit: Unit, calendar: Calendar) -> date:
    """Return the last of a number of days that begin after a day.

    Counting is additive: `count(count(d, a), b)` is `count(d, a + b)`, and the end of a day is
    what `add` makes of it.

    Args:
        day: the day of the event; it does not count.
        days: how many; none leads back to the day itself.
        unit: `CALENDAR_DAYS` or `WORKING_DAYS`.
        calendar: which days are worked.
    """
    if unit is not Unit.WORKING_DAYS:
        return day + days * ONE_DAY
    found = day
    for _ in range(days):
        found = calendar.working(found + ONE_DAY)
    return found


def left(day: date, last: date, unit: Unit, calendar: Calendar) -> int:
    """Return how many days of a period are left after a day; the inverse of `count`.

    Args:
        day: it does not count.
        last: the last day of the period.
        unit: `CALENDAR_DAYS` or `WORKING_DAYS`.
        calendar: which days are worked.
    """
    if unit is Unit.WORKING_DAYS:
        return calendar.working_days(day + ONE_DAY, last)
    return max((last - day).days, 0)
