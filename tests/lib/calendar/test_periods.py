"""When a period ends."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.calendar.days import Calendar
from liaison.lib.calendar.errors import DurationOutOfRange, MomentWithoutZone
from liaison.lib.calendar.periods import LONGEST, Duration, Unit, add, count, left
from tests.lib.calendar.things import BEIJING, LYON, MONDAY, calendars, durations, moments

FRIDAY = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)  # 10:00 in Beijing
ENDS = {
    "eight hours": (MONDAY, Duration(8, Unit.HOURS), BEIJING, "2026-03-02T17:00"),
    "ten minutes": (MONDAY, Duration(10, Unit.MINUTES), BEIJING, "2026-03-02T09:10"),
    "three days over a weekend": (
        FRIDAY,
        Duration(3, Unit.CALENDAR_DAYS),
        BEIJING,
        "2026-03-09T16:00",
    ),
    "three working days": (FRIDAY, Duration(3, Unit.WORKING_DAYS), BEIJING, "2026-03-11T16:00"),
    "the day of the event does not count": (
        datetime(2026, 3, 2, 15, 59, tzinfo=UTC),
        Duration(1, Unit.CALENDAR_DAYS),
        BEIJING,
        "2026-03-03T16:00",
    ),
    "a minute later it is the next day": (
        datetime(2026, 3, 2, 16, 0, tzinfo=UTC),
        Duration(1, Unit.CALENDAR_DAYS),
        BEIJING,
        "2026-03-04T16:00",
    ),
    "over new year": (
        datetime(2026, 12, 31, 12, tzinfo=UTC),
        Duration(1, Unit.WORKING_DAYS),
        LYON,
        "2027-01-04T23:00",
    ),
    "hours through the night of summer time": (
        datetime(2026, 3, 28, 22, tzinfo=UTC),
        Duration(8, Unit.HOURS),
        LYON,
        "2026-03-29T06:00",
    ),
    "a day of summer time ends an hour earlier": (
        datetime(2026, 3, 28, 12, tzinfo=UTC),
        Duration(1, Unit.CALENDAR_DAYS),
        LYON,
        "2026-03-29T22:00",
    ),
    "a leap day counts": (
        datetime(2028, 2, 28, 3, tzinfo=UTC),
        Duration(1, Unit.CALENDAR_DAYS),
        BEIJING,
        "2028-02-29T16:00",
    ),
}
OUT = {
    "nothing": (0, Unit.HOURS),
    "backwards": (-1, Unit.CALENDAR_DAYS),
    "more than a year": (LONGEST[Unit.WORKING_DAYS] + 1, Unit.WORKING_DAYS),
}
days = st.integers(0, 40)
kinds = st.sampled_from([Unit.CALENDAR_DAYS, Unit.WORKING_DAYS])


@pytest.mark.parametrize(("start", "duration", "calendar", "end"), ENDS.values(), ids=ENDS)
def test_a_period_ends(start: datetime, duration: Duration, calendar: Calendar, end: str) -> None:
    assert add(start, duration, calendar) == datetime.fromisoformat(end).replace(tzinfo=UTC)


def test_a_last_day_nobody_works_can_move_on() -> None:
    one = Duration(1, Unit.CALENDAR_DAYS)
    moved = add(FRIDAY, one, BEIJING, on_working_day=True)
    assert moved == datetime(2026, 3, 9, 16, tzinfo=UTC)
    assert add(FRIDAY, one, BEIJING) == datetime(2026, 3, 7, 16, tzinfo=UTC)


@pytest.mark.parametrize(("amount", "unit"), OUT.values(), ids=OUT)
def test_no_period_without_bounds(amount: int, unit: Unit) -> None:
    with pytest.raises(DurationOutOfRange):
        Duration(amount, unit)


def test_days_have_no_fixed_length() -> None:
    with pytest.raises(DurationOutOfRange):
        _ = Duration(1, Unit.CALENDAR_DAYS).length


def test_an_event_somewhere_is_refused() -> None:
    with pytest.raises(MomentWithoutZone):
        add(MONDAY.replace(tzinfo=None), Duration(1, Unit.HOURS), BEIJING)


@given(moments, durations, calendars)
def test_a_period_ends_after_it_began(
    start: datetime, duration: Duration, calendar: Calendar
) -> None:
    assert add(start, duration, calendar) > start


@given(moments, moments, durations, calendars)
def test_who_begins_later_ends_no_earlier(
    one: datetime, other: datetime, duration: Duration, calendar: Calendar
) -> None:
    first, second = sorted([one, other])
    assert add(first, duration, calendar) <= add(second, duration, calendar)


@given(moments, durations, calendars)
def test_one_more_ends_later(start: datetime, duration: Duration, calendar: Calendar) -> None:
    more = Duration(duration.amount + 1, duration.unit)
    assert add(start, duration, calendar) < add(start, more, calendar)


@given(moments, st.integers(1, 400), st.integers(1, 400), calendars)
def test_hours_add_up(start: datetime, one: int, other: int, calendar: Calendar) -> None:
    by_parts = add(
        add(start, Duration(one, Unit.HOURS), calendar), Duration(other, Unit.HOURS), calendar
    )
    assert by_parts == add(start, Duration(one + other, Unit.HOURS), calendar)


@given(moments, days, days, kinds, calendars)
def test_days_add_up(
    start: datetime, one: int, other: int, unit: Unit, calendar: Calendar
) -> None:
    day = calendar.day_of(start)
    by_parts = count(count(day, one, unit, calendar), other, unit, calendar)
    assert by_parts == count(day, one + other, unit, calendar)


@given(moments, days, kinds, calendars)
def test_what_is_left_is_what_was_counted(
    start: datetime, number: int, unit: Unit, calendar: Calendar
) -> None:
    day = calendar.day_of(start)
    assert left(day, count(day, number, unit, calendar), unit, calendar) == number


@given(moments, st.integers(1, 40), calendars)
def test_working_days_end_on_one(start: datetime, number: int, calendar: Calendar) -> None:
    end = add(start, Duration(number, Unit.WORKING_DAYS), calendar)
    assert calendar.works(calendar.last_day_of(end))
