"""Hits: what a check found. A machine reads them; only an officer compares, asks and acts."""

import enum
from datetime import datetime
from uuid import UUID

from ninja import Router
from pydantic import Field

from liaison.api.agencies import cursors
from liaison.api.agencies.check_shapes import HitTold, QuestionTold, hit_told
from liaison.api.agencies.operations import operation
from liaison.api.agencies.request import AgencyRequest
from liaison.api.agencies.shapes import Cursor, Limit, Told
from liaison.exchange.errors import UnknownBureau
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Permission
from liaison.queries import services
from liaison.queries.errors import NoSuchHit, NotFetched
from liaison.queries.states import Action, Agreement, Outcome, StepKind, Urgency, Verb
from liaison.queries.types import HitFile
from liaison.rules.processing import Purpose

ROUTER = Router(tags=["Hits"])
LIST = "hits"


class Show(enum.StrEnum):
    """Which hits a list shows."""

    OPEN = "open"
    ALL = "all"


class Ground(Told):
    """One line of why a record was offered."""

    reason: str
    finding: str
    asked: str
    held: str
    points: float


class Comparison(Told):
    """One field of the document in hand beside the record."""

    field: str
    in_hand: str
    on_record: str
    agreement: Agreement


class OwnersAnswer(Told):
    """What the owner said."""

    valid: bool
    at: datetime
    instructions: str
    restrictions: str


class Step(Told):
    """One line of the timeline."""

    kind: StepKind
    at: datetime
    by: str
    note: str


class HitFileTold(Told):
    """Everything about one hit."""

    hit: HitTold
    question: QuestionTold
    purpose: Purpose
    record_id: UUID
    reasons: list[Ground] = Field(description="Why the record was offered: the score as a sum.")
    comparison: list[Comparison]
    same_document: bool | None
    comparison_note: str
    urgency: Urgency | None
    asked_at: datetime | None
    answer: OwnersAnswer | None
    action: Action | None
    outcome: Outcome | None
    may: list[Verb] = Field(description="What may be done now.")
    steps: list[Step]


class HitsTold(Told):
    """One page of hits, newest first."""

    hits: list[HitTold]
    next: str | None = Field(description="Cursor of the next page; null: this was the last.")


@operation(ROUTER, "GET", "/hits", permission=Permission.HIT_READ, refuses=(PermissionRefused,))
def list_hits(
    request: AgencyRequest,
    limit: Limit = cursors.LIMIT_USUAL,
    cursor: Cursor = "",
    show: Show = Show.OPEN,
) -> HitsTold:
    """List the hits of this organisation and of those below it, newest first."""
    name = f"{LIST}:{show}"
    last = cursors.read(name, request.auth, cursor)
    found = services.list_hits_before(
        request.auth,
        only_open=show is Show.OPEN,
        before=UUID(last) if last else None,
        limit=limit,
        now=request.now,
    )
    more = cursors.write(name, request.auth, str(found[-1].id)) if len(found) == limit else None
    return HitsTold(hits=[hit_told(one) for one in found], next=more)


@operation(
    ROUTER,
    "GET",
    "/hits/{uuid:hit_id}",
    permission=Permission.HIT_READ,
    refuses=(PermissionRefused, NoSuchHit),
)
def read_hit(request: AgencyRequest, hit_id: UUID) -> HitFileTold:
    """Read one hit with its comparison, its confirmation and its timeline."""
    return _told(services.read_hit(request.auth, hit_id=hit_id, now=request.now))


@operation(
    ROUTER,
    "POST",
    "/hits/{uuid:hit_id}/record",
    permission=Permission.CHECK_ABROAD,
    refuses=(PermissionRefused, NoSuchHit, NotFetched, UnknownBureau),
    one_transaction=False,
)
def fetch_record(request: AgencyRequest, hit_id: UUID) -> HitFileTold:
    """Fetch the whole record of a hit from the bureau that offered it; both sides log it.

    Fetching again changes nothing, also for a record that is held here.
    """
    services.fetch_record(request.auth, hit_id=hit_id, now=request.now)
    return _told(services.read_hit(request.auth, hit_id=hit_id, now=request.now))


def _told(found: HitFile) -> HitFileTold:
    return HitFileTold(
        hit=hit_told(found.facts),
        question=QuestionTold.model_validate(found.question),
        purpose=found.purpose,
        record_id=found.record_id,
        reasons=[Ground.model_validate(one) for one in found.reasons],
        comparison=[Comparison.model_validate(one) for one in found.comparison],
        same_document=found.same_document,
        comparison_note=found.comparison_note,
        urgency=found.urgency,
        asked_at=found.asked_at,
        answer=OwnersAnswer.model_validate(found.answer) if found.answer else None,
        action=found.action,
        outcome=found.outcome,
        may=[one.verb for one in found.options if one.allowed],
        steps=[Step.model_validate(one) for one in found.steps],
    )
