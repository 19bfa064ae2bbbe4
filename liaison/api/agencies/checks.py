"""Checks: is this on record? One question, or a hundred at once."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from ninja import Router
from pydantic import ConfigDict, Field, StringConstraints

from liaison.api.agencies import problems
from liaison.api.agencies.operations import Once, operation
from liaison.api.agencies.request import AgencyRequest
from liaison.api.agencies.shapes import Reference, Said, Told
from liaison.core.errors import Refusal
from liaison.exchange.errors import UnknownBureau
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Permission
from liaison.lib.ids.pasted import TEXT_MAXIMUM
from liaison.lib.ids.repairs import Reason
from liaison.queries import services
from liaison.queries.errors import QuestionRefused, TextRefused
from liaison.queries.question import parse_question
from liaison.queries.states import HitState, NoMatchReason, Purpose, Source, Verdict
from liaison.queries.types import Answer, HitFacts
from liaison.records.states import DocumentType, Fraud

ROUTER = Router(tags=["Checks"])
BATCH = 100
STATE_MAXIMUM = 10
EXAMPLE = {"subject": "travel_document", "text": "LX7310254", "issuing_state": "CHN"}


class TravelDocument(Said):
    """A passport or another travel document, as it was scanned or typed."""

    subject: Literal["travel_document"]
    text: Annotated[str, StringConstraints(min_length=1, max_length=TEXT_MAXIMUM)] = Field(
        description="The machine readable zone (both lines), or the document's number.",
        examples=["LX7310254"],
    )
    issuing_state: Annotated[str, StringConstraints(max_length=STATE_MAXIMUM)] = Field(
        default="",
        description="ICAO Doc 9303-3 code; needed with a number, not with a zone.",
        examples=["CHN"],
    )


class CheckAsked(Said):
    """A question, why it is asked, and for which case."""

    purpose: Purpose
    case_reference: Reference = Field(description="In the asker's own numbering.")
    question: TravelDocument = Field(examples=[EXAMPLE])


class BatchLine(Said):
    """One question of a batch."""

    reference: Reference = Field(description="Given back with its answer.")
    question: TravelDocument = Field(examples=[EXAMPLE])


class BatchAsked(Said):
    """Up to a hundred questions of one purpose and one case."""

    purpose: Purpose
    case_reference: Reference
    questions: Annotated[list[BatchLine], Field(min_length=1, max_length=BATCH)]


class RepairTold(Told):
    """A character that was taken for another in reading."""

    field: str
    position: int
    read: str
    taken: str
    reason: Reason


class QuestionTold(Told):
    """How the question was read. Nothing of the bearer is kept."""

    source: Source
    number: str
    issuing_state: str
    document_code: str
    expires_on: date | None
    expired: bool
    unused_state: str = Field(description="The State sent beside a zone that names another.")
    repairs: list[RepairTold]


class RecordTold(Told):
    """What the owner's record says of the document.

    A document may also stand in the record of a person; then nothing of the person is told here.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, from_attributes=True)

    number: str = ""
    issuing_state: str = ""
    document_type: DocumentType | None = None
    fraud: Fraud | None = None
    reporting_state: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    stolen_on: date | None = None
    national_reference: str = ""
    additional_information: str = ""


class HitTold(Told):
    """A possible match. It is compared and confirmed before anybody acts on it."""

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
    record: RecordTold | None = Field(description="Null once it was erased.")
    page: str = Field(description="Where an officer compares it and asks its owner to confirm.")


class CheckTold(Told):
    """What a check found. No match never means that a document is genuine: see `reasons`."""

    id: UUID
    verdict: Verdict
    question: QuestionTold
    hits: list[HitTold]
    reasons: list[NoMatchReason]
    elsewhere: list[str] = Field(description="Other States for which the number is on record.")


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


_MADE = {"record", "page"}
REFUSES = (PermissionRefused, QuestionRefused, TextRefused, UnknownBureau)


@operation(
    ROUTER,
    "POST",
    "/checks",
    permission=Permission.CHECK,
    refuses=REFUSES,
    once=Once.OFFERED,
)
def check(request: AgencyRequest, body: CheckAsked) -> CheckTold:
    """Ask whether a document is on record.

    Silent: nobody outside this bureau learns of it. Purpose and case reference are recorded with
    the question. Every match is only possible: compare, then ask its owner to confirm.
    """
    return _asked(request, body.question, purpose=body.purpose, reference=body.case_reference)


@operation(
    ROUTER,
    "POST",
    "/checks/batch",
    permission=Permission.CHECK,
    refuses=(PermissionRefused, TextRefused, UnknownBureau),
    once=Once.OFFERED,
)
@transaction.atomic
def check_batch(request: AgencyRequest, body: BatchAsked) -> BatchTold:
    """Ask up to a hundred questions at once.

    Each line is answered or refused for itself, in order. Each is a check of its own in the audit
    log.
    """
    return BatchTold(
        answers=[_line(request, body, place, line) for place, line in enumerate(body.questions)]
    )


def _line(request: AgencyRequest, body: BatchAsked, place: int, line: BatchLine) -> LineTold:
    try:
        found = _asked(request, line.question, purpose=body.purpose, reference=body.case_reference)
    except QuestionRefused as refusal:
        return LineTold(
            reference=line.reference, check=None, problem=_problem(refusal, f"questions/{place}/")
        )
    return LineTold(reference=line.reference, check=found, problem=None)


def _problem(refusal: Refusal, under: str) -> LineProblem:
    told = problems.problem(refusal, instance="", under=f"{under}question/")
    del told["instance"]
    return LineProblem.model_validate(told)


def _asked(
    request: AgencyRequest, said: TravelDocument, *, purpose: Purpose, reference: str
) -> CheckTold:
    question = parse_question(said.text, said.issuing_state, today=request.now.date())
    answer = services.check(
        request.auth,
        question=question,
        purpose=purpose,
        case_reference=reference,
        now=request.now,
    )
    return _told(answer)


def _told(answer: Answer) -> CheckTold:
    return CheckTold(
        id=answer.check_id,
        verdict=answer.verdict,
        question=QuestionTold.model_validate(answer.question, from_attributes=True),
        hits=[hit_told(hit) for hit in answer.hits],
        reasons=list(answer.reasons),
        elsewhere=list(answer.elsewhere),
    )


def hit_told(hit: HitFacts) -> HitTold:
    """Return a hit as it is told."""
    said = {name: getattr(hit, name) for name in HitTold.model_fields if name not in _MADE}
    record = RecordTold.model_validate(hit.record) if hit.record else None
    return HitTold(**said, record=record, page=reverse("hit", args=[hit.id]))
