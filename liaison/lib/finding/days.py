"""A day, a month or a year as one number that grows with time, and windows around it."""

from typing import Final, NamedTuple

UNKNOWN: Final = 0
_YEAR, _MONTH = 512, 32  # 12 months of 31 days fit: 1974-08-12 is 1974 * 512 + 8 * 32 + 12


class Window(NamedTuple):
    """Days from `first` to before `end`."""

    first: int
    end: int


def number(year: int | None, month: int | None = None, day: int | None = None) -> int:
    """Return a day as a number; a year alone stands before its first day.

    Args:
        year: None when unknown; then nothing is known.
        month: 1 to 12, or None.
        day: 1 to 31, or None.
    """
    if not year:
        return UNKNOWN
    return year * _YEAR + (month or 0) * _MONTH + ((day or 0) if month else 0)


def windows(year: int | None, years: int) -> tuple[Window, ...]:
    """Return the windows of those who may be born in a year: near it, or at an unknown time.

    Args:
        year: as asked; None for no window.
        years: how many before and after.
    """
    if not year:
        return ()
    near = Window(max((year - years) * _YEAR, 1), (year + years + 1) * _YEAR)
    return (Window(UNKNOWN, UNKNOWN + 1), near)
