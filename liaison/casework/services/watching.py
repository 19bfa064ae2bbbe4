"""What happens by itself: clocks warn and run out, requests turn out to have reached nobody."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from liaison.audit.types import Who
from liaison.casework import addressing, clocks, policy
from liaison.casework.desks import rules_of
from liaison.casework.models import Addressee, Deadline, Request, Task
from liaison.casework.services import timing
from liaison.casework.services.arriving import announce_desk, settle
from liaison.casework.services.writing import record
from liaison.casework.states import AddresseeState, ClockState, Direction, TaskState
from liaison.casework.wireform import REQUEST
from liaison.core.identifiers import uuid7
from liaison.exchange import selectors as exchange
from liaison.identity import services as identity
from liaison.identity.types import Actor, Permission

# one run; what is left waits for the next, fifteen seconds later
AT_ONCE = 500
_NEXT = {
    ClockState.RUNNING: ClockState.WARNING,
    ClockState.WARNING: ClockState.OVERDUE,
    ClockState.OVERDUE: ClockState.ESCALATED,
}
_EVENTS = {
    ClockState.WARNING: "casework:clock:warned",
    ClockState.OVERDUE: "casework:clock:overdue",
    ClockState.ESCALATED: "casework:clock:escalated",
}


def look_at_clocks(now: datetime) -> int:
    """Move every clock whose moment has come; each in a transaction of its own.

    Args:
        now: the present moment.

    Returns:
        How many were moved.
    """
    due = Deadline.objects.filter(next_at__lte=now).order_by("next_at")
    keys = list(due.values_list("pk", flat=True)[:AT_ONCE])
    return sum(_look(key, now) for key in keys)


@transaction.atomic
def pretend_hours(actor: Actor, *, hours: int, now: datetime) -> int:
    """Let hours have passed for every clock that has not stopped; for demonstrations.

    The clocks are set back, not the present moment forward: what a page says of a clock and what
    it counts itself come from the same moment then.

    Args:
        actor: who pretends.
        hours: how many.
        now: the present moment.

    Returns:
        How many clocks were moved.
    """
    moved = 0
    running = Request.objects.filter(deadline__stopped_at=None, deadline__isnull=False)
    for request in running.order_by("pk").select_for_update(of=("self",)):
        moved += timing.begin_earlier(request, by=timedelta(hours=hours))
    record(
        actor.who,
        "casework:clock:pretended",
        settings.NODE.organisation,
        now,
        hours=hours,
        clocks=moved,
    )
    return moved


@transaction.atomic
def _look(key: UUID, now: datetime) -> int:
    # the request first, as everywhere, so that nobody waits for each other for ever
    request = Request.objects.select_for_update().filter(pk=key).first()
    row = Deadline.objects.select_for_update().filter(pk=key, next_at__lte=now).first()
    if request is None or row is None:
        return 0
    clock = clocks.value_of(row, desk=request.desk)
    moved = 0
    # a house that slept may have more than one step to make up for
    while row.next_at is not None and row.next_at <= now:
        _step(row, request, now)
        row.next_at = clocks.next_look(row, clock)
        moved += 1
    row.save(update_fields=["state", "next_at", "overdue_at", "escalated_at", "escalated_to"])
    request.clock_state = row.state
    request.save(update_fields=["clock_state"])
    return moved


def note_failures(now: datetime) -> int:
    """Mark desks that a request never reached: refused over there, or not delivered in time.

    Args:
        now: the present moment.

    Returns:
        How many desks were marked.
    """
    failed = exchange.not_delivered(kind=REQUEST, limit=AT_ONCE)
    waiting = Addressee.objects.filter(message__in=list(failed), state=AddresseeState.SENT)
    marked = 0
    for key, request, desk, message in list(
        waiting.values_list("pk", "request", "desk", "message")
    ):
        refused = failed.get(message, frozenset()) if message else frozenset()
        if addressing.node_of(desk, now) in refused:
            marked += _mark(key, request, now)
    return marked


@transaction.atomic
def _mark(key: int, request_id: UUID, now: datetime) -> int:
    request = Request.objects.select_for_update().get(pk=request_id)
    row = Addressee.objects.select_for_update().get(pk=key)
    if row.state != AddresseeState.SENT:  # answered since
        return 0
    policy.check_addressee(AddresseeState(row.state), AddresseeState.NOT_DELIVERED)
    row.state = AddresseeState.NOT_DELIVERED
    row.save(update_fields=["state"])
    settle(request, now)
    announce_desk(request, "casework:request:not_delivered", now)
    record(
        Who.machine("casework", settings.NODE.organisation),
        "casework:request:not_delivered",
        request.id,
        now,
        our_reference=request.our_reference,
        desk=row.desk,
    )
    return 1


def _step(row: Deadline, request: Request, now: datetime) -> None:
    target = _NEXT[ClockState(row.state)]
    policy.check_clock(ClockState(row.state), target)
    row.state = target
    if target is ClockState.OVERDUE:
        row.overdue_at = now
    if target is ClockState.ESCALATED:
        row.escalated_at = now
        row.escalated_to = rules_of(request.desk).escalate_to
        _escalate(request, row, now)
    _announce(request, target, now)
    record(
        Who.machine("casework", settings.NODE.organisation),
        _EVENTS[target],
        request.id,
        now,
        our_reference=request.our_reference,
        clock=row.clock,
        due_at=row.due_at.isoformat(),
    )


def _escalate(request: Request, row: Deadline, now: datetime) -> None:
    """Put it to the role that policy names: a task of the desk, for that role."""
    Task.objects.create(
        id=uuid7(now),
        desk=request.desk,
        request=request,
        words=request.our_reference,
        holder_organisation=request.desk,
        role=row.escalated_to,
        state=TaskState.OPEN,
        created_at=now,
        created_by="casework",
    )


def _announce(request: Request, target: ClockState, now: datetime) -> None:
    higher = target is ClockState.ESCALATED
    identity.announce(
        organisation=request.desk,
        permission=Permission.STATISTICS_READ if higher else Permission.REQUEST_REVIEW,
        kind=_EVENTS[target],
        target=str(request.id),
        at=now,
    )
    unit = request.assigned_unit if request.direction == Direction.IN else request.asking_unit
    if unit and unit != request.desk:
        identity.announce(
            organisation=unit,
            permission=Permission.REQUEST_READ,
            kind=_EVENTS[target],
            target=str(request.id),
            at=now,
        )
