"""Hits, answers and alerts for those who look."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from liaison.queries.states import (
    Action,
    AlertState,
    HitState,
    NoMatchReason,
    Outcome,
    StepKind,
    Urgency,
    Verb,
    Verdict,
)
from liaison.queries.types.asked import Evidence, FieldComparison, Ground, Question, SourceFacts
from liaison.records.states import RecordKind
from liaison.records.types import Fields
from liaison.rules.processing import Purpose


@dataclass(frozen=True, slots=True)
class HitFacts:
    """One hit in a list.

    Attributes:
        id: the hit.
        state: where it stands.
        number: what is in hand: a number, or a name.
        issuing_state: of the document in hand, or "".
        kind: of the record.
        by_name_only: whether no number speaks for it.
        score: from 0 to 1.
        asked_at: bureau that offered it while we waited, or "".
        fetched: whether the record is here as a whole.
        owner: bureau that owns the record.
        organisation: where the check was made.
        desk: the tenant it was asked under; "" for the bureau itself.
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
    kind: RecordKind
    by_name_only: bool
    score: float
    asked_at: str
    fetched: bool
    owner: str
    organisation: str
    desk: str
    case_reference: str
    created_at: datetime
    due_at: datetime | None
    emergency: bool
    withdrawn_at: datetime | None
    record: Fields | None


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
        sources: what became of the question at each bureau asked abroad.
    """

    check_id: UUID
    question: Question
    verdict: Verdict
    hits: tuple[HitFacts, ...]
    reasons: tuple[NoMatchReason, ...]
    elsewhere: tuple[str, ...]
    sources: tuple[SourceFacts, ...] = ()


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
        options: every verb, with whether it may be done now; none for whoever only looks on.
        actions: what may be done now, without an emergency.
        emergencies: what may be done now in a documented emergency only.
        steps: the timeline, oldest first.
        reasons: why the record was offered: the score as a sum.
        identity_evidence: what showed that this is the person, or "".
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
    reasons: tuple[Ground, ...] = ()
    identity_evidence: str = ""


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
class AlertFacts:
    """One meeting with a discreet record of ours, for its owner's desk.

    Attributes:
        id: the alert.
        state: new, or seen.
        record_id: the record that was met.
        kind: of the record.
        label: short words that name it.
        asker: bureau that asked; our own id for a post of our own.
        place: organisation where it was asked; only known of our own posts.
        purpose: why they asked.
        case_reference: what for; only known of our own posts.
        in_hand: what they had in hand.
        score: from 0 to 1.
        by_name_only: whether no number speaks for it.
        at: when they asked.
        seen_at: when somebody here looked, or None.
        seen_by: who.
    """

    id: UUID
    state: AlertState
    record_id: UUID
    kind: RecordKind
    label: str
    asker: str
    place: str
    purpose: str
    case_reference: str
    in_hand: str
    score: float
    by_name_only: bool
    at: datetime
    seen_at: datetime | None
    seen_by: str
