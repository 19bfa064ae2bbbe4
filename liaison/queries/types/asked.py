"""What is asked, what was found, and how the two compare."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from liaison.exchange.states import AskMark
from liaison.lib.ids.dates import PartialDate
from liaison.lib.ids.repairs import Repair
from liaison.queries.states import (
    Agreement,
    QuestionKind,
    Source,
)
from liaison.records.states import RecordKind
from liaison.records.types import Fields


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about one thing or person, and how it was read.

    What speaks of a person is kept with a check only when it found something.

    Attributes:
        source: a machine readable zone, a number, or words.
        number: in its plain form, or "".
        folded: the form in which look-alike numbers are equal: what is searched.
        issuing_state: ICAO code, of documents.
        kind: what it is about.
        name: of a person or a vessel as it was typed or read, in any script, or "".
        birth: date of birth, as far as known, or None.
        sex: M, F, X or "".
        nationality: ICAO code, or "".
        document_code: as the machine readable zone says, or "".
        expires_on: as the machine readable zone says, or None.
        expired: whether that day has passed.
        repairs: each character that was taken for another.
        unused_state: the State chosen beside a zone that names another, or "".
    """

    source: Source
    number: str = ""
    folded: str = ""
    issuing_state: str = ""
    kind: QuestionKind = QuestionKind.DOCUMENT
    name: str = ""
    birth: PartialDate | None = None
    sex: str = ""
    nationality: str = ""
    document_code: str = ""
    expires_on: date | None = None
    expired: bool = False
    repairs: tuple[Repair, ...] = ()
    unused_state: str = ""

    @property
    def in_hand(self) -> str:
        """What it is about, in a few characters: a number, or a name."""
        return self.number or self.name


@dataclass(frozen=True, slots=True)
class Ground:
    """One line of why a record was offered.

    Attributes:
        reason: what was compared: `number`, `name`, `birth`, `sex`, `nationality`, or `part` for
            one part of a name.
        finding: how the two stand to each other.
        asked: the value in hand.
        held: the value of the record.
        points: what it adds to the score, or takes from it.
    """

    reason: str
    finding: str
    asked: str
    held: str
    points: float


@dataclass(frozen=True, slots=True)
class Found:
    """One record that may be the one asked about, here or at another bureau.

    Attributes:
        reference: what this node calls the record; of a candidate abroad the handle it gave us.
        shared_id: the id all bureaus know it by; None until it was fetched.
        owner: bureau that owns it.
        kind: of the record.
        version: of its fields; 0 until it was fetched.
        fields: in their plain form; of a candidate abroad the least.
        score: from 0 to 1.
        by_name_only: whether no number speaks for it.
        reasons: why it is offered.
        asked_at: bureau that offered it over the line; "" when it is held here.
    """

    reference: UUID
    shared_id: UUID | None
    owner: str
    kind: RecordKind
    version: int
    fields: Fields
    score: float
    by_name_only: bool
    reasons: tuple[Ground, ...]
    asked_at: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is told to somebody who still types.

    Attributes:
        found: how many records may match.
        by_name_only: whether no number speaks for any of them.
        score: of the likeliest, from 0 to 1.
    """

    found: int
    by_name_only: bool
    score: float


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
class SourceFacts:
    """What became of a question at one bureau asked while the officer waited.

    Attributes:
        organisation: id of the bureau.
        mark: what became of it.
        candidates: how many it offered.
        milliseconds: how long it took.
    """

    organisation: str
    mark: AskMark
    candidates: int
    milliseconds: int
