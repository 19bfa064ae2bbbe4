"""Questions, answers, hits and confirmations as values."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from liaison.lib.ids.repairs import Repair
from liaison.queries.states import (
    Action,
    Agreement,
    ConfirmationState,
    HitState,
    NoMatchReason,
    Outcome,
    Purpose,
    Source,
    StepKind,
    Urgency,
    Verb,
    Verdict,
)
from liaison.records.types import DocumentFacts, DocumentFields


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one document, and how it was read. Nothing of its bearer is kept.

    Attributes:
        source: the lines of a passport, or a number.
        number: in the plain form of `lib.ids.numbers`.
        folded: the form in which look-alike numbers are equal: what is searched.
        issuing_state: ICAO code.
        document_code: as the machine readable zone says, or "".
        expires_on: as the machine readable zone says, or None.
        expired: whether that day has passed.
        repairs: each character that was taken for another.
        unused_state: the State chosen beside a zone that names another, or "".
    """

    source: Source
    number: str
    folded: str
    issuing_state: str
    document_code: str = ""
    expires_on: date | None = None
    expired: bool = False
    repairs: tuple[Repair, ...] = ()
    unused_state: str = ""


@dataclass(frozen=True, slots=True)
class CharacterPair:
    """One place where two numbers that look alike differ.

    Attributes:
        position: counted from 1.
        in_hand: the character of the document in hand.
        on_record: the character of the record.
    """

    position: int
    in_hand: str
    on_record: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a record was offered: the two numbers compared.

    Attributes:
        in_hand: number of the document in hand.
        on_record: number of the record.
        pairs: where they differ; empty when they are the same.
    """

    in_hand: str
    on_record: str
    pairs: tuple[CharacterPair, ...]

    @property
    def exact(self) -> bool:
        """Whether the numbers are the same, character by character."""
        return not self.pairs


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """One line of the two columns: document in hand, record of the owner."""

    field: str
    in_hand: str
    on_record: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class HitFacts:
    """One hit in a list.

    Attributes:
        id: the hit.
        state: where it stands.
        number: of the document in hand.
        issuing_state: of the document in hand.
        owner: bureau that owns the record.
        organisation: where the check was made.
        case_reference: of the check.
        created_at: when it was found.
        due_at: until when the owner should answer, or None.
        emergency: whether an action was taken before the owner spoke.
        withdrawn_at: when the owner took the record back, or None.
        record: what the record said, or None once it was erased.
    """

    id: UUID
    state: HitState
    number: str
    issuing_state: str
    owner: str
    organisation: str
    case_reference: str
    created_at: datetime
    due_at: datetime | None
    emergency: bool
    withdrawn_at: datetime | None
    record: DocumentFields | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check found.

    Attributes:
        check_id: id of the check, as the audit log names it.
        question: what was asked, and how it was read.
        verdict: no match, or a possible one.
        hits: one for each matching record: all of them.
        reasons: why no match does not mean that the document is genuine.
        elsewhere: other States for which such a number is on record; the State may be mistyped.
    """

    check_id: UUID
    question: Question
    verdict: Verdict
    hits: tuple[HitFacts, ...]
    reasons: tuple[NoMatchReason, ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing an officer might do with a hit now.

    Attributes:
        verb: what.
        allowed: whether it may be done now.
        why_not: a word for the reason, or "".
    """

    verb: Verb
    allowed: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One line of a hit's timeline."""

    kind: StepKind
    at: datetime
    by: str
    note: str


@dataclass(frozen=True, slots=True)
class OwnerAnswer:
    """What the owner said.

    Attributes:
        valid: whether the record stands.
        at: when it arrived.
        instructions: what the owner asks for, or "".
        restrictions: what must not be done with the information, or "".
    """

    valid: bool
    at: datetime
    instructions: str
    restrictions: str


@dataclass(frozen=True, slots=True)
class HitFile:
    """Everything about one hit.

    Attributes:
        facts: the line of the list.
        question: the document in hand, and how it was read.
        purpose: of the check.
        record_id: id of the record, shared by all bureaus.
        evidence: why the record was offered; None once it was erased.
        comparison: the two columns; empty once the record was erased.
        same_document: what the officer decided, or None.
        comparison_note: in the officer's words.
        urgency: of the question to the owner, or None.
        asked_at: when the owner was asked, or None.
        message: id of the message that asked; None for our own records.
        answer: what the owner said, or None.
        action: what was done, or None.
        emergency_reason: why it was done before the owner spoke, or "".
        outcome: how it ended, or None.
        outcome_note: in the officer's words.
        options: every verb, with whether it may be done now.
        actions: what may be done now, without an emergency.
        emergencies: what may be done now in a documented emergency only.
        steps: the timeline, oldest first.
    """

    facts: HitFacts
    question: Question
    purpose: Purpose
    record_id: UUID
    evidence: Evidence | None
    comparison: tuple[FieldComparison, ...]
    same_document: bool | None
    comparison_note: str
    urgency: Urgency | None
    asked_at: datetime | None
    message: UUID | None
    answer: OwnerAnswer | None
    action: Action | None
    emergency_reason: str
    outcome: Outcome | None
    outcome_note: str
    options: tuple[Option, ...]
    actions: tuple[Action, ...]
    emergencies: tuple[Action, ...]
    steps: tuple[StepFacts, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of hits.

    Attributes:
        hits: those whose clock runs first, then the newest.
        page: its number, from 1.
        total: how many there are in all.
    """

    hits: tuple[HitFacts, ...]
    page: int
    total: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a hit stands, without anything it says: what a waiting page asks every two seconds."""

    state: HitState
    due_at: datetime | None
    answered: bool


@dataclass(frozen=True, slots=True)
class ConfirmationFacts:
    """One question to us in a list.

    Attributes:
        id: row id on this node.
        state: where it stands.
        asker: bureau that asks; our own id for our own posts.
        number: of the document in their hand.
        issuing_state: of the document in their hand.
        reference: their case reference.
        urgency: how soon.
        asked_at: when.
        due_at: until when.
    """

    id: UUID
    state: ConfirmationState
    asker: str
    number: str
    issuing_state: str
    reference: str
    urgency: Urgency
    asked_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class ConfirmationFile:
    """Everything about one question to us.

    Attributes:
        facts: the line of the list.
        purpose: why they asked, in their words.
        note: what they say.
        message: id of their message; None from our own posts.
        record: our record as it stands now.
        version_asked: the version their copy has.
        evidence: the two numbers compared.
        may_answer: whether an answer is still wanted.
        answered_by: name of the officer who answered, or "".
        answered_at: when, or None.
        instructions: what we asked for.
        restrictions: what we forbade.
        action: what they did, or None.
        emergency: whether they did it before we spoke.
        outcome: how it ended, or None.
        outcome_at: when they reported it, or None.
    """

    facts: ConfirmationFacts
    purpose: str
    note: str
    message: UUID | None
    record: DocumentFacts
    version_asked: int
    evidence: Evidence
    may_answer: bool
    answered_by: str
    answered_at: datetime | None
    instructions: str
    restrictions: str
    action: Action | None
    emergency: bool
    outcome: Outcome | None
    outcome_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """The body of `queries.confirmation_asked`."""

    hit_id: UUID
    record_id: UUID
    version: int
    number: str
    issuing_state: str
    reference: str
    urgency: Urgency
    due_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Given:
    """The body of `queries.confirmation_given`."""

    hit_id: UUID
    record_id: UUID
    valid: bool
    instructions: str
    restrictions: str


@dataclass(frozen=True, slots=True)
class Reported:
    """The body of `queries.outcome_reported`."""

    hit_id: UUID
    record_id: UUID
    action: Action
    emergency: bool
    outcome: Outcome
