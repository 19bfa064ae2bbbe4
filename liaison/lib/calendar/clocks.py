"""A deadline that can be paused, extended and stopped, as a value.

A clock is never changed: each verb returns the next one. Whatever is done to it is dated and
kept, so that what it said at any moment can be told again years later.
"""

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from liaison.lib.calendar.days import Calendar, check_zone
from liaison.lib.calendar.errors import (
    AlreadyPaused,
    AlreadyStopped,
    NotPausable,
    NotPaused,
    OutOfOrder,
    ReasonMissing,
    TooMany,
)
from liaison.lib.calendar.periods import Duration, add, count, left

REASON_MAXIMUM: Final = 500
MOST: Final = 100  # pauses, and extensions, of one clock


class Standing(enum.StrEnum):
    """How a clock stands, gravest last but one; `STOPPED` is the end."""

    RUNNING = "running"
    PAUSED = "paused"
    WARNING = "warning"
    OVERDUE = "overdue"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class ClockClass:
    """One kind of deadline, as resources/policy/clocks.toml tells it.

    Attributes:
        name: stable name; stored.
        title: what people call it.
        limit: how long there is.
        warn: how long before the end the clock warns.
        escalate: how long after the end somebody higher is told.
        pausable: whether it may be paused at all.
        on_working_day: whether a last day on which nobody works moves on.
        source: where the figure was found.
        article: what it applies to there.
        verified: whether a person checked it against the source.
    """

    name: str
    title: str
    limit: Duration
    warn: timedelta
    escalate: timedelta
    pausable: bool
    on_working_day: bool
    source: str
    article: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """A time during which nobody here could act.

    Attributes:
        started_at: when it began.
        reason: why, in words.
        ended_at: when it ended, or None while it lasts.
    """

    started_at: datetime
    reason: str
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """More time.

    Attributes:
        at: when it was given.
        by: how much.
        reason: why, in words.
    """

    at: datetime
    by: Duration
    reason: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline.

    Attributes:
        kind: its class.
        calendar: of the desk that must act.
        started_at: the event it runs from.
        pauses: in order, none before the one before it.
        extensions: in order.
        stopped_at: when there was nothing left to wait for, or None.
    """

    kind: ClockClass
    calendar: Calendar
    started_at: datetime
    pauses: tuple[Pause, ...] = field(default=())
    extensions: tuple[Extension, ...] = field(default=())
    stopped_at: datetime | None = None

    @property
    def open_pause(self) -> Pause | None:
        """The pause that lasts, or None."""
        last = self.pauses[-1] if self.pauses else None
        return last if last and last.ended_at is None else None


def due(clock: Clock) -> datetime:
    """Return when a clock runs out, in UTC, after all pauses that ended and all extensions.

    A pause moves a clock of hours on by the time it lasted. A clock of days keeps the days that
    were left after the day on which the pause began, and counts them anew after the day on which
    it ended. A pause that began when time was up already moves nothing: it cannot heal.
    """
    end = add(
        clock.started_at,
        clock.kind.limit,
        clock.calendar,
        on_working_day=clock.kind.on_working_day,
    )
    for change in _changes(clock):
        if isinstance(change, Extension):
            end = _extended(end, change.by, clock)
        elif change.ended_at is not None and change.started_at < end:
            end = _resumed(end, change.started_at, change.ended_at, clock)
    return end


def remaining(clock: Clock, now: datetime) -> timedelta:
    """Return the time left, negative when overdue; it stands still in a pause and after a stop.

    Args:
        clock: which.
        now: the present moment.
    """
    return due(clock) - _reading(clock, now)


def standing(clock: Clock, now: datetime) -> Standing:
    """Return how a clock stands.

    Args:
        clock: which.
        now: the present moment.
    """
    if clock.stopped_at is not None:
        return Standing.STOPPED
    rest = remaining(clock, now)
    if rest <= timedelta():
        return Standing.OVERDUE
    if clock.open_pause is not None:
        return Standing.PAUSED
    return Standing.WARNING if rest <= clock.kind.warn else Standing.RUNNING


def warns_at(clock: Clock) -> datetime:
    """Return when a clock begins to warn, if nothing moves it."""
    return due(clock) - clock.kind.warn


def escalates_at(clock: Clock) -> datetime:
    """Return when somebody higher is told, if nothing moves it."""
    return due(clock) + clock.kind.escalate


def pause(clock: Clock, *, at: datetime, reason: str) -> Clock:
    """Stop a clock for a while.

    Raises:
        NotPausable: its class never pauses.
        AlreadyPaused: it is.
        AlreadyStopped: it stands still for good.
        OutOfOrder: before what was done last.
        ReasonMissing: nobody says why.
        TooMany: it was paused too often.
    """
    _check_running(clock, at)
    if not clock.kind.pausable:
        raise NotPausable(f"clocks of class {clock.kind.name} never pause")
    if clock.open_pause is not None:
        raise AlreadyPaused(f"paused since {clock.open_pause.started_at.isoformat()}")
    _check_number(len(clock.pauses))
    began = Pause(at, _reason("pause", reason))
    return replace(clock, pauses=(*clock.pauses, began))


def resume(clock: Clock, *, at: datetime) -> Clock:
    """Let a paused clock run again.

    Raises:
        NotPaused: it runs.
        AlreadyStopped: it stands still for good.
        OutOfOrder: before what was done last.
    """
    _check_running(clock, at)
    if clock.open_pause is None:
        raise NotPaused("this clock runs")
    ended = replace(clock.open_pause, ended_at=at)
    return replace(clock, pauses=(*clock.pauses[:-1], ended))


def extend(clock: Clock, *, by: Duration, at: datetime, reason: str) -> Clock:
    """Give more time; an overdue clock gets it from its end, not from now.

    Raises:
        AlreadyStopped: it stands still for good.
        OutOfOrder: before what was done last.
        ReasonMissing: nobody says why.
        TooMany: it was extended too often.
    """
    _check_running(clock, at)
    _check_number(len(clock.extensions))
    given = Extension(at, by, _reason("extend", reason))
    return replace(clock, extensions=(*clock.extensions, given))


def stop(clock: Clock, *, at: datetime) -> Clock:
    """Stop a clock for good; a pause that lasts ends with it.

    Raises:
        AlreadyStopped: it was.
        OutOfOrder: before what was done last.
    """
    running = clock if clock.open_pause is None else resume(clock, at=at)
    _check_running(running, at)
    return replace(running, stopped_at=at)


def late_by(clock: Clock) -> timedelta | None:
    """Return by how much a stopped clock was late, zero when in time; None before the stop."""
    if clock.stopped_at is None:
        return None
    return max(clock.stopped_at - due(clock), timedelta())


def _reading(clock: Clock, now: datetime) -> datetime:
    check_zone("now", now)
    if clock.stopped_at is not None:
        return clock.stopped_at
    return clock.open_pause.started_at if clock.open_pause is not None else now


def _changes(clock: Clock) -> Iterator[Pause | Extension]:
    """Yield what moves the end: pauses when they ended, extensions when they were given."""
    ended = [(one.ended_at, one) for one in clock.pauses if one.ended_at is not None]
    given = [(one.at, one) for one in clock.extensions]
    changes: list[tuple[datetime, Pause | Extension]] = [*given, *ended]
    yield from (change for _, change in sorted(changes, key=lambda pair: pair[0]))


def _extended(end: datetime, by: Duration, clock: Clock) -> datetime:
    if by.unit.elapsed:
        return end + by.length
    last = count(clock.calendar.last_day_of(end), by.amount, by.unit, clock.calendar)
    return _end_of(last, clock)


def _resumed(end: datetime, began: datetime, ended: datetime, clock: Clock) -> datetime:
    unit, calendar = clock.kind.limit.unit, clock.calendar
    if unit.elapsed:
        return end + (ended - began)
    days = left(calendar.day_of(began), calendar.last_day_of(end), unit, calendar)
    return max(end, _end_of(count(calendar.day_of(ended), days, unit, calendar), clock))


def _end_of(last: date, clock: Clock) -> datetime:
    worked = clock.calendar.working(last) if clock.kind.on_working_day else last
    return clock.calendar.end_of(worked)


def _last_change(clock: Clock) -> datetime:
    moments = [clock.started_at, *(one.at for one in clock.extensions)]
    moments += [one.ended_at or one.started_at for one in clock.pauses]
    return max(moments)


def _check_running(clock: Clock, at: datetime) -> None:
    check_zone("at", at)
    if clock.stopped_at is not None:
        raise AlreadyStopped(f"stopped at {clock.stopped_at.isoformat()}")
    if at < _last_change(clock):
        raise OutOfOrder(f"{at.isoformat()} is before {_last_change(clock).isoformat()}")


def _check_number(found: int) -> None:
    if found >= MOST:
        raise TooMany(f"a clock carries at most {MOST}")


def _reason(verb: str, said: str) -> str:
    plain = said.strip()
    if not 1 <= len(plain) <= REASON_MAXIMUM:
        raise ReasonMissing(verb, REASON_MAXIMUM)
    return plain
