"""What a clock does not allow; a refused clock is the clock it was."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from liaison.lib.calendar.clocks import (
    MOST,
    REASON_MAXIMUM,
    Clock,
    Extension,
    Pause,
    extend,
    pause,
    remaining,
    resume,
    stop,
)
from liaison.lib.calendar.errors import (
    AlreadyPaused,
    AlreadyStopped,
    CalendarRefusal,
    MomentWithoutZone,
    NotPausable,
    NotPaused,
    OutOfOrder,
    ReasonMissing,
    TooMany,
)
from liaison.lib.calendar.periods import Duration, Unit
from tests.lib.calendar.things import HOUR, MONDAY, a_clock

ONE = Duration(1, Unit.HOURS)
LATER = MONDAY + HOUR


def halted() -> Clock:
    return pause(a_clock(), at=LATER, reason="Court.")


def ended() -> Clock:
    return stop(a_clock(), at=LATER)


def worn() -> Clock:
    many = tuple(Pause(MONDAY, "Court.", MONDAY) for _ in range(MOST))
    more = tuple(Extension(MONDAY, ONE, "File.") for _ in range(MOST))
    return Clock(a_clock().kind, a_clock().calendar, MONDAY, many, more)


REFUSALS: dict[str, tuple[Callable[[], Clock], type[CalendarRefusal]]] = {
    "pausing twice": (lambda: pause(halted(), at=LATER, reason="Court."), AlreadyPaused),
    "resuming what runs": (lambda: resume(a_clock(), at=LATER), NotPaused),
    "pausing after the stop": (lambda: pause(ended(), at=LATER, reason="Court."), AlreadyStopped),
    "extending after the stop": (
        lambda: extend(ended(), by=ONE, at=LATER, reason="File."),
        AlreadyStopped,
    ),
    "stopping twice": (lambda: stop(ended(), at=LATER), AlreadyStopped),
    "resuming after the stop": (lambda: resume(ended(), at=LATER), AlreadyStopped),
    "pausing what never pauses": (
        lambda: pause(a_clock(pausable=False), at=LATER, reason="Court."),
        NotPausable,
    ),
    "pausing before it began": (
        lambda: pause(a_clock(), at=MONDAY - HOUR, reason="Court."),
        OutOfOrder,
    ),
    "resuming before the pause": (lambda: resume(halted(), at=MONDAY), OutOfOrder),
    "stopping before the pause": (lambda: stop(halted(), at=MONDAY), OutOfOrder),
    "extending before it began": (
        lambda: extend(a_clock(), by=ONE, at=MONDAY - HOUR, reason="File."),
        OutOfOrder,
    ),
    "pausing without a reason": (lambda: pause(a_clock(), at=LATER, reason=" "), ReasonMissing),
    "a reason without an end": (
        lambda: extend(a_clock(), by=ONE, at=LATER, reason="x" * (REASON_MAXIMUM + 1)),
        ReasonMissing,
    ),
    "pausing nowhere": (
        lambda: pause(a_clock(), at=LATER.replace(tzinfo=None), reason="Court."),
        MomentWithoutZone,
    ),
    "one pause too many": (lambda: pause(worn(), at=LATER, reason="Court."), TooMany),
    "one extension too many": (
        lambda: extend(worn(), by=ONE, at=LATER, reason="File."),
        TooMany,
    ),
}


@pytest.mark.parametrize(("ask", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_a_clock_refuses(ask: Callable[[], Clock], refusal: type[CalendarRefusal]) -> None:
    with pytest.raises(refusal) as caught:
        ask()
    assert caught.value.code.startswith("calendar:")
    assert str(caught.value)


def test_a_refused_clock_is_the_clock_it_was() -> None:
    clock = halted()
    with pytest.raises(AlreadyPaused):
        pause(clock, at=LATER + timedelta(hours=5), reason="Court.")
    assert remaining(clock, LATER + 9 * HOUR) == 7 * HOUR
