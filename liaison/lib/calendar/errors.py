"""Refusals of the calendar: each has a stable code, fields, and a sentence."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(eq=False)
class CalendarRefusal(Exception):
    """A day, a period or a clock that cannot be counted.

    Attributes:
        code: stable name; never changes.
        told: the sentence, with the fields of the refusal by name.
    """

    code: ClassVar[str] = "calendar:refused"
    told: ClassVar[str] = "this cannot be counted"

    def __str__(self) -> str:
        return self.told.format_map(vars(self))


@dataclass(eq=False)
class CountryUnknown(CalendarRefusal):
    """No holidays are known for this country."""

    country: str
    code: ClassVar[str] = "calendar:country"
    told: ClassVar[str] = "no public holidays are known for {country!r}"


@dataclass(eq=False)
class DayOutOfRange(CalendarRefusal):
    """A day before or after the years that calendars are known for."""

    year: int
    code: ClassVar[str] = "calendar:year"
    told: ClassVar[str] = "the year {year} is outside what the calendar knows"


@dataclass(eq=False)
class CalendarUnfit(CalendarRefusal):
    """A calendar that no period could ever end in."""

    reason: str
    code: ClassVar[str] = "calendar:unfit"
    told: ClassVar[str] = "this calendar cannot be used: {reason}"


@dataclass(eq=False)
class MomentWithoutZone(CalendarRefusal):
    """A moment that does not say in which zone it is."""

    field: str
    code: ClassVar[str] = "calendar:zone"
    told: ClassVar[str] = "{field} has no zone"


@dataclass(eq=False)
class DurationOutOfRange(CalendarRefusal):
    """A period of nothing, backwards, or longer than any deadline."""

    amount: int
    unit: str
    code: ClassVar[str] = "calendar:duration"
    told: ClassVar[str] = "{amount} {unit} is no period that can be set"


@dataclass(eq=False)
class ReasonMissing(CalendarRefusal):
    """Something that must be explained was not, or at too great a length."""

    verb: str
    maximum: int
    code: ClassVar[str] = "calendar:reason"
    told: ClassVar[str] = "to {verb} a clock needs a reason of 1 to {maximum} characters"


@dataclass(eq=False)
class ClockRefused(CalendarRefusal):
    """Something that this clock does not allow at this moment."""

    reason: str
    code: ClassVar[str] = "calendar:clock"
    told: ClassVar[str] = "{reason}"


class NotPausable(ClockRefused):
    """A clock of a class that never pauses."""

    code: ClassVar[str] = "calendar:not_pausable"


class AlreadyPaused(ClockRefused):
    """A clock that is paused already."""

    code: ClassVar[str] = "calendar:already_paused"


class NotPaused(ClockRefused):
    """A clock that is not paused."""

    code: ClassVar[str] = "calendar:not_paused"


class AlreadyStopped(ClockRefused):
    """A clock that was stopped: it never moves again."""

    code: ClassVar[str] = "calendar:already_stopped"


class OutOfOrder(ClockRefused):
    """Something dated before what was done to the clock last."""

    code: ClassVar[str] = "calendar:out_of_order"


class TooMany(ClockRefused):
    """More pauses or extensions than one clock carries."""

    code: ClassVar[str] = "calendar:too_many"
