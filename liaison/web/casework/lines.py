"""Requests as rows: what, with whom, until when, and who must move."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from liaison.casework.desks import rules_of
from liaison.casework.states import ClockState, Direction, Queue
from liaison.casework.types.requests import RequestLine
from liaison.casework.words import Urgency
from liaison.identity.types import Actor
from liaison.web.badges import Badge
from liaison.web.casework.places import Places, places_of_lines
from liaison.web.casework.standing import NEXT, badge_of
from liaison.web.casework.words import CLOCKS, DIRECTIONS, URGENCIES, Text
from liaison.web.parts import Clock, duration

# desks named in one row; the rest is a number
NAMED = 2
# however late in the day it is, what ends within this time is due today
SOON = timedelta(hours=2)
# who has to move there sits at this desk
OURS = frozenset({Queue.REVIEW, Queue.ARRIVED, Queue.ACCEPTED, Queue.RELEASE})


@dataclass(frozen=True)
class Partner:
    """One desk abroad, or what stands for several.

    Attributes:
        name: its address for messages, or the words for a region.
        country: code of its country, or "".
    """

    name: str
    country: str


@dataclass(frozen=True)
class Row:
    """One request in a list.

    Attributes:
        line: the facts.
        address: of its page.
        badge: where it stands.
        direction: whether we ask or are asked.
        partners: the first desks abroad.
        more: how many further ones, in words, or "".
        urgency: in words.
        urgent: whether it is.
        clock: time left, or None while no clock runs.
        mark: what the clock's state adds: paused, escalated; or None.
        holder: who is responsible.
        next: who must move, and what they do.
        ours: whether that is this desk.
        assign: whether it can be given to somebody below the desk.
        reply: the step with which this desk answers now, or "".
        reply_words: what that step is called.
    """

    line: RequestLine
    address: str
    badge: Badge
    direction: Badge
    partners: tuple[Partner, ...]
    more: str
    urgency: Text
    urgent: bool
    clock: Clock | None
    mark: Badge | None
    holder: str
    next: Text
    ours: bool
    assign: bool
    reply: str
    reply_words: Text


@dataclass(frozen=True)
class Group:
    """Rows whose clocks end at about the same time.

    Attributes:
        name: `late`, `today`, `later`, `none`.
        title: in words.
        rows: by the clock.
    """

    name: str
    title: str
    rows: tuple[Row, ...]


def rows_of(actor: Actor, lines: Iterable[RequestLine], now: datetime) -> tuple[Row, ...]:
    """Return requests as rows.

    Args:
        actor: who looks.
        lines: the requests.
        now: the present moment.
    """
    found = tuple(lines)
    places = places_of_lines(actor, found, now)
    return tuple(row_of(line, places, now) for line in found)


def row_of(line: RequestLine, places: Places, now: datetime) -> Row:
    """Return one request as a row."""
    partners = tuple(partner_of(one, places) for one in line.partners)
    # the headline of a sub-bureau has no subject: its page is closed, nothing is done with it
    opened = bool(line.subject)
    return Row(
        line=line,
        address=reverse("request", args=[line.id]),
        badge=badge_of(line.direction, line.state),
        direction=DIRECTIONS[line.direction],
        partners=partners[:NAMED],
        more=_further(len(partners) - NAMED),
        urgency=URGENCIES[line.urgency],
        urgent=line.urgency is Urgency.URGENT,
        clock=read_due(line, now),
        mark=CLOCKS[line.clock_state] if line.clock_state in _MARKED else None,
        holder=places.holder(line.holder_organisation, line.holder_person),
        next=next_of(line),
        ours=line.queue in OURS,
        assign=opened and line.direction is Direction.IN and line.queue in _ASSIGNED,
        reply=_REPLIES.get(line.queue, ("", ""))[0] if opened else "",
        reply_words=_REPLIES.get(line.queue, ("", ""))[1],
    )


def partner_of(desk: str, places: Places) -> Partner:
    """Return a desk, or an address that stands for several, as people read it."""
    if desk == "all":
        return Partner(_("all bureaus"), "")
    if desk.startswith("region:"):
        return Partner(_("region %(name)s") % {"name": region_words(desk[7:])}, "")
    if desk.startswith("-"):
        return Partner(_("not %(name)s") % {"name": places.address(desk[1:])}, "")
    return Partner(places.address(desk), places.country(desk))


def region_words(region: str) -> str:
    """Return the name of a region as addresses spell it, in words."""
    return region.replace("-", " ").title().replace(" And ", " and ")


def read_due(line: RequestLine, now: datetime) -> Clock | None:
    """Return what the clock of a request says now; None while it has none or stands still."""
    if line.due_at is None or line.clock_state in {None, ClockState.PAUSED, ClockState.STOPPED}:
        return None
    if line.due_at <= now:
        words = _("%(time)s overdue") % {"time": duration(now - line.due_at)}
        return Clock(line.due_at, words, "late")
    words = _("%(time)s left") % {"time": duration(line.due_at - now)}
    return Clock(line.due_at, words, "soon" if line.clock_state is ClockState.WARNING else "calm")


def next_of(line: RequestLine) -> Text:
    """Return who must move next, and what they do."""
    if line.queue is Queue.CLARIFY:
        if line.direction is Direction.IN:
            return _("the bureau that asks clarifies")
        return _("the officer who asks, or the desk, clarifies")
    return NEXT[line.queue]


def grouped(rows: Iterable[Row], desk: str, now: datetime) -> tuple[Group, ...]:
    """Return rows in groups: overdue, due today, due later. The order stays.

    What has no clock stays where it lies: among those with which it would end.

    Args:
        rows: by the clock.
        desk: whose day it is.
        now: the present moment.
    """
    days = rules_of(desk).calendar
    tonight = max(days.end_of(days.day_of(now)), now + SOON)
    found: list[tuple[str, list[Row]]] = []
    before: list[Row] = []
    for row in rows:
        name = _group_of(row, tonight, now)
        if name is None and not found:
            before.append(row)
        elif name is None or (found and found[-1][0] == name):
            found[-1][1].append(row)
        else:
            found.append((name, [*before, row]))
            before = []
    if before:
        found.append(("none", before))
    return tuple(Group(name, str(_TITLES[name]), tuple(some)) for name, some in found)


def _group_of(row: Row, tonight: datetime, now: datetime) -> str | None:
    if row.clock is None:
        return None
    if row.clock.due <= now:
        return "late"
    return "today" if row.clock.due <= tonight else "later"


def _further(number: int) -> str:
    if number <= 0:
        return ""
    return ngettext("and %(number)d more", "and %(number)d more", number) % {"number": number}


_TITLES: Mapping[str, Text] = {
    "late": gettext_lazy("Overdue"),
    "today": gettext_lazy("Due today"),
    "later": gettext_lazy("Due later"),
    "none": gettext_lazy("No clock runs"),
}
_MARKED = frozenset({ClockState.PAUSED, ClockState.ESCALATED})
_ASSIGNED = frozenset({Queue.ACCEPTED, Queue.ASSIGNED})
# the verb with which the desk moves a request on, by where it lies
_REPLIES: Mapping[Queue, tuple[str, Text]] = {
    Queue.REVIEW: ("review", gettext_lazy("Review")),
    Queue.ARRIVED: ("review", gettext_lazy("Review")),
    Queue.ACCEPTED: ("answer", pgettext_lazy("button", "Answer")),
    Queue.ASSIGNED: ("answer", pgettext_lazy("button", "Answer")),
    Queue.RELEASE: ("release_answer", gettext_lazy("Release")),
    Queue.CLARIFY: ("clarify", gettext_lazy("Clarify")),
    Queue.ABROAD: ("remind", gettext_lazy("Remind")),
    Queue.ANSWERED: ("close", gettext_lazy("Close")),
}
