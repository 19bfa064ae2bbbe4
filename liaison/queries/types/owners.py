"""Questions to the owners of records, and what they say: rows and bodies of messages."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from liaison.queries.states import (
    Action,
    ConfirmationState,
    Outcome,
    Urgency,
)
from liaison.queries.types.asked import Evidence, Question
from liaison.records.types import RecordFacts


@dataclass(frozen=True, slots=True)
class ConfirmationFacts:
    """One question to us in a list.

    Attributes:
        id: row id on this node.
        state: where it stands.
        asker: bureau that asks; our own id for our own posts.
        number: what is in their hand: a number, or a name.
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
        evidence: the two numbers compared, of documents.
        in_hand: what they have in hand, as far as they told.
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
    record: RecordFacts
    version_asked: int
    evidence: Evidence | None
    in_hand: Question
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
    name: str = ""


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
