"""How much lies in every list at once, for a page that names many: one walk over what is open."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import models
from django.db.models import Q, QuerySet

from liaison.casework import permissions
from liaison.casework.limits import COUNT_MAXIMUM
from liaison.casework.models import Request
from liaison.casework.selectors.desk import (
    MINE,
    OPEN,
    OVERDUE,
    URGENT,
    _lies,
    _sources,
)
from liaison.casework.states import Queue
from liaison.casework.types import Count
from liaison.identity.states import Oversight
from liaison.identity.types import Actor, Permission


def tallies(actor: Actor, *, now: datetime) -> Mapping[str, Count]:
    """Return how many lie in each list but `done`, up to `limits.COUNT_MAXIMUM`.

    The same numbers as `count`, which is cheaper for one list; here the price does not grow with
    the number of lists.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    actor.require(Permission.REQUEST_READ)
    found = Counter(dict.fromkeys([OPEN, MINE, OVERDUE, URGENT, *(one.value for one in Queue)], 0))
    for queue, number, late, soon, mine in _grouped(actor, now):
        found[queue] += number
        found[OPEN] += number
        found[OVERDUE] += late
        found[URGENT] += soon
        found[MINE] += mine
    del found[Queue.DONE.value]
    return {
        name: Count(min(number, COUNT_MAXIMUM - 1), more=number >= COUNT_MAXIMUM)
        for name, number in found.items()
    }


def _grouped(actor: Actor, now: datetime) -> Iterable[tuple[str, int, int, int, int]]:
    mine = Q(holder_person=actor.person_id, holder_organisation=actor.organisation)
    rows = _open_at_desk(actor, now) if actor.at_desk else _open_in_unit(actor, now)
    return (
        rows.order_by()
        .values_list("queue")
        .annotate(
            number=models.Count("id"),
            late=models.Count("id", filter=_lies(OVERDUE, now)),
            soon=models.Count("id", filter=_lies(URGENT, now)),
            mine=models.Count("id", filter=mine),
        )
    )


def _open_at_desk(actor: Actor, now: datetime) -> QuerySet[Request]:
    desks = sorted(permissions.desks_of(actor, now, least=Oversight.HEADLINES))
    own = Q(asking_unit=actor.desk) | Q(drafted_by=actor.person_id)
    ours = Q(desk__in=desks) & (~Q(queue=Queue.UNIT.value) | own)
    return Request.objects.filter(ours | Q(lent_to=actor.desk), is_open=True)


def _open_in_unit(actor: Actor, now: datetime) -> QuerySet[Request]:
    known = {
        key
        for rows in _sources(actor, OPEN, now)
        for key in rows.values_list("pk", flat=True)[:COUNT_MAXIMUM]
    }
    return Request.objects.filter(pk__in=sorted(known)[:COUNT_MAXIMUM])
