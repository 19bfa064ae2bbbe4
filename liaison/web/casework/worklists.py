"""The lists of requests as pages show them: tabs with counts, rows in groups by the clock."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from liaison.casework import selectors, services
from liaison.casework.selectors.desk import EVERYTHING, MINE, OPEN, OVERDUE, URGENT
from liaison.casework.states import Queue
from liaison.casework.types import Count, DeskPage, Only
from liaison.identity.types import Actor, Permission
from liaison.web.casework.lines import grouped, rows_of
from liaison.web.casework.standing import QUEUES
from liaison.web.casework.words import Text

TITLES: Final[Mapping[str, Text]] = {
    OPEN: _("All open"),
    MINE: _("Held by me"),
    OVERDUE: _("Overdue"),
    URGENT: _("Due within 2 hours"),
    **{queue.value: words for queue, words in QUEUES.items()},
}
_TONES: Final = {OVERDUE: "bad", URGENT: "attention"}
# those a shift looks at all day
DESK_TABS: Final = (
    OPEN,
    Queue.ARRIVED.value,
    Queue.REVIEW.value,
    Queue.ACCEPTED.value,
    Queue.RELEASE.value,
    URGENT,
    OVERDUE,
    Queue.WAITING.value,
    Queue.ABROAD.value,
    MINE,
)
UNIT_TABS: Final = (OPEN, Queue.UNIT.value, Queue.ABROAD.value, Queue.ASSIGNED.value, OVERDUE)
DIGEST: Final = 24
# found without a count
QUIET_TABS: Final = (Queue.DONE.value,)
_NOTHING: Final[Mapping[str, tuple[Text, Text]]] = {
    OPEN: (
        _("Nothing is open."),
        _("Requests from abroad and those of your own units appear here when they come in."),
    ),
    MINE: (
        _("You hold nothing."),
        _("Open a request from another list and take it over; then its clock is yours."),
    ),
    OVERDUE: (_("Nothing is overdue."), _("What runs out of time appears here at once.")),
    URGENT: (_("Nothing ends within two hours."), _("Look at all that is open.")),
}
_NOTHING_AT_UNIT: Final = (
    _("Nothing is open."),
    _("Write a new request to ask abroad. What is assigned to your unit appears here too."),
)
_NOTHING_FITS: Final = (
    _("Nothing in this list fits."),
    _("Choose another unit or urgency above, or show all."),
)
_NOTHING_ELSE: Final = (_("This list is empty."), _("Choose another list above."))


@dataclass(frozen=True)
class Tab:
    """One list in the row above the rows.

    Attributes:
        name: of the list.
        title: in words.
        number: how many, as text; "" when it is not counted.
        tone: `bad`, `attention` or `neutral`.
        shown: whether the page shows it.
    """

    name: str
    title: Text
    number: str
    tone: str
    shown: bool


@dataclass(frozen=True)
class Nothing:
    """What an empty list says."""

    title: Text
    advice: Text


@dataclass(frozen=True)
class Asked:
    """What the address of a list asks for.

    Attributes:
        queue: which list.
        cursor: where in it; "" for the beginning.
        seen: digest of what the page shows already, or "".
        only: what the list is narrowed to.
    """

    queue: str
    cursor: str = ""
    seen: str = ""
    only: Only = EVERYTHING

    @property
    def narrowing(self) -> str:
        """What it is narrowed to, as the end of an address: `&unit=...&urgency=...`, or ""."""
        said = {"unit": self.only.unit, "urgency": self.only.urgency or ""}
        return "".join(f"&{urlencode({key: value})}" for key, value in said.items() if value)


def digest_of(page: DeskPage) -> str:
    """Return a short name for what a page shows: it changes when a row comes, goes or moves."""
    said = "\n".join(
        f"{line.id} {line.state} {line.clock_state} {line.holder_person} {line.subject}"
        for line in page.lines
    )
    return hashlib.sha256(said.encode()).hexdigest()[:DIGEST]


def count_words(count: Count) -> str:
    """Return a count as a page shows it: beyond its bound `999+`."""
    return f"{count.number}+" if count.more else str(count.number)


def worklist(
    actor: Actor, *, asked: Asked, names: tuple[str, ...], now: datetime
) -> dict[str, Any]:
    """Return what `casework/worklist.html` shows.

    A page that asks again whether anything changed is recorded when something did: until then
    nothing is read that was not read before.

    Args:
        actor: who looks.
        asked: which list.
        names: the lists among the tabs.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not read requests.
        FieldRefused: no such list or place.
    """
    queue, cursor, only = asked.queue, asked.cursor, asked.only
    page = None
    if asked.seen:
        page = selectors.desk_page(actor, queue=queue, only=only, cursor=cursor, now=now)
    if page is None or digest_of(page) != asked.seen:
        page = services.list_requests(actor, queue=queue, only=only, cursor=cursor, now=now)
    rows = rows_of(actor, page.lines, now)
    title, advice = _NOTHING_FITS if only else _nothing(actor, queue)
    return {
        "seen": digest_of(page),
        "queue": queue,
        "here": cursor,
        "tabs": _tabs(actor, names, asked, now),
        "narrowing": asked.narrowing,
        "groups": grouped(rows, actor.desk, now),
        "caption": TITLES[queue],
        "cursor": page.cursor,
        "placed": bool(cursor),
        "nothing": Nothing(title, advice),
        "keys": actor.at_desk and actor.may(Permission.REQUEST_REVIEW),
    }


def _nothing(actor: Actor, queue: str) -> tuple[Text, Text]:
    if queue == OPEN and not actor.at_desk:
        return _NOTHING_AT_UNIT
    return _NOTHING.get(queue, _NOTHING_ELSE)


def _tabs(actor: Actor, names: tuple[str, ...], asked: Asked, now: datetime) -> list[Tab]:
    queue = asked.queue
    shown = names if queue in (*names, *QUIET_TABS) else (*names, queue)
    found, counts = [], selectors.tallies(actor, only=asked.only, now=now)
    for name in shown:
        count = counts[name]
        tone = _TONES.get(name, "neutral") if count.number else "neutral"
        found.append(Tab(name, TITLES[name], count_words(count), tone, name == queue))
    return found + [Tab(name, TITLES[name], "", "neutral", name == queue) for name in QUIET_TABS]
