"""Working days of a country: weekends, public holidays, days worked instead.

Public holidays come from the package `holidays`; what it says is a service to the reader and not
law. A bureau puts right what it knows better with `closed` and `open`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from iso3166 import countries_by_alpha2

from liaison.lib.calendar.errors import (
    CalendarUnfit,
    CountryUnknown,
    DayOutOfRange,
    MomentWithoutZone,
)

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
SATURDAY: Final = 5
SUNDAY: Final = 6
WEEK: Final = 7
ONE_DAY: Final = timedelta(days=1)
# the longest rest we have heard of is nine days; two months without work is a mistake
LONGEST_REST: Final = 60


@dataclass(frozen=True, slots=True)
class Year:
    """What is special about the days of one year.

    Attributes:
        names: public holiday to what it is called there, in English where known.
        worked: days of the weekend on which people work, in exchange for a bridge day.
    """

    names: Mapping[date, str]
    worked: frozenset[date]


@lru_cache(maxsize=512)
def year_of(country: str, year: int) -> Year:
    """Return the public holidays of a country.

    Args:
        country: ISO 3166-1 alpha-2 code; Hong Kong (HK) and Macao (MO) have their own.
        year: from `FIRST_YEAR` to `LAST_YEAR`.

    Raises:
        CountryUnknown: none are known for it.
        DayOutOfRange: another year.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DayOutOfRange(year)
    # loaded when first needed: it would cost every start of every process a quarter of a second
    import holidays  # noqa: PLC0415

    try:
        found = holidays.country_holidays(country, years=year, language="en_US")
    except NotImplementedError as error:
        raise CountryUnknown(country) from error
    names = {day: str(name) for day, name in found.items() if day.year == year}
    worked = frozenset(day for day in found.weekend_workdays if day.year == year)
    return Year(MappingProxyType(names), worked)


@dataclass(frozen=True)
class Calendar:
    """The days of one desk.

    Attributes:
        zone: where the desk stands: it says when a day begins and ends.
        country: ISO 3166-1 alpha-2 code whose public holidays count, or "" for none.
        weekend: days of the week on which nobody works, Monday is 0.
        closed: further days on which this desk does not work.
        open: days on which it works, whatever else is said.
    """

    zone: ZoneInfo
    country: str = ""
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    closed: frozenset[date] = field(default=frozenset())
    open: frozenset[date] = field(default=frozenset())

    def __post_init__(self) -> None:
        """Refuse what no period could end in.

        Raises:
            CalendarUnfit: no working day in any week, or a day that no week has.
            CountryUnknown: no country has this code. Whether holidays are known for it shows
                when they are asked for, because that is costly.
        """
        if not self.weekend <= frozenset(range(WEEK)):
            raise CalendarUnfit("a weekend is made of days from 0, Monday, to 6")
        if len(self.weekend) == WEEK:
            raise CalendarUnfit("no day of the week is a working day")
        if self.country and self.country not in countries_by_alpha2:
            raise CountryUnknown(self.country)

    def works(self, day: date) -> bool:
        """Return whether people work on a day here."""
        if day in self.open:
            return True
        if day in self.closed:
            return False
        special = year_of(self.country, day.year) if self.country else None
        if special and day in special.worked:
            return True
        return day.weekday() not in self.weekend and not (special and day in special.names)

    def holiday(self, day: date) -> str:
        """Return the name of a public holiday, or ""."""
        return year_of(self.country, day.year).names.get(day, "") if self.country else ""

    def day_of(self, moment: datetime) -> date:
        """Return the day here during which a moment falls.

        Raises:
            MomentWithoutZone: it does not say where it is.
        """
        return check_zone("moment", moment).astimezone(self.zone).date()

    def last_day_of(self, end: datetime) -> date:
        """Return the last day of a period that ends at a moment; midnight ends the day before."""
        return self.day_of(check_zone("end", end) - datetime.resolution)

    def end_of(self, day: date) -> datetime:
        """Return the moment at which the last hour of a day expires, in UTC.

        Where a zone jumps over midnight, the day ends with the jump.
        """
        midnight = datetime.combine(day + ONE_DAY, time(), tzinfo=self.zone)
        return midnight.astimezone(UTC)

    def working(self, day: date) -> date:
        """Return a day, or the first working day after it.

        Raises:
            CalendarUnfit: nobody works for two months.
        """
        for number in range(LONGEST_REST):
            found = day + number * ONE_DAY
            if self.works(found):
                return found
        raise CalendarUnfit(f"nobody works for {LONGEST_REST} days after {day.isoformat()}")

    def working_days(self, first: date, last: date) -> int:
        """Return how many working days there are from one day to another, both included."""
        length = max((last - first).days + 1, 0)
        return sum(self.works(first + number * ONE_DAY) for number in range(length))


def check_zone(name: str, moment: datetime) -> datetime:
    """Return a moment that says where it is.

    Raises:
        MomentWithoutZone: it does not.
    """
    if moment.tzinfo is None:
        raise MomentWithoutZone(name)
    return moment
