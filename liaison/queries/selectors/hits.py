"""The only ways to hold a hit. Every one asks who is holding it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from liaison.identity import selectors as identity
from liaison.identity.states import Authentication, Oversight
from liaison.identity.types import Actor
from liaison.lib.ids.repairs import Reason, Repair
from liaison.queries import permissions, policy
from liaison.queries.comparing import compare_fields
from liaison.queries.errors import NoSuchHit
from liaison.queries.models import Check, Hit
from liaison.queries.questionform import parse_birth, parse_reasons
from liaison.queries.states import (
    FINAL,
    WAITING,
    Action,
    HitState,
    Outcome,
    QuestionKind,
    Source,
    StepKind,
    Urgency,
)
from liaison.queries.types import (
    Evidence,
    Ground,
    HitFacts,
    HitFile,
    OwnerAnswer,
    Page,
    Question,
    Standing,
    StepFacts,
)
from liaison.records.states import RecordKind
from liaison.records.types import Fields
from liaison.rules.processing import Purpose

PAPERS = frozenset({RecordKind.TRAVEL_DOCUMENT, RecordKind.ADMINISTRATIVE_DOCUMENT})
# states in which an officer here has something to do
OPEN = [state.value for state in HitState if state not in FINAL]


def visible_to(actor: Actor) -> QuerySet[Hit]:
    """Return the hits this actor works on: of their organisation and of those addressed below it.

    A tenant's hits are the tenant's: nobody at the bureau works on them, nor the reverse.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
    """
    permissions.check_can_read(actor)
    return Hit.objects.filter(_own(actor))


def readable_by(actor: Actor, now: datetime) -> QuerySet[Hit]:
    """Return the hits this actor may read: those they work on, and what delegation shows.

    People at the bureau itself read a tenant's hits while a delegation in force says that they
    see all of its work. Headlines are lines of lists about requests; a hit has no such line: who
    knows that there is one knows that somebody was met.

    Args:
        actor: who looks; a machine reads its own only.
        now: the present moment: a delegation has an end.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
    """
    permissions.check_can_read(actor)
    wanted = _own(actor)
    if actor.authentication is not Authentication.MACHINE_KEY:
        seen = identity.desks_seen_by(actor, now=now, least=Oversight.ALL) - {actor.desk}
        wanted |= Q(desk__in=seen)
    return Hit.objects.filter(wanted)


def _own(actor: Actor) -> Q:
    place = Q(organisation=actor.organisation)
    desk = "" if actor.desk == actor.bureau else actor.desk
    below = Q(organisation__startswith=f"{actor.organisation}/")
    return Q(place | below, desk=desk)


def get_for_update(actor: Actor, hit_id: UUID) -> Hit:
    """Return one hit, locked until the end of the transaction.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
        NoSuchHit: for a missing hit and for a hidden one alike.
    """
    hit = visible_to(actor).select_for_update().filter(pk=hit_id).first()
    if hit is None:
        raise NoSuchHit(str(hit_id))
    return hit


def get(actor: Actor, hit_id: UUID) -> Hit:
    """Return one hit the actor works on, with its check and what the record said.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
        NoSuchHit: for a missing hit and for a hidden one alike.
    """
    found = visible_to(actor).select_related("origin", "snapshot").filter(pk=hit_id)
    hit = found.first()
    if hit is None:
        raise NoSuchHit(str(hit_id))
    return hit


def hits(actor: Actor, *, only_open: bool, page: int, now: datetime) -> Page:
    """Return one page of hits: those whose clock runs first, then the newest.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
    """
    found = readable_by(actor, now)
    if only_open:
        found = found.filter(state__in=OPEN)
    total = found.count()
    page = min(max(page, 1), max(1, -(-total // policy.PAGE)))
    waiting = [state.value for state in WAITING]
    running = Case(
        When(state__in=waiting, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    clock = Case(When(state__in=waiting, then="due_at"))
    rows = found.select_related("origin", "snapshot").order_by(running, clock, "-id")
    shown = rows[(page - 1) * policy.PAGE : page * policy.PAGE]
    return Page(tuple(facts_of(row) for row in shown), page, total)


def hits_before(
    actor: Actor, *, only_open: bool, before: UUID | None, limit: int
) -> tuple[HitFacts, ...]:
    """Return hits newest first, those behind a row: for systems that go through all of them.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
    """
    found = visible_to(actor)
    if only_open:
        found = found.filter(state__in=OPEN)
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = found.select_related("origin", "snapshot").order_by("-id")
    return tuple(facts_of(row) for row in rows[: min(limit, policy.LIMIT)])


def open_hits(actor: Actor) -> int:
    """Return how many hits wait for somebody here.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
    """
    return visible_to(actor).filter(state__in=OPEN).count()


def standing(actor: Actor, hit_id: UUID, *, now: datetime) -> Standing:
    """Return where a hit stands, and nothing it says: for a page that waits.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
        NoSuchHit: missing or hidden.
    """
    found = readable_by(actor, now).filter(pk=hit_id)
    hit = found.only("state", "due_at", "answered_at").first()
    if hit is None:
        raise NoSuchHit(str(hit_id))
    return Standing(HitState(hit.state), hit.due_at, answered=hit.answered_at is not None)


def hit_file(actor: Actor, hit_id: UUID, *, now: datetime) -> HitFile:
    """Return everything about one hit. Services record that it was read.

    Whoever only looks on, by delegation, is offered nothing to do.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
        NoSuchHit: missing or hidden.
    """
    found = readable_by(actor, now).select_related("origin", "snapshot").filter(pk=hit_id)
    hit = found.prefetch_related("steps").first()
    if hit is None:
        raise NoSuchHit(str(hit_id))
    own = (hit.desk or actor.bureau) == actor.desk
    facts, question = facts_of(hit), question_of(hit.origin, hit.created_at)
    record = facts.record
    return HitFile(
        facts=facts,
        question=question,
        purpose=Purpose(hit.origin.purpose),
        record_id=hit.record_id,
        evidence=_evidence(question, record) if facts.kind in PAPERS else None,
        comparison=compare_fields(question, facts.kind, record) if record else (),
        same_document=hit.same_document,
        comparison_note=hit.comparison_note,
        urgency=Urgency(hit.urgency) if hit.urgency else None,
        asked_at=hit.asked_at,
        message=hit.question_message,
        answer=_answer_of(hit),
        action=Action(hit.action) if hit.action else None,
        emergency_reason=hit.emergency_reason,
        outcome=Outcome(hit.outcome) if hit.outcome else None,
        outcome_note=hit.outcome_note,
        options=policy.options(facts.state) if own else (),
        actions=policy.allowed_actions(facts.state) if own else (),
        emergencies=(
            policy.emergency_actions(facts.state, by_name_only=facts.by_name_only) if own else ()
        ),
        steps=tuple(
            StepFacts(StepKind(step.kind), step.at, step.by, step.note) for step in hit.steps.all()
        ),
        reasons=_reasons_of(hit),
        identity_evidence=hit.identity_evidence,
    )


def facts_of(hit: Hit) -> HitFacts:
    """Return a row as a value; its check and snapshot should come with it."""
    return HitFacts(
        id=hit.id,
        state=HitState(hit.state),
        number=hit.origin.number or hit.origin.name,
        issuing_state=hit.origin.issuing_state,
        kind=RecordKind(hit.kind),
        by_name_only=hit.by_name_only,
        score=hit.score,
        asked_at=hit.asked_at_bureau,
        fetched=not hit.asked_at_bureau or hit.fetched_at is not None,
        owner=hit.record_owner,
        organisation=hit.organisation,
        desk=hit.desk,
        case_reference=hit.origin.case_reference,
        created_at=hit.created_at,
        due_at=hit.due_at,
        emergency=bool(hit.emergency_reason),
        withdrawn_at=hit.withdrawn_at,
        record=_record_of(hit),
    )


def question_of(check: Check, at: datetime) -> Question:
    """Return the question of a check as it was asked."""
    return Question(
        source=Source(check.source),
        number=check.number,
        folded=check.number_folded,
        issuing_state=check.issuing_state,
        kind=QuestionKind(check.kind),
        name=check.name,
        birth=parse_birth(check.birth),
        sex=check.sex,
        nationality=check.nationality,
        document_code=check.document_code,
        expires_on=check.expires_on,
        expired=check.expires_on is not None and check.expires_on < at.date(),
        repairs=tuple(
            Repair(field, position, read, taken, Reason(reason))
            for field, position, read, taken, reason in check.repairs
        ),
        unused_state=check.unused_state,
    )


def _record_of(hit: Hit) -> Fields | None:
    """Return what the record said, without what it did not say: older rows hold empty texts."""
    snapshot = getattr(hit, "snapshot", None)
    if snapshot is None:
        return None
    return {name: value for name, value in snapshot.fields.items() if value}


def _reasons_of(hit: Hit) -> tuple[Ground, ...]:
    snapshot = getattr(hit, "snapshot", None)
    return parse_reasons(snapshot.reasons) if snapshot else ()


def _evidence(question: Question, record: Fields | None) -> Evidence | None:
    if record is None or "number" not in record:
        return None
    return policy.explain(question.number, str(record["number"]))


def _answer_of(hit: Hit) -> OwnerAnswer | None:
    if hit.answered_at is None:
        return None
    return OwnerAnswer(
        valid=bool(hit.answer_valid),
        at=hit.answered_at,
        instructions=hit.instructions,
        restrictions=hit.restrictions,
    )
