"""How much work waits, for whoever watches the node."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from liaison.core.models import Job


@dataclass(frozen=True)
class Backlog:
    """Jobs of the node.

    Attributes:
        waiting: due and not done, whether somebody is at them or not.
        failing: those whose last attempt raised.
        oldest: how long the first of those waiting has been due.
    """

    waiting: int
    failing: int
    oldest: timedelta


def backlog(now: datetime) -> Backlog:
    """Return how much work waits; one query.

    Args:
        now: the present moment.
    """
    due = Q(due_at__lte=now)
    found = Job.objects.aggregate(
        waiting=Count("pk", filter=due),
        failing=Count("pk", filter=~Q(last_error="")),
        oldest=Min("due_at", filter=due),
    )
    oldest = now - found["oldest"] if found["oldest"] else timedelta()
    return Backlog(found["waiting"], found["failing"], oldest)
