"""Work after the request, and work by the clock."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from liaison.audit.types import Who
from liaison.casework.services import cross_checking, transferring, watching
from liaison.core.sockets import JobPayload


def cross_check(payload: JobPayload, now: datetime) -> None:
    """Compare what a request is about with what is held here.

    Args:
        payload: `{"request": id}`.
        now: the present moment.
    """
    who = Who.machine("casework", settings.NODE.organisation)
    cross_checking.cross_check(UUID(str(payload["request"])), who=who, now=now)


def clocks(now: datetime) -> None:
    """Move clocks whose moment has come, let offers lapse, mark desks that were not reached."""
    watching.look_at_clocks(now)
    watching.note_failures(now)
    transferring.lapse_offers(now)
