"""Figures as values."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Line:
    """How one class, partner or unit did.

    Attributes:
        name: of the class, the desk or the unit; "" for all together.
        answered: how many were answered.
        in_time: how many of them before their clock ended, pauses and extensions counted.
        median: half were answered faster than this, in elapsed time; None when none was.
    """

    name: str
    answered: int
    in_time: int
    median: timedelta | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What a desk did in a period, and how it stands now.

    Attributes:
        since: beginning of the period.
        until: its end.
        open_now: requests in which somebody here has something left to do.
        overdue_now: those whose clock has run out.
        paused_now: those whose clock stands still.
        answered_by_us: incoming ones.
        answered_to_us: what bureaus we asked have answered.
        by_clock: of the incoming ones, by class.
        by_partner: by the desk that asked.
        by_unit: by the unit it was assigned to.
        by_bureau_asked: of ours, by the desk that answered.
        results: how incoming ones were answered, with how many.
        grounds: grounds of refusal, with how many.
    """

    since: datetime
    until: datetime
    open_now: int
    overdue_now: int
    paused_now: int
    answered_by_us: Line
    answered_to_us: Line
    by_clock: tuple[Line, ...]
    by_partner: tuple[Line, ...]
    by_unit: tuple[Line, ...]
    by_bureau_asked: tuple[Line, ...]
    results: tuple[tuple[str, int], ...]
    grounds: tuple[tuple[str, int], ...]
