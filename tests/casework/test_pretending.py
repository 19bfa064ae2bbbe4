"""A demonstration lets hours pass: state and time left still come from one clock."""

from datetime import timedelta

import pytest

from liaison.casework import jobs, selectors, services
from liaison.casework.models import Deadline, Request
from liaison.casework.states import ClockState
from liaison.casework.words import PauseReason
from liaison.lib.calendar.periods import Duration, Unit
from liaison.web.casework.lines import read_due
from tests.casework.things import SOON, again, an_accepted, an_answer, boris
from tests.cast import NOW
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db
HOURS = 9


def pretend(hours: int = HOURS) -> int:
    """Let hours have passed, as `liaison pass-time` does."""
    moved = services.pretend_hours(boris(), hours=hours, now=SOON)
    jobs.clocks(SOON)
    return moved


def clock_words(row: Request) -> tuple[str, str]:
    """Return the state the row stores, and what a list makes of its clock."""
    page = selectors.desk_page(boris(), queue="open", now=SOON)
    (line,) = [one for one in page.lines if one.id == row.id]
    read = read_due(line, SOON)
    return str(line.clock_state), read.state if read else ""


def test_what_ran_out_is_late_in_words_too(outbox: Outbox) -> None:
    """Never "overdue" beside a time left."""
    assert outbox is not None
    row = an_accepted(clock="urgent_direct")
    assert pretend() == 1
    assert clock_words(row) == (ClockState.ESCALATED, "late")
    assert again(row).due_at == Deadline.objects.get(pk=row.id).due_at == NOW - timedelta(hours=1)


def test_what_has_days_left_has_fewer_hours_left(outbox: Outbox) -> None:
    assert outbox is not None
    row = an_accepted(clock="other")
    before = again(row).due_at
    pretend(24)
    assert again(row).due_at == before - timedelta(hours=24)
    assert clock_words(row) == (ClockState.RUNNING, "calm")


def test_a_pause_keeps_the_time_that_was_left(outbox: Outbox) -> None:
    assert outbox is not None
    row = an_accepted(clock="urgent_direct")
    services.wait_for_court(boris(), request_id=row.id, words="The court sits.", now=NOW)
    pretend()
    clock = selectors.request_file(boris(), row.id, SOON).clock
    assert clock is not None
    assert clock.paused_at is not None
    assert clock.due_at - clock.paused_at == timedelta(hours=8)
    assert (clock.state, clock.pauses[0].reason) == (ClockState.PAUSED, PauseReason.COURT)


def test_what_has_stopped_is_left_alone(outbox: Outbox) -> None:
    assert outbox is not None
    row = an_accepted(clock="urgent_direct")
    services.answer(boris(), request_id=row.id, answer=an_answer(), now=NOW)
    before = Deadline.objects.values().get(pk=row.id)
    assert pretend() == 0
    assert Deadline.objects.values().get(pk=row.id) == before


def test_who_looks_later_sees_the_same_clock(outbox: Outbox) -> None:
    """Extended after it ran out, it runs again from where it ended."""
    assert outbox is not None
    row = an_accepted(clock="urgent_direct")
    pretend()
    until = services.extend(
        boris(),
        request_id=row.id,
        by=Duration(6, Unit.HOURS),
        reason="The archive is closed.",
        now=SOON,
    )
    assert until == NOW + timedelta(hours=5)
    assert clock_words(row)[1] == "calm"
