"""The page of usage: how often, by level and by place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from liaison.core import clock
from liaison.identity import selectors
from liaison.identity.states import Level, Use
from liaison.identity.types import Permission, UsageRow
from liaison.web.http import StaffRequest
from liaison.web.identity.forms import UsageForm

DAYS = "30"
WIDE = 100
LEVELS: Mapping[Level, str | Promise] = {
    Level.BUREAU: _("Bureau"),
    Level.SUB_BUREAU: _("Sub-bureaus"),
    Level.AGENCY: _("Agencies and courts"),
    Level.POST: _("Posts and units"),
}
USES: Mapping[Use, str | Promise] = {
    Use.CHECK: _("Checks"),
    Use.HIT: _("Possible matches"),
    Use.REQUEST: _("Requests"),
    Use.SIGN_IN: _("Sign-ins"),
    Use.API: _("Calls of machines"),
}


@dataclass(frozen=True)
class Cell:
    """One figure with its bar.

    Attributes:
        use: what was done, in words.
        count: how often.
        width: of the bar, from 0 to 100, against the largest of its column.
    """

    use: str | Promise
    count: int
    width: int


@dataclass(frozen=True)
class Line:
    """One line of a table.

    Attributes:
        words: whose figures.
        note: the machine, or empty.
        cells: one for each use.
    """

    words: str | Promise
    note: str
    cells: tuple[Cell, ...]


@require_GET
def usage(request: StaffRequest) -> HttpResponse:
    """Show usage by level and by place.

    Raises:
        PermissionRefused: the chair does not see usage.
    """
    actor, now = request.actor, clock.now()
    actor.require(Permission.USAGE_READ)
    form = UsageForm(request.GET or {"days": DAYS})
    if not form.is_valid():
        return render(
            request, "identity/usage.html", {"form": form}, status=HTTPStatus.BAD_REQUEST
        )
    days = int(form.text_of("days") or DAYS)
    rows = selectors.usage(actor, since=(now - timedelta(days=days - 1)).date(), now=now)
    levels = [
        (LEVELS[level], "", _sum(row.counts for row in rows if row.level is level))
        for level in Level
        if any(row.level is level for row in rows)
    ]
    places = [(_place(row), row.machine, row.counts) for row in rows]
    page = {
        "form": form,
        "uses": list(USES.values()),
        "tables": [
            (_("By level"), "level", _lines(levels)),
            (_("By place"), "place", _lines(places)),
        ],
        "any": bool(rows),
    }
    return render(request, "identity/usage.html", page)


def _place(row: UsageRow) -> str:
    return row.name if row.place == row.name else f"{row.name}, {row.place}"


def _sum(counts: Iterable[Mapping[Use, int]]) -> dict[Use, int]:
    total = dict.fromkeys(Use, 0)
    for one in counts:
        for use, count in one.items():
            total[use] += count
    return total


def _lines(rows: Iterable[tuple[str | Promise, str, Mapping[Use, int]]]) -> list[Line]:
    kept = list(rows)
    most = {use: max((counts.get(use, 0) for _w, _n, counts in kept), default=0) for use in USES}
    return [
        Line(
            words,
            note,
            tuple(
                Cell(USES[use], counts.get(use, 0), counts.get(use, 0) * WIDE // (most[use] or 1))
                for use in USES
            ),
        )
        for words, note, counts in kept
    ]
