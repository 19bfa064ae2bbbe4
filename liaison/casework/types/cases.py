"""Case files, tasks and transfers as values."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from liaison.casework.states import CaseState, TaskState, TransferState
from liaison.casework.types.requests import RequestLine
from liaison.casework.words import RelatedKind, Subject


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case file in a list."""

    id: UUID
    desk: str
    reference: str
    title: str
    state: CaseState
    holder_organisation: str
    holder_person: str
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """An organisation or a person in a role."""

    id: UUID
    role: str
    name: str
    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A note: it never leaves."""

    id: UUID
    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class RelatedFacts:
    """A thing in another room that belongs to the case."""

    id: UUID
    kind: RelatedKind
    reference: UUID
    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """Something somebody has to do.

    Attributes:
        id: row id.
        desk: whose task it is.
        words: what.
        holder_organisation: who is responsible.
        holder_person: id of the person, or "": the pool.
        role: the role that shall do it, or "".
        state: open, done, dropped.
        due_at: until when, or None.
        created_at: when.
        created_by: name.
        done_at: when, or None.
        done_by: name, or "".
        case_id: the case it belongs to, or None.
        request_id: the request it is about, or None.
    """

    id: UUID
    desk: str
    words: str
    holder_organisation: str
    holder_person: str
    role: str
    state: TaskState
    due_at: datetime | None
    created_at: datetime
    created_by: str
    done_at: datetime | None
    done_by: str
    case_id: UUID | None
    request_id: UUID | None


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line of a case's timeline.

    Attributes:
        at: when.
        kind: `opened`, `letter`, `task`, `task_done`, `note`, `party`, `related`, `transfer`,
            `closed`.
        by: who.
        words: what, in words of the row.
        detail: a letter's kind, a transfer's state, or "".
        reference: id of the request, task or thing, or None.
    """

    at: datetime
    kind: str
    by: str
    words: str
    detail: str
    reference: UUID | None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything in one case file."""

    line: CaseLine
    opened_by: str
    closing_words: str
    parties: tuple[PartyFacts, ...]
    tasks: tuple[TaskFacts, ...]
    notes: tuple[NoteFacts, ...]
    related: tuple[RelatedFacts, ...]
    requests: tuple[RequestLine, ...]
    timeline: tuple[TimelineLine, ...]


@dataclass(frozen=True, slots=True)
class TransferFacts:
    """An offer to take something over.

    Attributes:
        id: row id.
        subject_kind: request, case, task, shift.
        subject: id of it.
        reference: its reference, or what it is in words.
        from_organisation: who is responsible until it is accepted.
        from_person: id, or "".
        to_organisation: to whom it is offered.
        to_person: id, or "": anybody there.
        words: the note.
        items: of a shift: how many things are handed over.
        state: see `states.TransferState`.
        offered_at: when.
        offered_by_name: who.
        lapses_at: until when it can be accepted.
        decided_at: when, or None.
        decided_by_name: who, or "".
        reason: of a declined one.
    """

    id: UUID
    subject_kind: Subject
    subject: UUID
    reference: str
    from_organisation: str
    from_person: str
    to_organisation: str
    to_person: str
    words: str
    items: tuple[tuple[str, UUID], ...]
    state: TransferState
    offered_at: datetime
    offered_by_name: str
    lapses_at: datetime
    decided_at: datetime | None
    decided_by_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShiftFacts:
    """What a shift would hand over now.

    Attributes:
        held: requests held by the people of the shift, by the clock.
        tasks: open tasks they hold.
        pool: how many open requests lie in the pool, up to `limits.COUNT_MAXIMUM`.
        overdue: how many open requests are overdue, up to the same.
    """

    held: tuple[RequestLine, ...]
    tasks: tuple[TaskFacts, ...]
    pool: int
    overdue: int
