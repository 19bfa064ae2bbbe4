"""The clock of a request: start, pause, go on, extend, stop. In the caller's transaction."""

from datetime import datetime, timedelta

from liaison.casework import clocks
from liaison.casework.desks import rules_of
from liaison.casework.models import Deadline, Request
from liaison.casework.states import ClockState
from liaison.casework.words import PauseReason
from liaison.lib.calendar import clocks as calendar
from liaison.lib.calendar.clocks import Clock, Standing
from liaison.lib.calendar.days import Calendar
from liaison.lib.calendar.periods import Duration

_STATES = {
    Standing.RUNNING: ClockState.RUNNING,
    Standing.WARNING: ClockState.WARNING,
    Standing.OVERDUE: ClockState.OVERDUE,
    Standing.PAUSED: ClockState.PAUSED,
    Standing.STOPPED: ClockState.STOPPED,
}


def start(request: Request, *, at: datetime) -> Deadline:
    """Start the clock of a request's class.

    Args:
        request: the row, locked; its desk's days are counted.
        at: the event it runs from.
    """
    clock = Clock(clocks.class_of(request.clock), _calendar(request), at)
    row = Deadline(request=request, clock=request.clock, state=ClockState.RUNNING, started_at=at)
    return _save(row, request, clock, ClockState.RUNNING, create=True)


def pause(request: Request, *, reason: PauseReason, now: datetime) -> None:
    """Let the clock stand still; one that stands still or has none is left alone."""
    row = of(request)
    if row is None or row.paused_at is not None or row.stopped_at is not None:
        return
    clock = clocks.value_of(row, desk=request.desk)
    if not clock.kind.pausable:
        return
    paused = calendar.pause(clock, at=now, reason=reason.value)
    _save(row, request, paused, ClockState.PAUSED)


def resume(request: Request, *, now: datetime) -> None:
    """Let the clock go on; one that runs or has none is left alone."""
    row = of(request)
    if row is None or row.paused_at is None or row.stopped_at is not None:
        return
    clock = calendar.resume(clocks.value_of(row, desk=request.desk), at=now)
    _save(row, request, clock, _standing(clock, now))


def extend(request: Request, *, by: Duration, reason: str, given_by: str, now: datetime) -> None:
    """Give more time.

    Raises:
        CalendarRefusal: the clock is stopped, or was extended too often.
    """
    row = of(request)
    if row is None:
        return
    clock = calendar.extend(clocks.value_of(row, desk=request.desk), by=by, at=now, reason=reason)
    _save(row, request, clock, _standing(clock, now), given_by=given_by)


def stop(request: Request, *, now: datetime) -> None:
    """Stop the clock for good; one that is stopped or was never started is left alone."""
    row = of(request)
    if row is None or row.stopped_at is not None:
        return
    clock = calendar.stop(clocks.value_of(row, desk=request.desk), at=now)
    _save(row, request, clock, ClockState.STOPPED)


def begin_earlier(request: Request, *, by: timedelta) -> bool:
    """Let the clock have begun earlier, for a demonstration; return whether there was one to move.

    Its state stays until somebody looks at it.
    """
    row = of(request)
    if row is None or row.stopped_at is not None:
        return False
    clock = clocks.begun_earlier(clocks.value_of(row, desk=request.desk), by)
    row.started_at = clock.started_at
    row.overdue_at = row.overdue_at and row.overdue_at - by
    row.escalated_at = row.escalated_at and row.escalated_at - by
    _save(row, request, clock, ClockState(row.state))
    return True


def of(request: Request) -> Deadline | None:
    """Return the clock of a request, locked, or None."""
    return Deadline.objects.select_for_update().filter(pk=request.pk).first()


def _calendar(request: Request) -> Calendar:
    return rules_of(request.desk).calendar


def _standing(clock: Clock, now: datetime) -> ClockState:
    return _STATES[calendar.standing(clock, now)]


def _save(  # noqa: PLR0913 - the row, what it is of, what it becomes
    row: Deadline,
    request: Request,
    clock: Clock,
    state: ClockState,
    *,
    given_by: str = "",
    create: bool = False,
) -> Deadline:
    row.state = state
    clocks.put(row, clock, given_by=given_by)
    row.next_at = clocks.next_look(row, clock)
    row.save(force_insert=create)
    request.due_at, request.clock_state = row.due_at, state
    request.save(update_fields=["due_at", "clock_state"])
    return row
