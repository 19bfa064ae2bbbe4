"""How many clocks have ended, for whoever watches the node: numbers of whole desks, no request."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Count

from liaison.casework.models import Request
from liaison.casework.selectors.desk import OVERDUE, _lies


def clocks_overdue(desks: Iterable[str], *, now: datetime) -> Mapping[str, int]:
    """Return desk to how many of its open requests are overdue; one query.

    Nobody is asked who they are: the door has done so.

    Args:
        desks: the desks of this node.
        now: the present moment.
    """
    found = dict.fromkeys(sorted(desks), 0)
    rows = Request.objects.filter(_lies(OVERDUE, now), desk__in=list(found)).order_by()
    return found | dict(rows.values_list("desk").annotate(number=Count("desk")))
