"""The only ways to hold a hit or a confirmation. Every one asks who is holding it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from liaison.identity.types import Actor, Permission
from liaison.lib.ids.repairs import Reason, Repair
from liaison.queries import permissions, policy
from liaison.queries.errors import NoSuchConfirmation, NoSuchHit
from liaison.queries.models import Check, Confirmation, Hit
from liaison.queries.states import (
    FINAL,
    UNANSWERED,
    WAITING,
    Action,
    ConfirmationState,
    HitState,
    Outcome,
    Purpose,
    Source,
    StepKind,
    Urgency,
)
from liaison.queries.types import (
    ConfirmationFacts,
    ConfirmationFile,
    HitFacts,
    HitFile,
    OwnerAnswer,
    Page,
    Question,
    Standing,
    StepFacts,
)
from liaison.records import selectors as records
from liaison.records.errors import NoSuchRecord
from liaison.records.fields import parse_fields
from liaison.records.states import RecordState
from liaison.records.types import DocumentFields, DocumentFile

# states in which an officer here has something to do
OPEN = [state.value for state in HitState if state not in FINAL]


def visible_to(actor: Actor) -> QuerySet[Hit]:
    """Return the hits of the actor's organisation and of those addressed below it.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
    """
    permissions.check_can_read(actor)
    place = Q(organisation=actor.organisation)
    return Hit.objects.filter(place | Q(organisation__startswith=f"{actor.organisation}/"))


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


def hits(actor: Actor, *, only_open: bool, page: int) -> Page:
    """Return one page of hits: those whose clock runs first, then the newest.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
    """
    found = visible_to(actor)
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


def standing(actor: Actor, hit_id: UUID) -> Standing:
    """Return where a hit stands, and nothing it says: for a page that waits.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
        NoSuchHit: missing or hidden.
    """
    hit = visible_to(actor).filter(pk=hit_id).only("state", "due_at", "answered_at").first()
    if hit is None:
        raise NoSuchHit(str(hit_id))
    return Standing(HitState(hit.state), hit.due_at, answered=hit.answered_at is not None)


def hit_file(actor: Actor, hit_id: UUID) -> HitFile:
    """Return everything about one hit. Services record that it was read.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
        NoSuchHit: missing or hidden.
    """
    found = visible_to(actor).select_related("origin", "snapshot").filter(pk=hit_id)
    hit = found.prefetch_related("steps").first()
    if hit is None:
        raise NoSuchHit(str(hit_id))
    facts, question = facts_of(hit), question_of(hit.origin, hit.created_at)
    record = facts.record
    return HitFile(
        facts=facts,
        question=question,
        purpose=Purpose(hit.origin.purpose),
        record_id=hit.record_id,
        evidence=policy.explain(question.number, record.number) if record else None,
        comparison=policy.compare_fields(question, record) if record else (),
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
        options=policy.options(facts.state),
        actions=policy.allowed_actions(facts.state),
        emergencies=policy.emergency_actions(facts.state),
        steps=tuple(
            StepFacts(StepKind(step.kind), step.at, step.by, step.note) for step in hit.steps.all()
        ),
    )


def facts_of(hit: Hit) -> HitFacts:
    """Return a row as a value; its check and snapshot should come with it."""
    return HitFacts(
        id=hit.id,
        state=HitState(hit.state),
        number=hit.origin.number,
        issuing_state=hit.origin.issuing_state,
        owner=hit.record_owner,
        organisation=hit.organisation,
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
        document_code=check.document_code,
        expires_on=check.expires_on,
        expired=check.expires_on is not None and check.expires_on < at.date(),
        repairs=tuple(
            Repair(field, position, read, taken, Reason(reason))
            for field, position, read, taken, reason in check.repairs
        ),
        unused_state=check.unused_state,
    )


def asked_of_us(actor: Actor) -> QuerySet[Confirmation]:
    """Return the questions about our records: the bureau's desk answers, nobody below it.

    Raises:
        PermissionRefused: the chair does not carry CONFIRMATION_ANSWER.
    """
    permissions.check_can_see_confirmations(actor)
    if actor.organisation != settings.NODE.organisation:
        return Confirmation.objects.none()
    return Confirmation.objects.all()


def confirmations(actor: Actor, *, only_open: bool) -> tuple[ConfirmationFacts, ...]:
    """Return questions by their clock; those answered, newest first, when all are wanted.

    Raises:
        PermissionRefused: the chair does not carry CONFIRMATION_ANSWER.
    """
    found = asked_of_us(actor)
    waiting = found.filter(state__in=[state.value for state in UNANSWERED]).order_by(
        "due_at", "id"
    )
    rows = list(waiting[: policy.PAGE])
    if not only_open:
        done = found.exclude(state__in=[state.value for state in UNANSWERED]).order_by("-id")
        rows += done[: policy.PAGE]
    return tuple(confirmation_facts(row) for row in rows)


def open_confirmations(actor: Actor) -> int:
    """Return how many questions wait for our answer.

    Raises:
        PermissionRefused: the chair does not carry CONFIRMATION_ANSWER.
    """
    return asked_of_us(actor).filter(state__in=[state.value for state in UNANSWERED]).count()


def confirmation_for_update(
    actor: Actor, confirmation_id: UUID
) -> tuple[Confirmation, Hit | None]:
    """Return one question and, when a post of our own asked it, that hit; both locked.

    The hit is locked first, as everywhere, so that nobody waits for each other for ever.

    Raises:
        PermissionRefused: the chair does not carry CONFIRMATION_ANSWER.
        NoSuchConfirmation: missing or hidden.
    """
    found = asked_of_us(actor).filter(pk=confirmation_id)
    seen = found.first()
    if seen is None:
        raise NoSuchConfirmation(str(confirmation_id))
    own = seen.asker == settings.NODE.organisation
    hit = Hit.objects.select_for_update().filter(pk=seen.hit_id).first() if own else None
    return found.select_for_update().get(), hit


def confirmation_file(actor: Actor, confirmation_id: UUID) -> ConfirmationFile:
    """Return everything about one question, with our record as it stands now.

    Raises:
        PermissionRefused: the chair does not carry CONFIRMATION_ANSWER.
        NoSuchConfirmation: missing or hidden.
    """
    row = asked_of_us(actor).filter(pk=confirmation_id).first()
    own = own_record(row.record_id) if row else None
    if row is None or own is None:
        raise NoSuchConfirmation(str(confirmation_id))
    return ConfirmationFile(
        facts=confirmation_facts(row),
        purpose=row.purpose,
        note=row.note,
        message=row.message,
        record=own.document,
        version_asked=row.record_version,
        evidence=policy.explain(row.number, own.document.fields.number),
        may_answer=ConfirmationState(row.state) in UNANSWERED,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        instructions=row.instructions,
        restrictions=row.restrictions,
        action=Action(row.action) if row.action else None,
        emergency=row.emergency,
        outcome=Outcome(row.outcome) if row.outcome else None,
        outcome_at=row.outcome_at,
    )


def confirmation_facts(row: Confirmation) -> ConfirmationFacts:
    """Return a row as a value."""
    return ConfirmationFacts(
        id=row.id,
        state=ConfirmationState(row.state),
        asker=row.asker,
        number=row.number,
        issuing_state=row.issuing_state,
        reference=row.reference,
        urgency=Urgency(row.urgency),
        asked_at=row.asked_at,
        due_at=row.due_at,
    )


def own_record(record_id: UUID) -> DocumentFile | None:
    """Return a record of our own with the bureaus that hold copies; None for anybody else's.

    Asked by this room itself, about a record that a confirmation names.
    """
    found = _file(record_id)
    return found if found and found.document.owner == settings.NODE.organisation else None


def stands(record_id: UUID) -> bool:
    """Return whether the record is still there and was not withdrawn."""
    found = _file(record_id)
    return found is not None and found.document.state is RecordState.ACTIVE


def _file(record_id: UUID) -> DocumentFile | None:
    machine = Actor.machine(
        "queries",
        bureau=settings.NODE.organisation,
        permissions=frozenset({Permission.DOCUMENT_READ}),
    )
    try:
        return records.document_file(machine, record_id)
    except NoSuchRecord:
        return None


def _record_of(hit: Hit) -> DocumentFields | None:
    snapshot = getattr(hit, "snapshot", None)
    return parse_fields(snapshot.fields) if snapshot else None


def _answer_of(hit: Hit) -> OwnerAnswer | None:
    if hit.answered_at is None:
        return None
    return OwnerAnswer(
        valid=bool(hit.answer_valid),
        at=hit.answered_at,
        instructions=hit.instructions,
        restrictions=hit.restrictions,
    )
