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


class Around(NamedTuple):
    """Who may be meant by a date of birth.

    Attributes:
        near: everybody who may; none when there is no date.
        close: days, the likeliest first, on which hardly anything else need speak.
    """

    near: tuple[Window, ...] = ()
    close: tuple[Window, ...] = ()


ANY: Final = Around()


def around(
    year: int | None, month: int | None = None, day: int | None = None, *, years: int
) -> Around:
    """Return who may be meant by a date: born near it, or at an unknown time.

    Close are the day itself, the same record without day or month, and what a slip makes of the
    day: day and month turned, a day, a month, a year or ten years beside it.

    Args:
        year: as asked; None for no date.
        month: 1 to 12, or None.
        day: 1 to 31, or None.
        years: how many before and after are near.
    """
    if not year:
        return ANY
    first = Window(max((year - years) * _YEAR, 1), (year + years + 1) * _YEAR)
    near = (Window(UNKNOWN, UNKNOWN + 1), first)
    if not month:
        return Around(near)
    whole = number(year, month, day)
    if not day:
        return Around(
            near, (Window(whole, whole + _MONTH), Window(year * _YEAR, year * _YEAR + 1))
        )
    slips = [(year, None, None), (year, month, None), (year, day, month)]
    slips += [(year, month, day + step) for step in (-1, 1)]
    slips += [(year, month + step, day) for step in (-1, 1)]
    slips += [(year + step, month, day) for step in (-1, 1, -10, 10)]
    numbers = dict.fromkeys([whole, *(number(*one) for one in slips if _is_day(*one))])
    return Around(near, tuple(Window(one, one + 1) for one in numbers))


def _is_day(year: int, month: int | None, day: int | None) -> bool:
    return year > 0 and (month is None or 0 < month <= 12) and (day is None or 0 < day <= 31)  # noqa: PLR2004
