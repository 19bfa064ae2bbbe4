"""Figures from the same clock: answered in time, how fast, refused why, open and overdue now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q

from liaison.casework import permissions
from liaison.casework.models import Addressee, Letter, Request
from liaison.casework.selectors.desk import IS_OPEN
from liaison.casework.states import ClockState, Direction, Result
from liaison.casework.types.figures import Figures, Line
from liaison.casework.words import LetterKind, Role
from liaison.identity.states import Oversight
from liaison.identity.types import Actor, Permission

# answered requests looked at for medians: a year of a large bureau would be more than a page waits
SAMPLE: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Answered:
    clock: str
    partner: str
    unit: str
    took: timedelta
    in_time: bool


def figures(actor: Actor, *, since: datetime, until: datetime, now: datetime) -> Figures:
    """Return what a desk did in a period, and how it stands now.

    Args:
        actor: who looks.
        since: beginning of the period.
        until: its end.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not carry STATISTICS_READ.
    """
    actor.require(Permission.STATISTICS_READ)
    desks = sorted(permissions.desks_of(actor, now, least=Oversight.HEADLINES))
    ours = Request.objects.filter(desk__in=desks)
    answered = list(_ours(desks, since, until))
    asked = list(_theirs(desks, since, until))
    standing = ours.filter(IS_OPEN).aggregate(
        open=Count("id"),
        overdue=Count("id", filter=Q(clock_state__in=(ClockState.OVERDUE, ClockState.ESCALATED))),
        paused=Count("id", filter=Q(clock_state=ClockState.PAUSED)),
    )
    return Figures(
        since=since,
        until=until,
        open_now=standing["open"],
        overdue_now=standing["overdue"],
        paused_now=standing["paused"],
        answered_by_us=_total(answered),
        answered_to_us=_total(asked),
        by_clock=_by(answered, "clock"),
        by_partner=_by(answered, "partner"),
        by_unit=_by(answered, "unit"),
        by_bureau_asked=_by(asked, "partner"),
        results=_results(desks, since, until),
        grounds=_grounds(desks, since, until),
    )


def _ours(desks: list[str], since: datetime, until: datetime) -> Iterable[_Answered]:
    """Yield what we answered; the clock that stopped says whether in time."""
    rows = Request.objects.filter(
        desk__in=desks,
        direction=Direction.IN,
        answered_at__gte=since,
        answered_at__lt=until,
        deadline__stopped_at__isnull=False,
    )
    columns = (
        "clock",
        "partner",
        "assigned_unit",
        "created_at",
        "deadline__stopped_at",
        "deadline__due_at",
    )
    for clock, partner, unit, begun, stopped, due in rows.values_list(*columns)[:SAMPLE]:
        yield _Answered(clock, partner, unit, stopped - begun, stopped < due)


def _theirs(desks: list[str], since: datetime, until: datetime) -> Iterable[_Answered]:
    """Yield what each bureau we asked answered."""
    rows = Addressee.objects.filter(
        request__desk__in=desks,
        role=Role.ACTION,
        answered_at__gte=since,
        answered_at__lt=until,
        request__sent_at__isnull=False,
    )
    columns = ("request__clock", "desk", "request__sent_at", "answered_at", "request__due_at")
    for clock, desk, sent, at, due in rows.values_list(*columns)[:SAMPLE]:
        yield _Answered(clock, desk, "", at - sent, at < due)


def _by(found: list[_Answered], name: str) -> tuple[Line, ...]:
    groups: dict[str, list[_Answered]] = {}
    for one in found:
        groups.setdefault(getattr(one, name), []).append(one)
    lines = [_line(key, group) for key, group in groups.items() if key]
    return tuple(sorted(lines, key=lambda line: (-line.answered, line.name)))


def _total(found: list[_Answered]) -> Line:
    return _line("", found)


def _line(name: str, found: list[_Answered]) -> Line:
    took = sorted(one.took for one in found)
    median = took[(len(took) - 1) // 2] if took else None
    return Line(name, len(found), sum(one.in_time for one in found), median)


def _results(desks: list[str], since: datetime, until: datetime) -> tuple[tuple[str, int], ...]:
    rows = Request.objects.filter(
        desk__in=desks,
        direction=Direction.IN,
        answered_at__gte=since,
        answered_at__lt=until,
        result__in=[result.value for result in Result],
    )
    return tuple(rows.values_list("result").annotate(count=Count("id")).order_by("result"))


def _grounds(desks: list[str], since: datetime, until: datetime) -> tuple[tuple[str, int], ...]:
    """Count the grounds of every refusal that left, and of those at the own desk."""
    rows = Letter.objects.filter(request__desk__in=desks, at__gte=since, at__lt=until).exclude(
        grounds=""
    )
    ours = rows.filter(kind=LetterKind.ANSWER, direction=Direction.OUT) | rows.filter(
        kind=LetterKind.REVIEW, request__direction=Direction.OUT
    )
    return tuple(ours.values_list("grounds").annotate(count=Count("id")).order_by("grounds"))
