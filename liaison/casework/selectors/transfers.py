"""Offers to take something over, what a person holds, and what a shift would hand over.

Rows are locked in one order everywhere, so that nobody waits for each other for ever: case,
request, task, each by id, and the offers of them last.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.db.models import Manager, Q, QuerySet

from liaison.casework import permissions
from liaison.casework.errors import NoSuchCase, NoSuchTransfer
from liaison.casework.limits import COUNT_MAXIMUM, ITEMS_MAXIMUM, PAGE_MAXIMUM
from liaison.casework.models import Case, Request, Task, Transfer
from liaison.casework.selectors.desk import IS_OPEN, OVERDUE, count
from liaison.casework.selectors.requests import get_for_update, line_of
from liaison.casework.selectors.tasks import task_facts
from liaison.casework.states import CaseState, TaskState, TransferState
from liaison.casework.types import ShiftFacts, TransferFacts
from liaison.casework.words import Subject
from liaison.identity.types import Actor, Permission

HeldThing: TypeAlias = Request | Case | Task
# in the order in which they are locked
_HELD: Final[Mapping[Subject, Manager[Any]]] = {
    Subject.CASE: Case.objects,
    Subject.REQUEST: Request.objects,
    Subject.TASK: Task.objects,
}


def transfers_seen_by(actor: Actor) -> QuerySet[Transfer]:
    """Return the offers this actor's organisation made or got, and those they made themselves.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    actor.require(Permission.REQUEST_READ)
    to = Q(to_organisation=actor.organisation)
    return Transfer.objects.filter(
        to | Q(from_organisation=actor.organisation) | Q(offered_by=actor.person_id)
    )


def transfers(actor: Actor, *, only_open: bool = True) -> tuple[TransferFacts, ...]:
    """Return offers, newest first.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    rows = transfers_seen_by(actor)
    if only_open:
        rows = rows.filter(state=TransferState.OFFERED)
    shown = list(rows.order_by("-offered_at", "-id")[:PAGE_MAXIMUM])
    names = _references(shown)
    return tuple(transfer_facts(row, names) for row in shown)


def offers_waiting(actor: Actor) -> int:
    """Return how many offers wait for this actor's answer, up to a page.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    actor.require(Permission.REQUEST_READ)
    rows = Transfer.objects.filter(
        to_organisation=actor.organisation,
        state=TransferState.OFFERED,
        to_person__in=("", actor.person_id),
    )
    return rows.exclude(offered_by=actor.person_id).order_by()[:PAGE_MAXIMUM].count()


def transfer(actor: Actor, transfer_id: UUID) -> TransferFacts:
    """Return one offer.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
        NoSuchTransfer: missing or hidden.
    """
    row = transfers_seen_by(actor).filter(pk=transfer_id).first()
    if row is None:
        raise NoSuchTransfer(str(transfer_id))
    return transfer_facts(row, _references([row]))


def offered_things(actor: Actor, transfer_id: UUID) -> tuple[tuple[Subject, UUID], ...]:
    """Return what an offer offers; of a shift: all it hands over. This never changes.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
        NoSuchTransfer: missing or hidden.
    """
    facts = transfer(actor, transfer_id)
    if facts.subject_kind is Subject.SHIFT:
        return tuple((Subject(kind), key) for kind, key in facts.items)
    return ((facts.subject_kind, facts.subject),)


def transfer_for_update(actor: Actor, transfer_id: UUID) -> Transfer:
    """Return one offer, locked until the end of the transaction.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
        NoSuchTransfer: missing or hidden.
    """
    row = transfers_seen_by(actor).select_for_update().filter(pk=transfer_id).first()
    if row is None:
        raise NoSuchTransfer(str(transfer_id))
    return row


def subject_for_update(actor: Actor, kind: Subject, subject: UUID, now: datetime) -> HeldThing:
    """Return a thing that can be handed over, locked until the end of the transaction.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
        NoSuchRequest, NoSuchCase: missing or hidden.
    """
    if kind is Subject.REQUEST:
        return get_for_update(actor, subject, now)
    if kind is Subject.CASE:
        visible = Case.objects.filter(permissions.cases_seen_by(actor, now), pk=subject).exists()
    else:
        visible = Task.objects.filter(permissions.tasks_seen_by(actor, now), pk=subject).exists()
    found = held_for_update([(kind, subject)]).get(subject) if visible else None
    if found is None:
        raise NoSuchCase(str(subject))
    return found


def held_for_update(wanted: Iterable[tuple[Subject, UUID]]) -> dict[UUID, HeldThing]:
    """Return things that somebody holds, locked in the order of the house; gone ones are left out.

    Asked by this room itself, for a transfer.
    """
    keys = list(wanted)
    found: dict[UUID, HeldThing] = {}
    for kind, things in _HELD.items():
        rows = things.filter(pk__in=[key for one, key in keys if one is kind])
        found |= {row.pk: row for row in rows.order_by("pk").select_for_update()}
    return found


def held_by(organisation: str, persons: Sequence[str]) -> list[tuple[Subject, UUID]]:
    """Return everything open that people of an organisation hold, one more than a hand-over takes.

    Asked by this room itself, for a shift.
    """
    mine = {"holder_organisation": organisation, "holder_person__in": list(persons)}
    most = ITEMS_MAXIMUM + 1
    requests = Request.objects.filter(IS_OPEN, **mine).order_by("due_at", "id")
    cases = Case.objects.filter(**mine, state=CaseState.OPEN).order_by("id")
    tasks = Task.objects.filter(**mine, state=TaskState.OPEN).order_by("id")
    found = [(Subject.REQUEST, pk) for pk in requests.values_list("pk", flat=True)[:most]]
    found += [(Subject.CASE, pk) for pk in cases.values_list("pk", flat=True)[:most]]
    found += [(Subject.TASK, pk) for pk in tasks.values_list("pk", flat=True)[:most]]
    return found[:most]


def shift(actor: Actor, *, persons: Sequence[str] = (), now: datetime) -> ShiftFacts:
    """Return what a shift would hand over now, and how the desk stands.

    Args:
        actor: who looks.
        persons: ids of the people of the shift; empty: the actor alone.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    actor.require(Permission.REQUEST_READ)
    held = {"holder_organisation": actor.organisation}
    mine = held | {"holder_person__in": list(persons) or [actor.person_id]}
    requests = Request.objects.filter(IS_OPEN, **mine).order_by("due_at", "id")
    tasks = Task.objects.filter(**mine, state=TaskState.OPEN).order_by("due_at", "id")
    pool = Request.objects.filter(IS_OPEN, **held, holder_person="").order_by()
    return ShiftFacts(
        held=tuple(
            line_of(row) for row in requests.prefetch_related("addressees")[:ITEMS_MAXIMUM]
        ),
        tasks=tuple(task_facts(row) for row in tasks[:ITEMS_MAXIMUM]),
        pool=pool[:COUNT_MAXIMUM].count(),
        overdue=count(actor, queue=OVERDUE, now=now).number,
    )


def transfer_facts(row: Transfer, references: dict[UUID, str]) -> TransferFacts:
    """Return a row as a value."""
    return TransferFacts(
        id=row.id,
        subject_kind=Subject(row.subject_kind),
        subject=row.subject,
        reference=references.get(row.subject, ""),
        from_organisation=row.from_organisation,
        from_person=row.from_person,
        to_organisation=row.to_organisation,
        to_person=row.to_person,
        words=row.words,
        items=tuple((str(kind), UUID(key)) for kind, key in row.items),
        state=TransferState(row.state),
        offered_at=row.offered_at,
        offered_by_name=row.offered_by_name,
        lapses_at=row.lapses_at,
        decided_at=row.decided_at,
        decided_by_name=row.decided_by_name,
        reason=row.reason,
    )


def _references(rows: Sequence[Transfer]) -> dict[UUID, str]:
    wanted = [row.subject for row in rows]
    found: dict[UUID, str] = dict(
        Request.objects.filter(pk__in=wanted).values_list("pk", "our_reference")
    )
    found |= dict(Case.objects.filter(pk__in=wanted).values_list("pk", "reference"))
    return found
