"""What is stored: records, copies, notes, corrections, earlier versions."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from liaison.records.states import (
    CopyState,
    CorrectionState,
    Held,
    RecordKind,
    RecordState,
    WithdrawalReason,
)
from liaison.records.types.said import DocumentFields, Fields
from liaison.rules.processing import HandlingCode


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """One stored record, for those who look.

    Attributes:
        id: what this node calls it; for records of our own the same as `record_id`.
        record_id: the id every bureau knows the record by, together with its owner.
        owner: id of the bureau that owns it.
        kind: what it is about.
        fields: in their plain form.
        label: short words that name it in a list.
        national_reference: the owner's own reference, or "".
        handling_code: how carefully it is to be handled.
        discreet: whether a match is told to its owner only.
        review_on: from when it is due for re-examination.
        retention_until: the last day it may be kept.
        version: of the fields.
        state: active, or withdrawn (our own only).
        held: our own or a copy.
        received_in: id of the message that brought this version of a copy.
        withdrawn_at: when the owner took it back.
        withdrawal_reason: why.
        created_at: when this node first stored it.
        changed_at: when this node last changed it.
        shredded_at: when what it said about a person was shredded here, after its withdrawal.
    """

    id: UUID
    record_id: UUID
    owner: str
    kind: RecordKind
    fields: Fields
    label: str
    national_reference: str
    handling_code: HandlingCode
    discreet: bool
    review_on: date
    retention_until: date
    version: int
    state: RecordState
    held: Held
    received_in: UUID | None
    withdrawn_at: datetime | None
    withdrawal_reason: WithdrawalReason | None
    created_at: datetime
    changed_at: datetime
    shredded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One stored travel document, for those who look.

    Attributes:
        id: what this node calls the record.
        record_id: the id every bureau knows the record by, together with its owner.
        owner: id of the bureau that owns it.
        fields: what it says.
        number_folded: the number with look-alike characters made equal.
        version: of the fields.
        state: active, or withdrawn (our own only).
        held: our own or a copy.
        received_in: id of the message that brought this version of a copy.
        withdrawn_at: when the owner took it back.
        withdrawal_reason: why.
        created_at: when this node first stored it.
        changed_at: when this node last changed it.
    """

    id: UUID
    record_id: UUID
    owner: str
    fields: DocumentFields
    number_folded: str
    version: int
    state: RecordState
    held: Held
    received_in: UUID | None
    withdrawn_at: datetime | None
    withdrawal_reason: WithdrawalReason | None
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """One line of the copy register: what one bureau holds of one of our documents.

    Attributes:
        organisation: id of the bureau.
        version: the version sent last.
        state: see `states.CopyState`.
        message: id of the message sent last.
        queued_at: when that version was queued.
        held_at: when its delivery was confirmed.
        recall_queued_at: when the withdrawal was queued.
        erased_at: when the bureau says it erased the copy.
        statement: the bureau's signed erasure statement, or "".
    """

    organisation: str
    version: int
    state: CopyState
    message: UUID
    queued_at: datetime
    held_at: datetime | None
    recall_queued_at: datetime | None
    erased_at: datetime | None
    statement: str


@dataclass(frozen=True, slots=True)
class AnnotationFacts:
    """What somebody noted about a record.

    Attributes:
        author: id of the bureau whose note it is.
        author_name: person of our own bureau, or "".
        text: the note.
        at: when it was written, or arrived.
        message: id of the message that carried it; None when it stayed here.
    """

    author: str
    author_name: str
    text: str
    at: datetime
    message: UUID | None


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """A correction asked of the owner.

    Attributes:
        id: for pages.
        record: what this node calls the record.
        kind: what the record is about.
        label: short words that name the record.
        owner: id of the bureau that decides.
        asked_by: id of the bureau that asks.
        asked_by_name: person of our own bureau, or "".
        version: of the record it speaks of.
        field: name of a field, or "" for the record as a whole.
        proposed: what the field should say.
        reason: why.
        state: see `states.CorrectionState`.
        asked_at: when.
        answered_at: when the owner decided.
        answer: the owner's reason, or "".
    """

    id: UUID
    record: UUID
    kind: RecordKind
    label: str
    owner: str
    asked_by: str
    asked_by_name: str
    version: int
    field: str
    proposed: str
    reason: str
    state: CorrectionState
    asked_at: datetime
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True)
class PastFacts:
    """What one of our own records said before it was changed.

    Attributes:
        version: its number.
        fields: in their plain form.
        until: when it was changed.
        changed_by: name of the person who changed it.
        reason: why, or "".
    """

    version: int
    fields: Fields
    until: datetime
    changed_by: str
    reason: str
