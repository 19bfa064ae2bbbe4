"""Dates of machine readable zones: six characters, no century, perhaps parts unknown.

ICAO Doc 9303-3 sections 3.8 and 4.8: YYMMDD, an unknown part of a birth date is `<<`. The
century is not printed, so it is decided by rule:

* birth: the latest century in which the date is neither after today nor after the expiry. A
  holder of more than a hundred years is read as a child; no zone can tell.
* expiry: the century that puts the year at most `EXPIRY_YEARS_AHEAD` years after today and
  less than 100 years before that. Documents are issued for ten years, fifteen at most.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from liaison.lib.ids.confusions import DIGITS
from liaison.lib.ids.errors import DateWrong

EXPIRY_YEARS_AHEAD: Final = 30
_UNKNOWN: Final = "<<"
_LEAP_YEAR: Final = 2000  # stands in for a year that is not known: 29 February is then possible
_LONG_MONTH: Final = 1  # stands in for a month that is not known: 31 days are then possible
_CENTURY: Final = 100


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which parts may be unknown, as on the documents of many people.

    Attributes:
        year: four digits, or None.
        month: 1 to 12, or None.
        day: 1 to 31, or None.

    Raises:
        DateWrong: no day of the calendar fits the known parts.
    """

    year: int | None
    month: int | None
    day: int | None

    def __post_init__(self) -> None:
        try:
            date(
                _LEAP_YEAR if self.year is None else self.year,
                _LONG_MONTH if self.month is None else self.month,
                1 if self.day is None else self.day,
            )
        except (ValueError, OverflowError):
            raise DateWrong(field="birth", read=str(self)) from None

    @property
    def complete(self) -> date | None:
        """The date if all parts are known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    def __str__(self) -> str:
        """Return the date as ISO 8601-2 writes it: 1974-08-XX."""
        year = "XXXX" if self.year is None else f"{self.year:04}"
        month = "XX" if self.month is None else f"{self.month:02}"
        day = "XX" if self.day is None else f"{self.day:02}"
        return f"{year}-{month}-{day}"


def _parts(read: str, *, field: str) -> tuple[int | None, int | None, int | None]:
    parts: list[int | None] = []
    for pair in (read[0:2], read[2:4], read[4:6]):
        if pair == _UNKNOWN:
            parts.append(None)
        elif DIGITS.issuperset(pair):
            parts.append(int(pair))
        else:  # half a filler: a misread character, never an unknown part
            raise DateWrong(field=field, read=read)
    year, month, day = parts
    return year, month, day


def read_birth(read: str, *, today: date, expiry: date) -> PartialDate:
    """Return the date of birth of a zone.

    Args:
        read: six characters, digits and fillers.
        today: the day of reading.
        expiry: the expiry of the same document; nobody is born after it.

    Returns:
        The date, with None for what the document leaves unknown.

    Raises:
        DateWrong: the parts fit no day of the calendar.
    """
    short, month, day = _parts(read, field="birth")
    if short is None:
        return PartialDate(None, month, day)
    latest = min(today, expiry)
    year = latest.year - latest.year % _CENTURY + short
    if (year, month or 1, day or 1) > (latest.year, latest.month, latest.day):
        year -= _CENTURY
    return PartialDate(year, month, day)


def read_expiry(read: str, *, today: date) -> date:
    """Return the date of expiry of a zone.

    Args:
        read: six characters.
        today: the day of reading; a date before it is not refused.

    Returns:
        A day of the calendar.

    Raises:
        DateWrong: it is not one, or a part is not known.
    """
    short, month, day = _parts(read, field="expiry")
    if short is None or month is None or day is None:
        raise DateWrong(field="expiry", read=read)
    last = today.year + EXPIRY_YEARS_AHEAD
    try:
        return date(last - (last - short) % _CENTURY, month, day)
    except ValueError:
        raise DateWrong(field="expiry", read=read) from None


def write_date(moment: PartialDate | date) -> str:
    """Return the six characters of a date.

    Args:
        moment: a date, or one with unknown parts.

    Returns:
        YYMMDD, `<<` for a part that is not known.
    """
    year = _UNKNOWN if moment.year is None else f"{moment.year % _CENTURY:02}"
    month = _UNKNOWN if moment.month is None else f"{moment.month:02}"
    day = _UNKNOWN if moment.day is None else f"{moment.day:02}"
    return year + month + day
