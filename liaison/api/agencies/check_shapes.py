"""Bodies and answers of checks."""

from datetime import date, datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.urls import reverse
from pydantic import Field, StrictBool, StringConstraints, field_validator

from liaison.api.agencies.shapes import Reference, Said, Told
from liaison.exchange.states import AskMark
from liaison.lib.ids.pasted import TEXT_MAXIMUM
from liaison.lib.ids.repairs import Reason
from liaison.queries import policy
from liaison.queries.question import BIRTH_MAXIMUM
from liaison.queries.states import HitState, NoMatchReason, QuestionKind, Source, Verdict
from liaison.queries.types import Answer, HitFacts
from liaison.records.states import RecordKind
from liaison.rules.processing import Purpose

STATE_MAXIMUM: Final = 10
BUREAUS_MAXIMUM: Final = 20
ORGANISATION_MAXIMUM: Final = 120
EXAMPLE: Final = {"subject": "travel_document", "text": "LX7310254", "issuing_state": "CHN"}
Text = Annotated[str, StringConstraints(min_length=1, max_length=TEXT_MAXIMUM)]
State = Annotated[str, StringConstraints(max_length=STATE_MAXIMUM)]

# as the trust directory names them; what else it is, no log could show
BureauId = Annotated[
    str,
    StringConstraints(
        max_length=ORGANISATION_MAXIMUM,
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$",
    ),
]


class TravelDocument(Said):
    """A passport or another travel document, as it was scanned or typed."""

    subject: Literal["travel_document"]
    text: Text = Field(
        description="The machine readable zone (both lines), or the document's number.",
        examples=["LX7310254"],
    )
    issuing_state: State = Field(
        default="",
        description="ICAO Doc 9303-3 code; needed with a number, not with a zone.",
        examples=["CHN"],
    )


class PersonAsked(Said):
    """A person, by name. A match by name alone is never a ground to act."""

    subject: Literal["person"]
    text: Text = Field(description="The name, in any script.", examples=["张伟"])
    birth: Annotated[str, StringConstraints(max_length=BIRTH_MAXIMUM)] = Field(
        default="", description="1974, 1974-08 or 1974-08-12."
    )
    sex: Annotated[str, StringConstraints(max_length=1)] = Field(
        default="", description="M, F or X."
    )
    nationality: State = Field(default="", description="ICAO Doc 9303-3 code.")


class ThingAsked(Said):
    """A vehicle, a vessel, a firearm, or anything that has a number."""

    subject: Literal["vehicle", "vessel", "firearm", "number"]
    text: Text = Field(
        description="Vehicle identification number, plate, serial number; a vessel by name too.",
        examples=["1M8GDM9AXKP042788"],
    )


Asked = Annotated[TravelDocument | PersonAsked | ThingAsked, Field(discriminator="subject")]


class CheckAsked(Said):
    """A question, why it is asked, and for which case."""

    purpose: Purpose
    case_reference: Reference = Field(description="In the asker's own numbering.")
    question: Asked = Field(examples=[EXAMPLE])
    silent: StrictBool | None = Field(
        default=None,
        description="Owners of discreet records learn nothing of it; null: by the purpose.",
    )


class CheckAbroadAsked(CheckAsked):
    """A question that other bureaus are asked as well, while the officer waits."""

    bureaus: list[BureauId] = Field(
        min_length=1, max_length=BUREAUS_MAXIMUM, examples=[["lyon", "seoul"]]
    )


class BatchLine(Said):
    """One question of a batch."""

    reference: Reference = Field(description="Given back with its answer.")
    question: Asked = Field(examples=[EXAMPLE])


class BatchAsked(Said):
    """Up to a hundred questions of one purpose and one case."""

    purpose: Purpose
    case_reference: Reference
    questions: list[BatchLine] = Field(min_length=1, max_length=policy.BATCH_MOST)
    silent: StrictBool | None = None


class RepairTold(Told):
    """A character that was taken for another in reading."""

    field: str
    position: int
    read: str
    taken: str
    reason: Reason


class QuestionTold(Told):
    """How the question was read."""

    kind: QuestionKind
    source: Source
    number: str
    name: str
    birth: str
    sex: str
    nationality: str
    issuing_state: str
    document_code: str
    expires_on: date | None
    expired: bool
    unused_state: str = Field(description="The State sent beside a zone that names another.")
    repairs: list[RepairTold]

    @field_validator("birth", mode="before")
    @classmethod
    def _as_text(cls, found: object) -> str:
        return str(found) if found else ""


class HitTold(Told):
    """A possible match. It is compared and confirmed before anybody acts on it."""

    id: UUID
    state: HitState
    kind: RecordKind
    number: str = Field(description="What is in hand: a number, or a name.")
    issuing_state: str
    score: float = Field(description="From 0 to 1: how well it fits. No probability of guilt.")
    by_name_only: bool = Field(description="No number speaks for it: verify who it is first.")
    owner: str
    asked_at: str = Field(description="The bureau that offered it while you waited, or empty.")
    fetched: bool = Field(description="Whether the record is here as a whole.")
    organisation: str
    case_reference: str
    created_at: datetime
    due_at: datetime | None
    emergency: bool
    withdrawn_at: datetime | None
    record: dict[str, Any] | None = Field(
        description="What the owner's record says, by the fields of its kind; null once erased."
    )
    page: str = Field(description="Where an officer compares it and asks its owner to confirm.")


class SourceTold(Told):
    """What became of the question at one bureau."""

    organisation: str
    mark: AskMark
    candidates: int
    milliseconds: int


class CheckTold(Told):
    """What a check found. No match never means that a document is genuine: see `reasons`."""

    id: UUID
    verdict: Verdict
    question: QuestionTold
    hits: list[HitTold]
    reasons: list[NoMatchReason]
    elsewhere: list[str] = Field(description="Other States for which the number is on record.")
    sources: list[SourceTold] = Field(description="What became of it at each bureau asked.")


class LineProblem(Told):
    """Why one question of a batch was not asked: as a problem of RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[dict[str, str]] = Field(default_factory=list)


class LineTold(Told):
    """One line of a batch: an answer or a problem, never both."""

    reference: str
    check: CheckTold | None
    problem: LineProblem | None


class BatchTold(Told):
    """The answers, in the order of the questions."""

    answers: list[LineTold]


_MADE: Final = frozenset({"record", "page"})


def hit_told(hit: HitFacts) -> HitTold:
    """Return a hit as it is told."""
    said = {name: getattr(hit, name) for name in HitTold.model_fields if name not in _MADE}
    record = dict(hit.record) if hit.record is not None else None
    return HitTold(**said, record=record, page=reverse("hit", args=[hit.id]))


def check_told(answer: Answer) -> CheckTold:
    """Return what a check found as it is told."""
    return CheckTold(
        id=answer.check_id,
        verdict=answer.verdict,
        question=QuestionTold.model_validate(answer.question),
        hits=[hit_told(hit) for hit in answer.hits],
        reasons=list(answer.reasons),
        elsewhere=list(answer.elsewhere),
        sources=[SourceTold.model_validate(one) for one in answer.sources],
    )
