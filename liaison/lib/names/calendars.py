"""Days of other calendars as days of ours: Islamic, Persian, Thai, Republic of China.

Sources: the arithmetic (tabular, civil) Islamic calendar and the 33-year Persian cycle as in
Reingold and Dershowitz, Calendrical Calculations, 4th edition, chapters 7 and 15. An Islamic day
that was seen, not computed, may be one or two days off. [K]
"""

from datetime import date, timedelta
from typing import Final

_ISLAMIC_EPOCH: Final = date(622, 7, 19)  # 16 July 622 of the Julian calendar
_ISLAMIC_LEAP: Final = 11
_PERSIAN_EPOCH: Final = date(622, 3, 21)
_PERSIAN_CYCLE: Final = 33
_LONG_MONTHS: Final = 6
THAI_AHEAD: Final = 543
CHINA_BEHIND: Final = 1911


def from_islamic(year: int, month: int, day: int) -> date:
    """Return the day of our calendar.

    Args:
        year: after the Hijra, 1 to 1600.
        month: 1 to 12.
        day: 1 to 30.
    """
    days = (year - 1) * 354 + (3 + _ISLAMIC_LEAP * year) // 30 + 29 * (month - 1) + month // 2
    return _ISLAMIC_EPOCH + timedelta(days=days + day - 1)


def from_persian(year: int, month: int, day: int) -> date:
    """Return the day of our calendar.

    Args:
        year: of the Solar Hijri calendar, 1 to 1600.
        month: 1 to 12.
        day: 1 to 31.
    """
    leaps = (8 * year + 21) // _PERSIAN_CYCLE
    months = (month - 1) * 30 + min(month - 1, _LONG_MONTHS)
    return _PERSIAN_EPOCH + timedelta(days=(year - 1) * 365 + leaps + months + day - 1)
