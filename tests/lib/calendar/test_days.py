"""Which days are worked: weekends, holidays, days worked instead, a bureau's own."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from liaison.lib.calendar.days import ONE_DAY, Calendar, year_of
from liaison.lib.calendar.errors import CalendarUnfit, CountryUnknown, DayOutOfRange
from tests.lib.calendar.things import BEIJING, LYON, SEOUL

WORKED = {
    "a Monday": (BEIJING, date(2026, 3, 2), True),
    "a Saturday": (BEIJING, date(2026, 3, 7), False),
    "the national day": (BEIJING, date(2026, 10, 1), False),
    "a Saturday worked instead": (BEIJING, date(2026, 10, 10), True),
    "liberation day in Seoul": (SEOUL, date(2026, 3, 2), False),
    "the fourteenth of July": (LYON, date(2026, 7, 14), False),
    "the fourteenth of July in Seoul": (SEOUL, date(2026, 7, 14), True),
}
UNFIT = {
    "no day is worked": ({"weekend": frozenset(range(7))}, CalendarUnfit),
    "an eighth day": ({"weekend": frozenset({7})}, CalendarUnfit),
    "no such country": ({"country": "CHN"}, CountryUnknown),
}


@pytest.mark.parametrize(("calendar", "day", "works"), WORKED.values(), ids=WORKED)
def test_days_are_worked_or_not(calendar: Calendar, day: date, works: bool) -> None:  # noqa: FBT001
    assert calendar.works(day) is works


def test_hong_kong_and_macao_have_holidays_of_their_own() -> None:
    zone = ZoneInfo("Asia/Hong_Kong")
    establishment = date(2026, 7, 1)
    assert Calendar(zone, "HK").holiday(establishment)
    assert not Calendar(zone, "MO").holiday(establishment)


def test_a_bureau_knows_better() -> None:
    monday, saturday = date(2026, 3, 2), date(2026, 3, 7)
    own = Calendar(
        BEIJING.zone, "CN", closed=frozenset({monday}), open=frozenset({monday, saturday})
    )
    assert own.works(monday)
    assert own.works(saturday)


def test_friday_and_saturday_can_be_the_weekend() -> None:
    suva = Calendar(ZoneInfo("Pacific/Fiji"), weekend=frozenset({4, 5}))
    assert not suva.works(date(2026, 3, 6))
    assert suva.works(date(2026, 3, 8))


@pytest.mark.parametrize(("said", "refusal"), UNFIT.values(), ids=UNFIT)
def test_no_calendar_without_an_end(said: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        Calendar(BEIJING.zone, **said)  # type: ignore[arg-type]


def test_a_year_nobody_knows_is_refused() -> None:
    with pytest.raises(DayOutOfRange):
        BEIJING.works(date(2101, 1, 3))


def test_a_year_closed_throughout_is_refused() -> None:
    days = frozenset(date(2026, 3, 1) + number * ONE_DAY for number in range(90))
    with pytest.raises(CalendarUnfit, match="nobody works"):
        Calendar(BEIJING.zone, closed=days).working(date(2026, 3, 1))


def test_a_day_ends_where_the_desk_stands() -> None:
    assert BEIJING.end_of(date(2026, 3, 2)) == datetime(2026, 3, 2, 16, tzinfo=UTC)
    assert LYON.end_of(date(2026, 3, 2)) == datetime(2026, 3, 2, 23, tzinfo=UTC)


def test_a_day_that_loses_its_midnight_ends_with_the_jump() -> None:
    """In Santiago the clocks jump from midnight to one o'clock."""
    santiago = Calendar(ZoneInfo("America/Santiago"))
    assert santiago.end_of(date(2026, 9, 5)) == datetime(2026, 9, 6, 4, tzinfo=UTC)


def test_midnight_belongs_to_the_day_it_ends() -> None:
    day = date(2026, 3, 2)
    assert BEIJING.last_day_of(BEIJING.end_of(day)) == day


def test_a_country_without_known_holidays_shows_when_they_are_asked_for() -> None:
    with pytest.raises(CountryUnknown):
        year_of("XX", 2026)
