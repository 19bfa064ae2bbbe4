"""Records as values: what one says, what was read from a file, what an import did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from liaison.records.states import (
    CopyState,
    DocumentType,
    Fraud,
    HandlingCode,
    Held,
    RecordKind,
    RecordState,
    WithdrawalReason,
)

# the plain form of a record: texts, lists of texts, lists of objects of texts
Item = str | Mapping[str, str]
Value = str | Sequence[Item]
Fields = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class DocumentFields:
    """What the owner says about a document. No field is about a person.

    The fields are those of the international register of stolen and lost travel documents:
    four that every record has, and seven that are wished for.

    Attributes:
        number: in the plain form of `lib.ids.numbers`.
        issuing_state: ICAO Doc 9303-3 code.
        document_type: kind of paper.
        fraud: why it must not be accepted.
        reporting_state: where the theft was reported, or "".
        issued_on: date of issue; never of a blank.
        expires_on: date of expiry; never of a blank.
        stolen_on: date of theft or loss.
        review_on: when the owner must justify the record again; None only before it is stored.
        national_reference: the owner's own reference, or "".
        additional_information: words for the officer who finds it, or "".
    """

    number: str
    issuing_state: str
    document_type: DocumentType
    fraud: Fraud
    reporting_state: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    stolen_on: date | None = None
    review_on: date | None = None
    national_reference: str = ""
    additional_information: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody says about a person or a thing, before it is a record.

    Attributes:
        kind: what it is about.
        fields: in their plain form.
        natural_key: what makes two records of one owner the same thing.
        national_reference: the owner's own reference, or "".
        retention_until: the last day it may be kept; None leaves what was decided, or the policy.
        handling_code: None leaves what was decided, or the lowest.
        discreet: whether a match is told to its owner only; None leaves what was decided.
    """

    kind: RecordKind
    fields: Fields
    natural_key: str
    national_reference: str = ""
    retention_until: date | None = None
    handling_code: HandlingCode | None = None
    discreet: bool | None = None


@dataclass(frozen=True, slots=True)
class WireRecord:
    """One record as it travels in a message of kind `records.distribute`.

    Attributes:
        record_id: the id every bureau knows the record by, together with its owner.
        owner: id of the bureau that owns it.
        kind: what it is about.
        version: 1 for the first, one more with every change.
        fields: in their plain form, as a canonical text.
        national_reference: the owner's own reference, or "".
        handling_code: how carefully it is to be handled.
        discreet: whether a match is told to its owner only.
        retention_until: the last day any copy may be kept.
    """

    record_id: UUID
    owner: str
    kind: RecordKind
    version: int
    fields: str
    national_reference: str
    handling_code: HandlingCode
    discreet: bool
    retention_until: date


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
class DocumentFile:
    """Everything this node knows about one travel document.

    Attributes:
        document: the record.
        withdrawal_note: the owner's words, never sent abroad.
        recipients: the distribution list, in alphabetical order.
        copies: the copy register, in the same order.
    """

    document: DocumentFacts
    withdrawal_note: str
    recipients: tuple[str, ...]
    copies: tuple[CopyFacts, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One page of a list.

    Attributes:
        documents: newest first.
        page: its number, from 1.
        pages: how many there are, at least 1.
        total: how many documents match.
    """

    documents: tuple[DocumentFacts, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One line of a file that says a document in full.

    Attributes:
        line: its number in the file; the header is line 1.
        fields: what it says.
    """

    line: int
    fields: DocumentFields


@dataclass(frozen=True, slots=True)
class ParsedRecord:
    """One line of a file that says a record of any kind in full.

    Attributes:
        line: its number in the file; the header is line 1.
        draft: what it says.
    """

    line: int
    draft: Draft


@dataclass(frozen=True, slots=True)
class Reject:
    """One line of a file that was not taken, and why.

    Attributes:
        line: its number in the file.
        column: where the trouble is, or "" for the whole line.
        value: what was read there, shortened and made safe to print.
        reason: what to do about it.
    """

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        created: new records.
        changed: records with a new version.
        unchanged: lines that said what was known.
        messages: messages queued.
        rejects: lines not taken, in the order of the file.
    """

    created: int
    changed: int
    unchanged: int
    messages: int
    rejects: tuple[Reject, ...]
