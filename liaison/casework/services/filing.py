"""Case files: open, write in them, close, open again. Nothing of them ever leaves."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.casework import permissions, policy
from liaison.casework.errors import FieldRefused, NotYours
from liaison.casework.limits import (
    NAME_MAXIMUM,
    TASKS_MAXIMUM,
    TITLE_MAXIMUM,
    WORDS_MAXIMUM,
)
from liaison.casework.models import Case, Task
from liaison.casework.selectors.cases import case_file, case_for_update
from liaison.casework.selectors.tasks import task_for_update
from liaison.casework.services.holding import check_member
from liaison.casework.services.references import CASE, allocate
from liaison.casework.services.relating import (
    link_request,
    open_file,
    record_case,
    write_entry,
)
from liaison.casework.services.writing import drop_offers, record
from liaison.casework.states import CaseState, TaskState
from liaison.casework.texts import check_line, check_text
from liaison.casework.types import CaseFile
from liaison.casework.words import EntryKind
from liaison.core.identifiers import uuid7
from liaison.identity import services as identity
from liaison.identity.types import Actor, Permission


@transaction.atomic
def open_case(actor: Actor, *, title: str, request_id: UUID | None = None, now: datetime) -> UUID:
    """Open a case file at the actor's desk, perhaps around a request.

    Raises:
        PermissionRefused: this actor may not manage cases.
        NoSuchRequest: the request is missing or hidden.
        TextRefused: the title is missing, too long or malformed.
    """
    actor.require(Permission.CASE_MANAGE)
    said = check_line("title", title, maximum=TITLE_MAXIMUM, needed=True)
    row = Case.objects.create(
        id=uuid7(now),
        desk=actor.desk,
        reference=allocate(actor.desk, kind=CASE, now=now),
        title=said,
        state=CaseState.OPEN,
        holder_organisation=actor.organisation,
        holder_person=actor.person_id,
        opened_at=now,
        opened_by=actor.person_name,
    )
    record_case(actor, "casework:case:opened", row, now)
    if request_id is not None:
        link_request(actor, case_id=row.id, request_id=request_id, now=now)
    return row.id


@transaction.atomic
def read_case(actor: Actor, *, case_id: UUID, now: datetime) -> CaseFile:
    """Show one case file, and record that it was read.

    Raises:
        PermissionRefused: this actor may not read requests.
        NoSuchCase: for a missing case and for a hidden one alike.
    """
    found = case_file(actor, case_id, now)
    record(actor.who, "casework:case:read", case_id, now, reference=found.line.reference)
    return found


@transaction.atomic
def add_party(  # noqa: PLR0913 - who, and in what role
    actor: Actor, *, case_id: UUID, role: str, name: str, words: str = "", now: datetime
) -> UUID:
    """Write an organisation or a person in a role into a case file.

    Args:
        actor: who writes.
        case_id: an open case.
        role: one or two words: `victim`, `requesting prosecutor`.
        name: of the person, or the id of an organisation.
        words: more about them; may be empty.
        now: the present moment.

    Raises:
        PermissionRefused, NoSuchCase, NotYours, TransitionRefused: as in `relating.link_request`.
        TextRefused: a text is missing, too long or malformed.
        FieldRefused: the file is full.
    """
    row = open_file(actor, case_id, now)
    said = {
        "role": check_line("role", role, maximum=40, needed=True),
        "reference": check_line("name", name, maximum=NAME_MAXIMUM, needed=True),
        "words": check_text("words", words, maximum=WORDS_MAXIMUM),
    }
    return write_entry(actor, row, EntryKind.PARTY, said, now)


@transaction.atomic
def add_note(actor: Actor, *, case_id: UUID, words: str, now: datetime) -> UUID:
    """Write a note into a case file.

    Raises:
        PermissionRefused, NoSuchCase, NotYours, TransitionRefused: as in `relating.link_request`.
        TextRefused: missing, too long or malformed.
        FieldRefused: the file is full.
    """
    row = open_file(actor, case_id, now)
    said = {"words": check_text("words", words, maximum=WORDS_MAXIMUM, needed=True)}
    return write_entry(actor, row, EntryKind.NOTE, said, now)


@transaction.atomic
def add_task(  # noqa: PLR0913 - what, who, until when
    actor: Actor,
    *,
    case_id: UUID,
    words: str,
    person_id: str = "",
    due_at: datetime | None = None,
    now: datetime,
) -> UUID:
    """Give somebody of the actor's organisation something to do; without a person, its pool.

    Raises:
        PermissionRefused, NoSuchCase, NotYours, TransitionRefused: as in `relating.link_request`.
        TextRefused: the words are missing, too long or malformed.
        FieldRefused: the case has too many tasks, or the end is in the past.
        UnitRefused: a person who has no chair there.
    """
    row = open_file(actor, case_id, now)
    said = check_text("words", words, maximum=WORDS_MAXIMUM, needed=True)
    check_member(actor, person_id, actor.organisation, now)
    if due_at is not None and due_at <= now:
        raise FieldRefused("due_at", "past")
    if row.tasks.count() >= TASKS_MAXIMUM:
        raise FieldRefused("tasks", "many")
    task = Task.objects.create(
        id=uuid7(now),
        desk=row.desk,
        case=row,
        words=said,
        holder_organisation=actor.organisation,
        holder_person=person_id,
        state=TaskState.OPEN,
        due_at=due_at,
        created_at=now,
        created_by=actor.person_name,
    )
    if person_id and person_id != actor.person_id:
        identity.announce(
            organisation=actor.organisation,
            permission=Permission.REQUEST_READ,
            kind="casework:task:given",
            target=str(task.id),
            at=now,
            person_id=person_id,
        )
    record(actor.who, "casework:task:given", task.id, now, reference=row.reference)
    return task.id


@transaction.atomic
def finish_task(actor: Actor, *, task_id: UUID, dropped: bool = False, now: datetime) -> None:
    """Say that a task is done, or that nobody needs to do it any more.

    Raises:
        PermissionRefused: this actor may not read requests.
        NoSuchCase: missing or hidden.
        NotYours: another organisation holds it, or another role shall do it.
        TransitionRefused: it was finished before.
    """
    row = task_for_update(actor, task_id, now)
    if row.holder_organisation != actor.organisation:
        raise NotYours("task")
    if row.role and row.role != actor.role and not actor.may(Permission.CASE_MANAGE):
        raise NotYours("task")
    target = TaskState.DROPPED if dropped else TaskState.DONE
    policy.check_task(TaskState(row.state), target)
    row.state, row.done_at, row.done_by = target, now, actor.person_name
    row.save(update_fields=["state", "done_at", "done_by"])
    drop_offers(row.id, now=now)
    record(actor.who, "casework:task:finished", row.id, now, state=target.value)


@transaction.atomic
def close_case(actor: Actor, *, case_id: UUID, words: str, now: datetime) -> None:
    """Close a case file with what came of it.

    Raises:
        PermissionRefused, NoSuchCase, NotYours: as in `relating.link_request`.
        TransitionRefused: it is closed.
        FieldRefused: a task or a request in it is still open.
        TextRefused: the words are missing, too long or malformed.
    """
    said = check_text("words", words, maximum=WORDS_MAXIMUM, needed=True)
    row = open_file(actor, case_id, now)
    if row.tasks.filter(state=TaskState.OPEN).exists():
        raise FieldRefused("tasks", "open")
    if row.requests.filter(is_open=True).exists():
        raise FieldRefused("requests", "open")
    row.state, row.closed_at, row.closing_words = CaseState.CLOSED, now, said
    row.save(update_fields=["state", "closed_at", "closing_words"])
    drop_offers(row.id, now=now)
    record_case(actor, "casework:case:closed", row, now)


@transaction.atomic
def reopen_case(actor: Actor, *, case_id: UUID, words: str, now: datetime) -> None:
    """Open a closed case file again; why stands in a note.

    Raises:
        PermissionRefused, NoSuchCase, NotYours: as in `relating.link_request`.
        TransitionRefused: it is open.
        TextRefused: the reason is missing, too long or malformed.
    """
    said = check_text("words", words, maximum=WORDS_MAXIMUM, needed=True)
    row = case_for_update(actor, case_id, now)
    permissions.check_can_manage(actor, row, open_only=False)
    policy.check_case(CaseState(row.state), CaseState.OPEN)
    row.state, row.closed_at = CaseState.OPEN, None
    row.save(update_fields=["state", "closed_at"])
    write_entry(actor, row, EntryKind.NOTE, {"words": said}, now)
    record_case(actor, "casework:case:reopened", row, now)
