"""Clocks and calendars for the tests: Beijing, Seoul, Lyon, and what can be thrown at them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from liaison.lib.calendar.clocks import Clock, ClockClass
from liaison.lib.calendar.days import Calendar
from liaison.lib.calendar.periods import Duration, Unit

BEIJING = Calendar(ZoneInfo("Asia/Shanghai"), "CN")
SEOUL = Calendar(ZoneInfo("Asia/Seoul"), "KR")
LYON = Calendar(ZoneInfo("Europe/Paris"), "FR")
# Monday, 17:00 in Beijing
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

calendars = st.sampled_from([BEIJING, SEOUL, LYON])
moments = st.datetimes(
    min_value=datetime(2023, 1, 1),  # noqa: DTZ001 - hypothesis puts the zone
    max_value=datetime(2031, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
durations = st.one_of(
    st.builds(Duration, st.integers(1, 400), st.sampled_from([Unit.MINUTES, Unit.HOURS])),
    st.builds(Duration, st.integers(1, 60), st.sampled_from([Unit.CALENDAR_DAYS])),
    st.builds(Duration, st.integers(1, 30), st.sampled_from([Unit.WORKING_DAYS])),
)


def a_class(
    amount: int = 8,
    unit: Unit = Unit.HOURS,
    *,
    pausable: bool = True,
    on_working_day: bool = False,
) -> ClockClass:
    """Return a class of clocks that warns two hours before and escalates an hour after."""
    return ClockClass(
        name="test",
        title="Test",
        limit=Duration(amount, unit),
        warn=2 * HOUR,
        escalate=HOUR,
        pausable=pausable,
        on_working_day=on_working_day,
        source="this test",
        article="none",
        verified=False,
    )


def a_clock(  # noqa: PLR0913
    amount: int = 8,
    unit: Unit = Unit.HOURS,
    *,
    started_at: datetime = MONDAY,
    calendar: Calendar = BEIJING,
    pausable: bool = True,
    on_working_day: bool = False,
) -> Clock:
    """Return a clock that just began."""
    kind = a_class(amount, unit, pausable=pausable, on_working_day=on_working_day)
    return Clock(kind, calendar, started_at)
