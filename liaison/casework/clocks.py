"""The clocks of requests: classes from policy, and a row as the value that can be counted."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from liaison.casework import clockfile, tables
from liaison.casework.desks import rules_of
from liaison.casework.models import Deadline
from liaison.casework.states import ClockState
from liaison.casework.types import ClockFacts, ExtensionFacts, PauseFacts
from liaison.casework.words import PauseReason
from liaison.lib.calendar import clocks
from liaison.lib.calendar.clocks import Clock, ClockClass, Extension, Pause
from liaison.lib.calendar.periods import Duration, Unit, add

# hours that a rest of shift covers, three days, seven days: resources/policy/clocks.toml
CLASSES: Final[Mapping[str, ClockClass]] = clockfile.parse(
    (tables.FOLDER / clockfile.FILE).read_bytes()
)
# for what has no class yet, and for a class that policy has dropped since
LAST: Final = list(CLASSES)[-1]


def class_of(name: str) -> ClockClass:
    """Return a class of clocks; the last one of the file when policy has dropped it since."""
    return CLASSES.get(name) or CLASSES[LAST]


def ends_at(name: str, *, desk: str, start: datetime) -> datetime:
    """Return when a clock of a class would end at a desk, if nothing moved it."""
    kind = class_of(name)
    return add(start, kind.limit, rules_of(desk).calendar, on_working_day=kind.on_working_day)


def value_of(row: Deadline, *, desk: str) -> Clock:
    """Return the clock a row stores.

    Args:
        row: the row.
        desk: whose days are counted.
    """
    return Clock(
        kind=class_of(row.clock),
        calendar=rules_of(desk).calendar,
        started_at=row.started_at,
        pauses=tuple(
            Pause(datetime.fromisoformat(begun), reason, _moment(ended))
            for begun, ended, reason in row.pauses
        ),
        extensions=tuple(
            Extension(datetime.fromisoformat(at), Duration(amount, Unit(unit)), reason)
            for at, amount, unit, reason, _ in row.extensions
        ),
        stopped_at=row.stopped_at,
    )


def put(row: Deadline, clock: Clock, *, given_by: str = "") -> None:
    """Put a clock into its row, without saving.

    Args:
        row: the row.
        clock: what it shall store.
        given_by: who gave an extension that is new.
    """
    names = [entry[4] for entry in row.extensions]
    row.pauses = [
        [
            pause.started_at.isoformat(),
            pause.ended_at.isoformat() if pause.ended_at else None,
            pause.reason,
        ]
        for pause in clock.pauses
    ]
    row.extensions = [
        [
            given.at.isoformat(),
            given.by.amount,
            given.by.unit.value,
            given.reason,
            names[number] if number < len(names) else given_by,
        ]
        for number, given in enumerate(clock.extensions)
    ]
    row.paused_at = clock.open_pause.started_at if clock.open_pause else None
    row.due_at, row.warn_at = clocks.due(clock), clocks.warns_at(clock)
    row.stopped_at = clock.stopped_at


def begun_earlier(clock: Clock, by: timedelta) -> Clock:
    """Return a clock as it would be, had everything about it happened earlier.

    So a demonstration lets hours pass: state, time left and time of a pause still follow from one
    clock, the real one.

    Args:
        clock: one that has not stopped.
        by: how much earlier.
    """
    return replace(
        clock,
        started_at=clock.started_at - by,
        pauses=tuple(
            Pause(one.started_at - by, one.reason, one.ended_at and one.ended_at - by)
            for one in clock.pauses
        ),
        extensions=tuple(replace(one, at=one.at - by) for one in clock.extensions),
    )


def next_look(row: Deadline, clock: Clock) -> datetime | None:
    """Return when a clock changes by itself next; None while it stands still."""
    state = ClockState(row.state)
    if state is ClockState.RUNNING:
        return clocks.warns_at(clock)
    if state is ClockState.WARNING:
        return clocks.due(clock)
    if state is ClockState.OVERDUE:
        return clocks.escalates_at(clock)
    return None


def facts_of(row: Deadline) -> ClockFacts:
    """Return a row as a value for those who look."""
    return ClockFacts(
        clock=row.clock,
        state=ClockState(row.state),
        started_at=row.started_at,
        warn_at=row.warn_at,
        due_at=row.due_at,
        paused_at=row.paused_at,
        pauses=tuple(
            PauseFacts(datetime.fromisoformat(begun), _moment(ended), PauseReason(reason))
            for begun, ended, reason in row.pauses
        ),
        extensions=tuple(
            ExtensionFacts(datetime.fromisoformat(at), Duration(amount, Unit(unit)), reason, by)
            for at, amount, unit, reason, by in row.extensions
        ),
        overdue_at=row.overdue_at,
        escalated_at=row.escalated_at,
        escalated_to=row.escalated_to,
        stopped_at=row.stopped_at,
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
