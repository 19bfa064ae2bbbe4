"""Figures in words, tables and bars; every number of a bar stands in its table too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.casework.clocks import CLASSES
from liaison.casework.intake import GROUNDS
from liaison.casework.types import Figures, Line
from liaison.identity.types import Actor
from liaison.web.casework.places import places_of
from liaison.web.casework.words import RESULTS, Text
from liaison.web.parts import duration

PERIODS: Final = (30, 7, 90, 365)
# a bar is drawn on a line this long
FULL: Final = 100


@dataclass(frozen=True)
class Bar:
    """One line of a table.

    Attributes:
        name: what it counts.
        number: how many.
        in_time: how many of them in time; None where that has no meaning.
        share: in per cent of the number, or None.
        late: the rest in per cent, or None.
        median: half were faster than this, or "".
        length: of the bar, from 0 to 100.
        kept: the part of the bar that was in time.
    """

    name: Text
    number: int
    in_time: int | None
    share: int | None
    late: int | None
    median: str
    length: int
    kept: int


@dataclass(frozen=True)
class Table:
    """One table.

    Attributes:
        name: for its anchor.
        title: what it shows.
        timed: whether its lines know about clocks.
        bars: its lines, the longest first.
    """

    name: str
    title: Text
    timed: bool
    bars: tuple[Bar, ...]


def shown(actor: Actor, figures: Figures, now: datetime) -> tuple[Table, ...]:
    """Return the figures as tables; empty ones are left out.

    Args:
        actor: who looks.
        figures: of the room.
        now: the present moment.
    """
    lines = (*figures.by_partner, *figures.by_unit, *figures.by_bureau_asked)
    places = places_of(actor, {one.name for one in lines}, (), now)
    clocks = {name: _(kind.title) for name, kind in CLASSES.items()}
    results = {one.value: badge.words for one, badge in RESULTS.items()}
    grounds = {name: _(rule.title) for name, rule in GROUNDS.items()}
    tables = (
        _timed(
            "clocks", gettext_lazy("Answered by us, by time to answer"), figures.by_clock, clocks
        ),
        _timed(
            "partners",
            gettext_lazy("Answered by us, by bureau"),
            figures.by_partner,
            {one.name: places.address(one.name) for one in figures.by_partner},
        ),
        _timed(
            "units",
            gettext_lazy("Answered by us, by unit"),
            figures.by_unit,
            {one.name: places.name(one.name) for one in figures.by_unit},
        ),
        _timed(
            "asked",
            gettext_lazy("Answered to us, by bureau"),
            figures.by_bureau_asked,
            {one.name: places.address(one.name) for one in figures.by_bureau_asked},
        ),
        _counted("results", gettext_lazy("How we answered"), figures.results, results),
        _counted("grounds", gettext_lazy("Why we refused"), figures.grounds, grounds),
    )
    return tuple(one for one in tables if one.bars)


def _timed(name: str, title: Text, lines: Iterable[Line], words: Mapping[str, Text]) -> Table:
    rows = sorted(lines, key=lambda one: -one.answered)
    most = max((one.answered for one in rows), default=0) or 1
    bars = tuple(
        Bar(
            name=words.get(one.name) or _("the desk itself"),
            number=one.answered,
            in_time=one.in_time,
            share=round(100 * one.in_time / one.answered) if one.answered else None,
            late=one.answered - one.in_time,
            median=duration(one.median) if one.median is not None else "",
            length=round(FULL * one.answered / most),
            kept=round(FULL * one.in_time / most),
        )
        for one in rows
    )
    return Table(name, title, timed=True, bars=bars)


def _counted(
    name: str, title: Text, lines: Iterable[tuple[str, int]], words: Mapping[str, Text]
) -> Table:
    rows = sorted(lines, key=lambda one: -one[1])
    most = max((number for _name, number in rows), default=0) or 1
    bars = tuple(
        Bar(words.get(key, key), number, None, None, None, "", round(FULL * number / most), 0)
        for key, number in rows
    )
    return Table(name, title, timed=False, bars=bars)
