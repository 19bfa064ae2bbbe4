"""What a clock says: running, paused, warning, overdue, stopped."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.calendar.clocks import (
    Clock,
    Standing,
    due,
    escalates_at,
    extend,
    late_by,
    pause,
    remaining,
    resume,
    standing,
    stop,
    warns_at,
)
from liaison.lib.calendar.periods import Duration, Unit
from tests.lib.calendar.things import DAY, HOUR, MONDAY, a_clock

NOON_TUESDAY = datetime(2026, 3, 3, 4, 0, tzinfo=UTC)
STANDINGS = {
    "at once": (timedelta(), Standing.RUNNING),
    "before the warning": (6 * HOUR - timedelta(seconds=1), Standing.RUNNING),
    "two hours before": (6 * HOUR, Standing.WARNING),
    "a second before": (8 * HOUR - timedelta(seconds=1), Standing.WARNING),
    "when time is up": (8 * HOUR, Standing.OVERDUE),
    "a week later": (7 * DAY, Standing.OVERDUE),
}
hours = st.integers(0, 100)


def paused(clock: Clock, began: datetime, ended: datetime) -> Clock:
    """Return a clock after one pause."""
    return resume(pause(clock, at=began, reason="Waiting for a court."), at=ended)


@pytest.mark.parametrize(("after", "expected"), STANDINGS.values(), ids=STANDINGS)
def test_a_clock_warns_and_runs_out(after: timedelta, expected: Standing) -> None:
    assert standing(a_clock(), MONDAY + after) is expected


def test_a_clock_says_when_it_warns_and_escalates() -> None:
    clock = a_clock()
    assert warns_at(clock) == MONDAY + 6 * HOUR
    assert escalates_at(clock) == MONDAY + 9 * HOUR


def test_a_pause_of_hours_moves_the_end_by_its_length() -> None:
    clock = paused(a_clock(), MONDAY + HOUR, MONDAY + 4 * HOUR)
    assert due(clock) == MONDAY + 11 * HOUR


def test_time_stands_still_in_a_pause() -> None:
    clock = pause(a_clock(), at=MONDAY + HOUR, reason="Waiting for a court.")
    assert standing(clock, MONDAY + 90 * DAY) is Standing.PAUSED
    assert remaining(clock, MONDAY + 90 * DAY) == 7 * HOUR


def test_a_pause_of_days_keeps_the_days_that_were_left() -> None:
    """Seven days from Monday; paused on Wednesday with five left, resumed on Friday."""
    clock = a_clock(7, Unit.CALENDAR_DAYS)
    assert due(clock) == datetime(2026, 3, 9, 16, tzinfo=UTC)
    moved = paused(clock, MONDAY + 2 * DAY, MONDAY + 4 * DAY)
    assert due(moved) == datetime(2026, 3, 11, 16, tzinfo=UTC)


def test_a_pause_of_working_days_does_not_gain_from_a_weekend() -> None:
    clock = a_clock(5, Unit.WORKING_DAYS)
    friday, sunday = MONDAY + 4 * DAY, MONDAY + 6 * DAY
    assert due(paused(clock, friday, sunday)) == due(clock)


def test_a_pause_within_a_day_moves_no_days() -> None:
    clock = a_clock(7, Unit.CALENDAR_DAYS)
    assert due(paused(clock, NOON_TUESDAY, NOON_TUESDAY + 3 * HOUR)) == due(clock)


def test_a_pause_cannot_heal_what_is_overdue() -> None:
    late = pause(a_clock(), at=MONDAY + 9 * HOUR, reason="Waiting for a court.")
    assert standing(late, MONDAY + 10 * HOUR) is Standing.OVERDUE
    assert due(resume(late, at=MONDAY + 20 * HOUR)) == MONDAY + 8 * HOUR


def test_an_extension_counts_from_the_end() -> None:
    clock = extend(
        a_clock(), by=Duration(4, Unit.HOURS), at=MONDAY + 9 * HOUR, reason="Large file."
    )
    assert due(clock) == MONDAY + 12 * HOUR
    assert standing(clock, MONDAY + 9 * HOUR) is Standing.RUNNING


def test_days_can_be_given_to_a_clock_of_hours() -> None:
    clock = extend(a_clock(), by=Duration(1, Unit.CALENDAR_DAYS), at=MONDAY, reason="Large file.")
    assert due(clock) == datetime(2026, 3, 4, 16, tzinfo=UTC)


def test_a_last_day_nobody_works_moves_on_after_a_pause_too() -> None:
    """Three days from Wednesday end on Saturday; policy moves them on to Monday."""
    wednesday = MONDAY + 2 * DAY
    clock = a_clock(3, Unit.CALENDAR_DAYS, started_at=wednesday, on_working_day=True)
    monday = datetime(2026, 3, 9, 16, tzinfo=UTC)
    assert due(clock) == monday
    resumed = paused(clock, wednesday + HOUR, wednesday + DAY)
    assert due(resumed) == datetime(2026, 3, 10, 16, tzinfo=UTC)


def test_a_stopped_clock_says_how_late_it_was() -> None:
    assert late_by(a_clock()) is None
    assert late_by(stop(a_clock(), at=MONDAY + HOUR)) == timedelta()
    late = stop(a_clock(), at=MONDAY + 10 * HOUR)
    assert late_by(late) == 2 * HOUR
    assert standing(late, MONDAY + 90 * DAY) is Standing.STOPPED
    assert remaining(late, MONDAY + 90 * DAY) == -2 * HOUR


def test_a_stop_ends_the_pause() -> None:
    clock = stop(pause(a_clock(), at=MONDAY + HOUR, reason="Court."), at=MONDAY + 50 * HOUR)
    assert clock.open_pause is None
    assert late_by(clock) == timedelta()


@given(hours, hours, st.sampled_from([Unit.HOURS, Unit.CALENDAR_DAYS, Unit.WORKING_DAYS]))
def test_a_pause_never_shortens(began: int, lasted: int, unit: Unit) -> None:
    clock = a_clock(5, unit)
    start = MONDAY + began * HOUR
    assert due(paused(clock, start, start + lasted * HOUR)) >= due(clock)


@given(hours, hours)
def test_remaining_and_due_agree(began: int, later: int) -> None:
    clock = a_clock(40)
    now = MONDAY + began * HOUR
    assert now + remaining(clock, now) == due(clock)
    halted = pause(clock, at=now, reason="Court.")
    assert remaining(halted, now + later * HOUR) == remaining(clock, now)


@given(st.lists(st.integers(1, 20), max_size=6), hours)
def test_time_passes_only_outside_pauses(lengths: list[int], after: int) -> None:
    """However often a clock of hours is paused, it ran as long as it was not."""
    clock, now, ran = a_clock(200), MONDAY, timedelta()
    for length in lengths:
        now, ran = now + HOUR, ran + HOUR
        clock = paused(clock, now, now + length * HOUR)
        now += length * HOUR
    now, ran = now + after * HOUR, ran + after * HOUR
    assert remaining(clock, now) == 200 * HOUR - ran
