"""Tasks: who has to do what until when."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from liaison.casework import permissions
from liaison.casework.errors import NoSuchCase
from liaison.casework.limits import PAGE_MAXIMUM
from liaison.casework.models import Task
from liaison.casework.states import TaskState
from liaison.casework.types import TaskFacts
from liaison.identity.types import Actor


def tasks_seen_by(actor: Actor, now: datetime) -> QuerySet[Task]:
    """Return the tasks this actor may know about.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    return Task.objects.filter(permissions.tasks_seen_by(actor, now))


def my_tasks(actor: Actor, *, now: datetime) -> tuple[TaskFacts, ...]:
    """Return the open tasks of the actor, of their role and of their organisation's pool.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    rows = tasks_seen_by(actor, now).filter(
        state=TaskState.OPEN, holder_organisation=actor.organisation
    )
    mine = Q(holder_person=actor.person_id) | Q(holder_person="", role__in=("", actor.role))
    return tuple(
        task_facts(row) for row in rows.filter(mine).order_by("due_at", "id")[:PAGE_MAXIMUM]
    )


def task_for_update(actor: Actor, task_id: UUID, now: datetime) -> Task:
    """Return one task, locked until the end of the transaction.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
        NoSuchCase: missing or hidden.
    """
    row = tasks_seen_by(actor, now).select_for_update(of=("self",)).filter(pk=task_id).first()
    if row is None:
        raise NoSuchCase(str(task_id))
    return row


def task_facts(row: Task) -> TaskFacts:
    """Return a row as a value."""
    return TaskFacts(
        id=row.id,
        desk=row.desk,
        words=row.words,
        holder_organisation=row.holder_organisation,
        holder_person=row.holder_person,
        role=row.role,
        state=TaskState(row.state),
        due_at=row.due_at,
        created_at=row.created_at,
        created_by=row.created_by,
        done_at=row.done_at,
        done_by=row.done_by,
        case_id=row.case_id,
        request_id=row.request_id,
    )
