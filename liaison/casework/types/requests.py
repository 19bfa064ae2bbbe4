"""Requests as values: what an officer writes, what a list shows, what a page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from liaison.casework.states import AddresseeState, ClockState, Direction, Queue, Result, State
from liaison.casework.words import (
    ApprovalStanding,
    ConcernedKind,
    CrimeArea,
    FindingKind,
    LetterKind,
    PauseReason,
    Role,
    Tick,
    Urgency,
)
from liaison.lib.calendar.periods import Duration
from liaison.rules.processing import HandlingCode, Purpose

# a text, or rows of texts: names with their script, documents with number, State and type
Field: TypeAlias = "str | tuple[Mapping[str, str], ...]"


@dataclass(frozen=True, slots=True)
class ConcernedFields:
    """One person, document, vehicle or thing a request is about; see `concerned.FIELDS`.

    Attributes:
        kind: what it is.
        fields: name of a field to its text; only those that say something.
    """

    kind: ConcernedKind
    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer writes: who, what, why, under which law, how soon, about whom, to whom.

    Attributes:
        subject: one line.
        asked: what the other bureau shall do.
        facts: the offences, with dates.
        link: what connects the crime with those concerned.
        purpose: from the closed list.
        legal_basis: the rule that allows the request.
        urgency: in the words of a message.
        clock: name of the class of the clock, resources/policy/clocks.toml.
        crime_area: for routing and statistics.
        handling_code: how confidential.
        to: addresses that shall act: ids of desks, `region:...`, `all`, and `-id` to leave out.
        info: addresses that get a copy for information.
        concerned: what it is about.
        files: ids of files.
    """

    subject: str
    asked: str
    facts: str = ""
    link: str = ""
    purpose: Purpose = Purpose.INFORMATION
    legal_basis: str = ""
    urgency: Urgency = Urgency.NORMAL
    clock: str = ""
    crime_area: CrimeArea = CrimeArea.OTHER
    handling_code: HandlingCode = HandlingCode.OFFICIAL_USE_ONLY
    to: tuple[str, ...] = ()
    info: tuple[str, ...] = ()
    concerned: tuple[ConcernedFields, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PointTicked:
    """One point of the intake checklist, as the reviewer answered it."""

    point: str
    tick: Tick
    note: str = ""


@dataclass(frozen=True, slots=True)
class PauseFacts:
    """A time during which nobody here could act; without an end while it lasts."""

    started_at: datetime
    ended_at: datetime | None
    reason: PauseReason


@dataclass(frozen=True, slots=True)
class ExtensionFacts:
    """More time: when it was given, how much, why, by whom."""

    at: datetime
    by: Duration
    reason: str
    given_by: str


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """Where the clock of a request stands.

    Attributes:
        clock: name of its class.
        state: see `states.ClockState`.
        started_at: when it began.
        warn_at: when somebody is reminded.
        due_at: when it ends; while it stands still, when it would have.
        paused_at: since when it stands still, or None.
        pauses: all of them, the one that lasts included.
        extensions: all of them.
        overdue_at: when it was found to have run out, or None.
        escalated_at: when it was put to somebody higher, or None.
        escalated_to: the role it was put to, or "".
        stopped_at: when it was answered, or None.
    """

    clock: str
    state: ClockState
    started_at: datetime
    warn_at: datetime
    due_at: datetime
    paused_at: datetime | None
    pauses: tuple[PauseFacts, ...]
    extensions: tuple[ExtensionFacts, ...]
    overdue_at: datetime | None
    escalated_at: datetime | None
    escalated_to: str
    stopped_at: datetime | None


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request in a list.

    Attributes:
        id: row id on this node.
        direction: `out` we ask, `in` we are asked.
        desk: whose request it is here.
        our_reference: at this desk.
        their_reference: at the other desk; of an outgoing one the first that is known.
        partners: incoming: the desk that asks; outgoing: those asked, as addressed before it is
            sent and by name after.
        subject: one line.
        state: where it stands.
        result: how it was answered, or None.
        urgency: in the words of a message.
        clock: class of its clock.
        clock_state: or None while no clock runs.
        due_at: when the clock ends; None before it has one.
        queue: where on the desk it lies.
        holder_organisation: who is responsible; without a person: in that pool.
        holder_person: id of the person, or "".
        asking_unit: who asks; for an incoming one as the other desk names it.
        assigned_unit: whose turn it is below the desk, or "".
        handling_code: how confidential.
        crime_area: what kind of crime.
        created_at: when it was drafted, or arrived.
        is_open: whether anybody here has something left to do.
    """

    id: UUID
    direction: Direction
    desk: str
    our_reference: str
    their_reference: str
    partners: tuple[str, ...]
    subject: str
    state: State
    result: Result | None
    urgency: Urgency
    clock: str
    clock_state: ClockState | None
    due_at: datetime | None
    queue: Queue
    holder_organisation: str
    holder_person: str
    asking_unit: str
    assigned_unit: str
    handling_code: HandlingCode
    crime_area: CrimeArea
    created_at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One page of a list.

    Attributes:
        lines: by the clock, those that end first on top.
        cursor: what to ask the next page with; "" on the last.
        queue: the list it belongs to.
    """

    lines: tuple[RequestLine, ...]
    cursor: str
    queue: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many, up to a bound: beyond it a page says "999+"."""

    number: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class AddresseeFacts:
    """How things stand with one desk that was asked."""

    desk: str
    role: Role
    state: AddresseeState
    their_reference: str
    result: Result | None
    answered_at: datetime | None
    message: UUID | None


@dataclass(frozen=True, slots=True)
class ApprovalShown:
    """An officer's approval by passkey beside a letter.

    Attributes:
        bureau: that vouches for the officer.
        officer: a pseudonym, or "" when it does not hold.
        role: by its name at that bureau, or "".
        refused: which check failed, or "": it holds.
    """

    bureau: str
    officer: str
    role: str
    refused: str


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """One entry of a thread.

    Attributes:
        id: row id.
        kind: what it says.
        direction: `out`, `in`, or `internal`: never leaves.
        desk: the other desk; "" for all addressees and for what stays.
        at: when it was said.
        by: name of who said it; for a letter from abroad the desk.
        words: the text.
        result: of an answer or a closing, or "".
        partial: whether more will come.
        grounds: of a refusal, see `intake.GROUNDS`; or "".
        files: ids.
        checklist: of a review: point to (tick, note).
        message: id of the message that carried it, for its receipts; or None.
        released_at: when the unit that asked could read it; None: not yet.
        approval: of an officer, or None.
    """

    id: UUID
    kind: LetterKind
    direction: Direction
    desk: str
    at: datetime
    by: str
    words: str
    result: str
    partial: bool
    grounds: str
    files: tuple[str, ...]
    checklist: Mapping[str, tuple[str, str]]
    message: UUID | None
    released_at: datetime | None
    approval: ApprovalShown | None = None


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """Something held here that a thing concerned may be; for the desk only.

    Attributes:
        id: row id.
        concerned: position of the thing concerned.
        kind: found in a record, or in another request.
        reference: id of that record or request.
        score: from 0 to 1.
        explanation: why, as labelled texts.
        at: when it was found.
        discreet: whether nobody else may know that this record was met.
    """

    id: UUID
    concerned: int
    kind: FindingKind
    reference: UUID
    score: float
    explanation: tuple[str, ...]
    at: datetime
    discreet: bool = False


@dataclass(frozen=True, slots=True)
class RequestFile:
    """Everything about one request that this actor may see.

    Attributes:
        line: as in a list.
        asked: what shall be done.
        facts: the offences.
        link: between crime and those concerned.
        purpose: from the closed list.
        legal_basis: the rule named.
        to: addresses as written; empty for an incoming one.
        info: as written.
        files: ids.
        concerned: what it is about, in order.
        addressees: once it was sent.
        letters: the thread, oldest first; a unit sees what was released to it.
        findings: for the desk; a unit gets none.
        clock: or None.
        asking_officer: id of the person; of an incoming one "".
        asking_officer_name: as known.
        drafted_by: id of the person.
        reviewed_by: id of the person, or "".
        case_id: the case file it belongs to, or None.
        case_reference: its reference, or "".
        origin: the id both desks know it by.
        message: id of the message that carried it, or None.
        verbs: what this actor may do with it now, names of the services.
        drafted: texts that wait to be sent or to be sent anew, by the step that sends them.
        approval: whether it may leave without an officer's approval; of ours only.
    """

    line: RequestLine
    asked: str
    facts: str
    link: str
    purpose: Purpose
    legal_basis: str
    to: tuple[str, ...]
    info: tuple[str, ...]
    files: tuple[str, ...]
    concerned: tuple[ConcernedFields, ...]
    addressees: tuple[AddresseeFacts, ...]
    letters: tuple[LetterFacts, ...]
    findings: tuple[FindingFacts, ...]
    clock: ClockFacts | None
    asking_officer: str
    asking_officer_name: str
    drafted_by: str
    reviewed_by: str
    case_id: UUID | None
    case_reference: str
    origin: UUID
    message: UUID | None
    verbs: frozenset[str] = field(default_factory=frozenset)
    drafted: Mapping[str, LetterFacts] = field(default_factory=dict)
    approval: ApprovalStanding = ApprovalStanding.FREE


@dataclass(frozen=True, slots=True)
class AnswerText:
    """What an answer says.

    Attributes:
        result: information, nothing known, refused.
        words: the text.
        partial: whether more will come; only with information.
        grounds: of a refusal, a name in `intake.GROUNDS`.
        files: ids.
    """

    result: Result
    words: str
    partial: bool = False
    grounds: str = ""
    files: tuple[str, ...] = ()
