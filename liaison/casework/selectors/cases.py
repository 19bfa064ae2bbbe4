"""Case files: what belongs together, and its timeline. Every selector asks who is looking."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from liaison.casework import permissions
from liaison.casework.errors import NoSuchCase
from liaison.casework.limits import (
    ENTRIES_MAXIMUM,
    LETTERS_MAXIMUM,
    PAGE_MAXIMUM,
    TASKS_MAXIMUM,
)
from liaison.casework.models import Case, CaseEntry, Letter, Task, Transfer
from liaison.casework.selectors.requests import letters_shown, shown_to, visible_to
from liaison.casework.selectors.tasks import task_facts
from liaison.casework.states import CaseState
from liaison.casework.types import (
    CaseFile,
    CaseLine,
    NoteFacts,
    PartyFacts,
    RelatedFacts,
    TimelineLine,
)
from liaison.casework.words import EntryKind, RelatedKind, Subject
from liaison.exchange import selectors as exchange
from liaison.identity.types import Actor, Permission
from liaison.records import selectors as records


def cases_visible_to(actor: Actor, now: datetime) -> QuerySet[Case]:
    """Return the case files this actor may open.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    return Case.objects.filter(permissions.cases_seen_by(actor, now))


def case_for_update(actor: Actor, case_id: UUID, now: datetime) -> Case:
    """Return one case file, locked until the end of the transaction.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
        NoSuchCase: missing or hidden.
    """
    row = cases_visible_to(actor, now).select_for_update().filter(pk=case_id).first()
    if row is None:
        raise NoSuchCase(str(case_id))
    return row


def cases(
    actor: Actor, *, state: CaseState | None = CaseState.OPEN, text: str = "", now: datetime
) -> tuple[CaseLine, ...]:
    """Return case files, newest first, at most a page.

    Args:
        actor: who looks.
        state: only those in this state, or None for all.
        text: a reference, or words of the title; "" for all.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    rows = cases_visible_to(actor, now)
    if state is not None:
        rows = rows.filter(state=state)
    if words := text.strip()[:60]:
        rows = rows.filter(reference__iexact=words) | rows.filter(title__icontains=words)
    return tuple(case_line(row) for row in rows.order_by("-opened_at", "-id")[:PAGE_MAXIMUM])


def case_file(actor: Actor, case_id: UUID, now: datetime) -> CaseFile:
    """Return everything in one case file. The service `read_case` records that it was read.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
        NoSuchCase: missing or hidden.
    """
    row = cases_visible_to(actor, now).filter(pk=case_id).first()
    if row is None:
        raise NoSuchCase(str(case_id))
    entries = list(row.entries.order_by("at", "id")[:ENTRIES_MAXIMUM])
    tasks = list(row.tasks.order_by("created_at", "id")[:TASKS_MAXIMUM])
    requests = row.requests.filter(permissions.seen_by(actor, now)).order_by("created_at", "id")
    linked = list(requests.prefetch_related("addressees")[:PAGE_MAXIMUM])
    letters = letters_shown(
        Letter.objects.filter(request__in=linked).order_by("-at", "-id"), at_desk=actor.at_desk
    )[:LETTERS_MAXIMUM]
    transfers = Transfer.objects.filter(subject=case_id, subject_kind=Subject.CASE)
    lines = [
        *_opening(row),
        *map(_entry_line, entries),
        *(line for task in tasks for line in _task_lines(task)),
        *map(_letter_line, letters),
        *map(_transfer_line, transfers),
    ]
    return CaseFile(
        line=case_line(row),
        opened_by=row.opened_by,
        closing_words=row.closing_words,
        parties=tuple(_party(one) for one in entries if one.kind == EntryKind.PARTY),
        tasks=tuple(task_facts(one) for one in tasks),
        notes=tuple(
            NoteFacts(one.id, one.words, one.at, one.by)
            for one in entries
            if one.kind == EntryKind.NOTE
        ),
        related=tuple(_related(one) for one in entries if one.kind == EntryKind.RELATED),
        requests=tuple(shown_to(actor, one) for one in linked),
        timeline=tuple(sorted(lines, key=lambda line: line.at)),
    )


def may_relate(actor: Actor, kind: RelatedKind, reference: UUID, now: datetime) -> bool:
    """Return whether a thing is there for this actor, so that a case file may point to it.

    Args:
        actor: who looks.
        kind: what it is; hits lie above this room and pass: their door asks.
        reference: its id.
        now: the present moment.
    """
    if kind is RelatedKind.RECORD:
        return bool(records.seen_among(actor, [reference]))
    if kind is RelatedKind.REQUEST:
        return visible_to(actor, now).filter(pk=reference).exists()
    if kind is RelatedKind.CASE:
        return cases_visible_to(actor, now).filter(pk=reference).exists()
    if kind is RelatedKind.MESSAGE:
        reads = actor.may(Permission.MESSAGE_READ)
        return reads and exchange.visible_to(actor).filter(jti=reference).exists()
    return True


def case_line(row: Case) -> CaseLine:
    """Return a row as a line of a list."""
    return CaseLine(
        id=row.id,
        desk=row.desk,
        reference=row.reference,
        title=row.title,
        state=CaseState(row.state),
        holder_organisation=row.holder_organisation,
        holder_person=row.holder_person,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )


def _party(row: CaseEntry) -> PartyFacts:
    return PartyFacts(row.id, row.role, row.reference, row.words, row.at, row.by)


def _related(row: CaseEntry) -> RelatedFacts:
    kind = RelatedKind(row.role)
    return RelatedFacts(row.id, kind, UUID(row.reference), row.words, row.at, row.by)


def _opening(row: Case) -> Iterator[TimelineLine]:
    yield TimelineLine(row.opened_at, "opened", row.opened_by, row.title, "", None)
    if row.closed_at is not None:
        yield TimelineLine(row.closed_at, "closed", "", row.closing_words, "", None)


def _entry_line(row: CaseEntry) -> TimelineLine:
    related = row.kind == EntryKind.RELATED
    words = row.words if related or row.kind == EntryKind.NOTE else row.reference
    reference = UUID(row.reference) if related else None
    return TimelineLine(row.at, row.kind, row.by, words, row.role, reference)


def _task_lines(row: Task) -> Iterator[TimelineLine]:
    yield TimelineLine(row.created_at, "task", row.created_by, row.words, "", row.id)
    if row.done_at is not None:
        state = str(row.state)
        yield TimelineLine(row.done_at, "task_done", row.done_by, row.words, state, row.id)


def _letter_line(row: Letter) -> TimelineLine:
    return TimelineLine(row.at, "letter", row.by, row.words, row.kind, row.request_id)


def _transfer_line(row: Transfer) -> TimelineLine:
    return TimelineLine(
        row.offered_at, "transfer", row.offered_by_name, row.words, row.state, row.id
    )
