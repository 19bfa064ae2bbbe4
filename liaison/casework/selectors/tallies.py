"""How much lies in every list at once, for a page that names many: one walk over what is open."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.db import models
from django.db.models import Q, QuerySet

from liaison.casework import permissions
from liaison.casework.limits import COUNT_MAXIMUM
from liaison.casework.models import Request
from liaison.casework.selectors.desk import (
    EVERYTHING,
    IS_OPEN,
    MINE,
    OPEN,
    OVERDUE,
    URGENT,
    _lies,
    _sources,
    count,
)
from liaison.casework.states import Queue
from liaison.casework.types import Count, Only
from liaison.identity.states import Oversight
from liaison.identity.types import Actor, Permission

_BEYOND_UNITS: Final = [one.value for one in Queue if one not in {Queue.UNIT, Queue.DONE}]


def tallies(actor: Actor, *, only: Only = EVERYTHING, now: datetime) -> Mapping[str, Count]:
    """Return how many lie in each list but `done`, up to `limits.COUNT_MAXIMUM`.

    The same numbers as `count`, which is cheaper for one list; here the price does not grow with
    the number of lists.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    actor.require(Permission.REQUEST_READ)
    found = Counter(dict.fromkeys([OPEN, OVERDUE, URGENT, *(one.value for one in Queue)], 0))
    for rows in _seen(actor, now, only):
        for queue, number, late, soon in _grouped(rows, now):
            found[queue] += number
            found[OPEN] += number
            found[OVERDUE] += late
            found[URGENT] += soon
    del found[Queue.DONE.value]
    bounded = {
        name: Count(min(number, COUNT_MAXIMUM - 1), more=number >= COUNT_MAXIMUM)
        for name, number in found.items()
    }
    return bounded | {MINE: count(actor, queue=MINE, only=only, now=now)}


def _grouped(rows: QuerySet[Request], now: datetime) -> Iterable[tuple[str, int, int, int]]:
    # counts what the index holds: an id would be looked up row by row
    return (
        rows.order_by()
        .values_list("queue")
        .annotate(
            number=models.Count("queue"),
            late=models.Count("queue", filter=_lies(OVERDUE, now)),
            soon=models.Count("queue", filter=_lies(URGENT, now)),
        )
    )


def _seen(actor: Actor, now: datetime, only: Only) -> Iterable[QuerySet[Request]]:
    """Yield sets of open requests which together are all, each in one of them."""
    if not actor.at_desk or only.unit:
        yield _few(actor, now, only)
        return
    desks = sorted(permissions.desks_of(actor, now, least=Oversight.HEADLINES))
    asked = Q(urgency=only.urgency) if only.urgency else Q()
    here = Request.objects.filter(IS_OPEN, asked, desk__in=desks)
    # read in the index `casework_request_tally` alone: twenty thousand rows would be 30 MiB
    yield here.filter(queue__in=_BEYOND_UNITS)
    own = Q(asking_unit=actor.desk) | Q(drafted_by=actor.person_id)
    yield here.filter(own, queue=Queue.UNIT.value)
    yield Request.objects.filter(IS_OPEN, asked, lent_to=actor.desk).exclude(desk__in=desks)


def _few(actor: Actor, now: datetime, only: Only) -> QuerySet[Request]:
    """Return what is open for one unit, which several walks may find."""
    known = {
        key
        for rows in _sources(actor, OPEN, now, only)
        # in the order of the walks, so that each takes the index of the unit
        for key in rows.order_by("due_at", "id").values_list("pk", flat=True)[:COUNT_MAXIMUM]
    }
    return Request.objects.filter(pk__in=sorted(known)[:COUNT_MAXIMUM])
