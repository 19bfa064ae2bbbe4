"""The desk's lists: by the clock, page by page, and how much lies where.

Every list is a walk along one index for each desk the actor may read, merged here: at twenty
thousand open requests it reads as many rows as it shows. Counts stop at a bound.
"""

import base64
import binascii
import heapq
import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from liaison.casework import permissions
from liaison.casework.errors import FieldRefused
from liaison.casework.limits import COUNT_MAXIMUM, PAGE, PAGE_MAXIMUM
from liaison.casework.models import Request
from liaison.casework.selectors.requests import shown_to
from liaison.casework.states import ClockState, Direction, Queue
from liaison.casework.types import Count, DeskPage, Only, RequestLine
from liaison.casework.words import Urgency
from liaison.core.once import once
from liaison.identity.states import Oversight
from liaison.identity.types import Actor, Permission

OPEN: Final = "open"
MINE: Final = "mine"
EVERYTHING: Final = Only()
OVERDUE: Final = "overdue"
URGENT: Final = "due_soon"
SOON: Final = timedelta(hours=2)
LISTS: Final = (OPEN, MINE, OVERDUE, URGENT, *(queue.value for queue in Queue))
_CURSOR_MAXIMUM: Final = 200
# written with IN: Django writes `is_open = true` as the bare column, which SQLite does not look up
# in an index
IS_OPEN: Final = Q(is_open__in=(True,))
IS_DONE: Final = Q(is_open__in=(False,))
_WITH_UNIT: Final = Q(queue=Queue.UNIT.value)


def desk_page(  # noqa: PLR0913 - which list, narrowed to what, from where on
    actor: Actor,
    *,
    queue: str = OPEN,
    only: Only = EVERYTHING,
    cursor: str = "",
    limit: int = PAGE,
    now: datetime,
) -> DeskPage:
    """Return one page of a list, those whose clock ends first on top; what is done, newest first.

    Args:
        actor: who looks; a chair of a unit sees the unit's own.
        queue: a name in `LISTS`: all that is open, what the actor holds, what is overdue, what
            ends within two hours, or one queue of `states.Queue`.
        only: what the list is narrowed to.
        cursor: of the page before; "" for the first.
        limit: most lines, up to 100.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
        FieldRefused: no such list, or no cursor of ours.
    """
    if queue not in LISTS:
        raise FieldRefused("queue", "unknown")
    size = max(1, min(limit, PAGE_MAXIMUM))
    done = queue == Queue.DONE
    order = ("-due_at", "-id") if done else ("due_at", "id")
    after = _after(cursor, done=done)
    walks = [
        rows.filter(after).order_by(*order).prefetch_related("addressees")[: size + 1]
        for rows in _sources(actor, queue, now, only)
    ]
    merged = heapq.merge(*walks, key=lambda row: (row.due_at, row.id.hex), reverse=done)
    rows = list({row.id: row for row in merged}.values())
    shown = rows[:size]
    more = len(rows) > size
    opened = {actor.desk} | {row.desk for row in shown if row.lent_to}
    if any(row.desk not in opened for row in shown):
        opened |= permissions.desks_of(actor, now)
    return DeskPage(
        lines=tuple(_line(actor, row, opened) for row in shown),
        cursor=_cursor(shown[-1]) if more else "",
        queue=queue,
    )


def counts(actor: Actor, *, now: datetime) -> Mapping[str, Count]:
    """Return how many lie in each list, up to `limits.COUNT_MAXIMUM`.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    return {name: count(actor, queue=name, now=now) for name in LISTS if name != Queue.DONE}


def count(actor: Actor, *, queue: str, only: Only = EVERYTHING, now: datetime) -> Count:
    """Return how many lie in one list, or in what it is narrowed to, up to a bound.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
        FieldRefused: no such list.
    """
    if queue not in LISTS:
        raise FieldRefused("queue", "unknown")
    bound = COUNT_MAXIMUM
    sources = _sources(actor, queue, now, only)
    if actor.at_desk or queue == MINE:
        found = sum(rows.order_by()[:bound].count() for rows in sources)
    else:
        # a unit's walks overlap: what it asked may be what the officer drafted
        found = len({pk for rows in sources for pk in rows.values_list("pk", flat=True)[:bound]})
    return Count(min(found, bound - 1), more=found >= bound)


def find(actor: Actor, *, reference: str, now: datetime) -> DeskPage:
    """Return requests by a reference, ours or theirs, in any of the threads; newest first.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    text = reference.strip()[:_CURSOR_MAXIMUM]
    named = Q(our_reference=text) | Q(their_reference=text)
    theirs = Q(pk__in=Request.objects.filter(addressees__their_reference=text).values("pk"))
    rows = Request.objects.filter(permissions.seen_by(actor, now)).filter(named | theirs)
    shown = rows.order_by("-created_at", "-id").prefetch_related("addressees")[:PAGE]
    return DeskPage(tuple(shown_to(actor, row) for row in shown), "", "found")


def narrowed(rows: QuerySet[Request], only: Only) -> list[QuerySet[Request]]:
    """Return sets of requests that together are what some are narrowed to, each in one of them.

    One set for who asks and one for who shall answer: an index for each, and none for either.
    """
    if not only.unit:
        return [rows.filter(urgency=only.urgency) if only.urgency else rows]
    # said as what it is not, so that the index of the unit is taken: one unit is fewer than urgent
    others = [one.value for one in Urgency if only.urgency and one is not only.urgency]
    found = rows.exclude(urgency__in=others) if others else rows
    asked = found.filter(asking_unit=only.unit)
    return [asked, found.filter(assigned_unit=only.unit).exclude(asking_unit=only.unit)]


def _sources(
    actor: Actor, queue: str, now: datetime, only: Only = EVERYTHING
) -> list[QuerySet[Request]]:
    """Return walks along one index each, which together are the list."""
    return [part for rows in _walks(actor, queue, now, only) for part in narrowed(rows, only)]


def _walks(actor: Actor, queue: str, now: datetime, only: Only) -> list[QuerySet[Request]]:
    actor.require(Permission.REQUEST_READ)
    # narrowed, the queue is looked up among the few that are left, in their own order
    by_queue = not only
    if queue == MINE:
        held = Request.objects.filter(
            IS_OPEN, holder_person=actor.person_id, holder_organisation=actor.organisation
        )
        return [held]
    if actor.at_desk:
        desks = sorted(permissions.desks_of(actor, now, least=Oversight.HEADLINES))
        own = Q(asking_unit=actor.desk) | Q(drafted_by=actor.person_id)
        seen = [Request.objects.filter(desk=desk) for desk in desks]
        if queue in {Queue.UNIT, OPEN, OVERDUE, URGENT}:
            seen = [rows.filter(~_WITH_UNIT | own) for rows in seen]
        found = [rows.filter(_lies(queue, now, by_queue=by_queue)) for rows in seen]
        lent = Request.objects.filter(IS_OPEN, lent_to=actor.desk)
        # hardly ever is anything lent, and never is it worth a walk to find that out
        if queue != Queue.DONE and once(f"casework.lent_to:{actor.desk}", lent.exists):
            found.append(lent.filter(_lies(queue, now, by_queue=False)))
        return found
    # the list of a unit is short: the queue is looked up row by row
    lies = _lies(queue, now, by_queue=False)
    here = Request.objects.filter(desk=actor.desk).filter(lies)
    return [
        here.filter(asking_unit=actor.organisation, direction=Direction.OUT.value),
        Request.objects.filter(lies, assigned_unit=actor.organisation),
        Request.objects.filter(lies, holder_organisation=actor.organisation),
        here.filter(drafted_by=actor.person_id),
    ]


def _lies(queue: str, now: datetime, *, by_queue: bool = True) -> Q:
    running = ~Q(clock_state__in=("", ClockState.PAUSED.value, ClockState.STOPPED.value))
    if queue == OPEN:
        return IS_OPEN
    if queue == OVERDUE:
        return IS_OPEN & Q(due_at__lte=now) & running
    if queue == URGENT:
        return IS_OPEN & Q(due_at__gt=now, due_at__lte=now + SOON) & running
    if by_queue:
        return Q(queue=queue)
    return Q(queue=queue) & (IS_DONE if queue == Queue.DONE else IS_OPEN)


def _line(actor: Actor, row: Request, opened: AbstractSet[str]) -> RequestLine:
    """Return a line; where headlines alone are shown it does not say what it is about."""
    line = shown_to(actor, row)
    return line if row.desk in opened else replace(line, subject="")


def _cursor(row: Request) -> str:
    said = json.dumps([row.due_at.isoformat(), row.id.hex])
    return base64.urlsafe_b64encode(said.encode()).decode()


def _after(cursor: str, *, done: bool) -> Q:
    if not cursor:
        return Q()
    try:
        content = json.loads(base64.urlsafe_b64decode(cursor[:_CURSOR_MAXIMUM]))
        at, key = datetime.fromisoformat(content[0]), UUID(hex=content[1])
        at.utctimetuple()
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, binascii.Error) as error:
        raise FieldRefused("cursor", "unknown") from error
    if at.tzinfo is None:
        raise FieldRefused("cursor", "unknown")
    # a range along the index first; only the rows of the very same moment are looked at
    if done:
        return Q(due_at__lte=at) & ~Q(due_at=at, id__gte=key)
    return Q(due_at__gte=at) & ~Q(due_at=at, id__lte=key)
