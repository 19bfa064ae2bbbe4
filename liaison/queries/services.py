"""The verbs of queries. One transaction each: row, audit entry, message."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.audit import services as audit
from liaison.audit.types import JsonValue
from liaison.exchange import services as exchange
from liaison.exchange.states import State as MessageState
from liaison.identity.types import Actor
from liaison.queries import clocks, permissions, policy, selectors, storing, telling
from liaison.queries.answers import take_answer
from liaison.queries.errors import RecordGone
from liaison.queries.models import Hit, Step
from liaison.queries.states import (
    Action,
    ConfirmationState,
    HitState,
    NoMatchReason,
    Outcome,
    Purpose,
    StepKind,
    Urgency,
    Verdict,
)
from liaison.queries.types import (
    Answer,
    ConfirmationFacts,
    ConfirmationFile,
    Given,
    HitFacts,
    HitFile,
    Page,
    Question,
)
from liaison.records import selectors as records


@transaction.atomic
def check(
    actor: Actor, *, question: Question, purpose: Purpose, case_reference: str, now: datetime
) -> Answer:
    """Ask whether a document is on record. Silent: nothing leaves this node.

    Args:
        actor: who asks.
        question: from `question.parse_question`.
        purpose: why.
        case_reference: what for, in the officer's own numbering.
        now: the present moment.

    Returns:
        No match, with the reasons why that proves nothing, or every record that matches.

    Raises:
        PermissionRefused: this actor may not check.
        TextRefused: the case reference is missing, too long or malformed.
    """
    permissions.check_can_check(actor)
    reference = policy.check_line(
        "case_reference", case_reference, maximum=policy.REFERENCE_MAXIMUM
    )
    found = records.matching(question.number, None)
    matching = [one for one in found if one.fields.issuing_state == question.issuing_state]
    elsewhere = {one.fields.issuing_state for one in found} - {question.issuing_state}
    verdict = Verdict.POSSIBLE_MATCH if matching else Verdict.NO_MATCH
    made = storing.check(
        actor, question, purpose=purpose, reference=reference, hits=len(matching), now=now
    )
    rows = storing.hits(actor, made, matching, now)
    audit.record(
        actor.who,
        event="queries:check:made",
        target=str(made.id),
        at=now,
        purpose=purpose.value,
        result=verdict.value,
        facts={
            "number": question.number,
            "issuing_state": question.issuing_state,
            "source": question.source.value,
            "reference": reference,
            "repairs": len(question.repairs),
            "hits": len(rows),
            "elsewhere": sorted(elsewhere),
        },
    )
    return Answer(
        check_id=made.id,
        question=question,
        verdict=verdict,
        hits=tuple(selectors.facts_of(row) for row in rows),
        reasons=() if matching else tuple(NoMatchReason),
        elsewhere=tuple(sorted(elsewhere)),
    )


@transaction.atomic
def read_hit(actor: Actor, *, hit_id: UUID, now: datetime) -> HitFile:
    """Show one hit, and record that it was read.

    Raises:
        PermissionRefused: this actor may not read hits.
        NoSuchHit: for a missing hit and for a hidden one alike.
    """
    found = selectors.hit_file(actor, hit_id)
    _record(actor, "queries:hit:read", hit_id, now, {"state": found.facts.state.value})
    return found


@transaction.atomic
def list_hits(actor: Actor, *, only_open: bool, page: int, now: datetime) -> Page:
    """Show one page of hits, and record how much was shown.

    Raises:
        PermissionRefused: this actor may not read hits.
    """
    found = selectors.hits(actor, only_open=only_open, page=page)
    facts: dict[str, JsonValue] = {
        "page": found.page,
        "shown": len(found.hits),
        "total": found.total,
    }
    _record(actor, "queries:hits:listed", actor.organisation, now, facts)
    return found


@transaction.atomic
def list_hits_before(
    actor: Actor, *, only_open: bool, before: UUID | None, limit: int, now: datetime
) -> tuple[HitFacts, ...]:
    """Show the hits behind a row, newest first, and record how many were shown.

    Raises:
        PermissionRefused: this actor may not read hits.
    """
    found = selectors.hits_before(actor, only_open=only_open, before=before, limit=limit)
    facts: dict[str, JsonValue] = {"page": 0, "shown": len(found), "total": len(found)}
    _record(actor, "queries:hits:listed", actor.organisation, now, facts)
    return found


@transaction.atomic
def compare(
    actor: Actor, *, hit_id: UUID, same_document: bool, note: str, now: datetime
) -> HitState:
    """Say whether the document in hand is the one on record.

    Args:
        actor: who compared.
        hit_id: the hit.
        same_document: False ends the hit as a false positive.
        note: what agrees and what differs, in the officer's words; may be empty.
        now: the present moment.

    Returns:
        Where the hit stands now.

    Raises:
        PermissionRefused: this actor may not decide.
        NoSuchHit: missing or hidden.
        TransitionRefused: it was compared before.
        TextRefused: the note is too long or malformed.
    """
    words = policy.check_text("note", note, maximum=policy.NOTE_MAXIMUM)
    hit = selectors.get_for_update(actor, hit_id)
    target = HitState.COMPARED if same_document else HitState.FALSE_POSITIVE
    permissions.check_can_move(actor, hit, target)
    hit.state, hit.same_document, hit.comparison_note = target, same_document, words
    hit.save(update_fields=["state", "same_document", "comparison_note"])
    kind = StepKind.COMPARED if same_document else StepKind.FALSE_POSITIVE
    _step(actor, hit, kind, now, words)
    _record(actor, "queries:hit:compared", hit_id, now, {"same_document": same_document})
    return target


@transaction.atomic
def ask_confirmation(
    actor: Actor, *, hit_id: UUID, urgency: Urgency, note: str, now: datetime
) -> datetime:
    """Ask the owner whether the record stands and what is wanted. Here the owner learns of it.

    When the record is our own, the question goes to our own desk and no message leaves.

    Args:
        actor: who asks.
        hit_id: a compared hit.
        urgency: decides the clock, `clocks.LIMITS`.
        note: for the owner; may be empty.
        now: the present moment.

    Returns:
        Until when the owner should answer.

    Raises:
        PermissionRefused: this actor may not decide.
        NoSuchHit: missing or hidden.
        TransitionRefused: not compared yet, or asked before.
        TextRefused: the note is too long or malformed.
        UnknownBureau: the owner is not in the trust directory.
    """
    words = policy.check_text("note", note, maximum=policy.NOTE_MAXIMUM)
    hit = selectors.get_for_update(actor, hit_id)
    permissions.check_can_move(actor, hit, HitState.CONFIRMATION_ASKED)
    # whole seconds: both bureaus must read the same clock
    due = now.replace(microsecond=0) + clocks.LIMITS[urgency].length
    hit.state, hit.urgency, hit.asked_by = HitState.CONFIRMATION_ASKED, urgency, actor.person_id
    hit.asked_at, hit.due_at = now, due
    hit.question_message = telling.ask_owner(actor, hit, note=words)
    hit.save(
        update_fields=["state", "urgency", "asked_by", "asked_at", "due_at", "question_message"]
    )
    _step(actor, hit, StepKind.ASKED, now, words)
    facts: dict[str, JsonValue] = {"owner": hit.record_owner, "urgency": urgency.value}
    _record(actor, "queries:confirmation:asked", hit_id, now, facts)
    return due


@transaction.atomic
def list_confirmations(
    actor: Actor, *, only_open: bool, now: datetime
) -> tuple[ConfirmationFacts, ...]:
    """Show the questions about our records, and record how many were shown.

    Raises:
        PermissionRefused: this actor does not answer for the bureau.
    """
    found = selectors.confirmations(actor, only_open=only_open)
    facts: dict[str, JsonValue] = {"shown": len(found)}
    _record(actor, "queries:confirmations:listed", actor.organisation, now, facts)
    return found


@transaction.atomic
def read_confirmation(actor: Actor, *, confirmation_id: UUID, now: datetime) -> ConfirmationFile:
    """Show one question to us, record that it was read, and tell a bureau that it was opened.

    Raises:
        PermissionRefused: this actor does not answer for the bureau.
        NoSuchConfirmation: missing or hidden.
    """
    found = selectors.confirmation_file(actor, confirmation_id)
    if found.message is not None:
        asker = (found.facts.asker,)
        exchange.mark(found.message, sender=asker, state=MessageState.OPENED, at=now)
    facts: dict[str, JsonValue] = {"asker": found.facts.asker}
    _record(actor, "queries:confirmation:read", confirmation_id, now, facts)
    return found


@transaction.atomic
def answer_confirmation(  # noqa: PLR0913 - what an answer says
    actor: Actor,
    *,
    confirmation_id: UUID,
    valid: bool,
    instructions: str,
    restrictions: str,
    now: datetime,
) -> ConfirmationState:
    """Answer a question about one of our records, also after its clock ran out.

    Args:
        actor: who answers for the bureau.
        confirmation_id: the question.
        valid: whether the record stands.
        instructions: what we ask them to do; may be empty.
        restrictions: what they must not do with the information; may be empty.
        now: the present moment.

    Returns:
        Where the question stands now.

    Raises:
        PermissionRefused: this actor does not answer for the bureau.
        NoSuchConfirmation: missing or hidden.
        TransitionRefused: it was answered before.
        SamePersonRefused: the actor asked it.
        RecordGone: a withdrawn record cannot be called valid.
        TextRefused: a text is too long or malformed.
    """
    asks = policy.check_text("instructions", instructions, maximum=policy.NOTE_MAXIMUM)
    forbids = policy.check_text("restrictions", restrictions, maximum=policy.NOTE_MAXIMUM)
    row, hit = selectors.confirmation_for_update(actor, confirmation_id)
    permissions.check_can_answer(actor, row, asked_by=hit.asked_by if hit else None)
    if valid and not selectors.stands(row.record_id):
        raise RecordGone(str(row.record_id))
    verdict = ConfirmationState.ANSWERED_VALID if valid else ConfirmationState.ANSWERED_INVALID
    row.state, row.answered_at, row.answered_by = verdict, now, actor.person_name
    row.instructions, row.restrictions = asks, forbids
    row.save(update_fields=["state", "answered_at", "answered_by", "instructions", "restrictions"])
    facts: dict[str, JsonValue] = {"asker": row.asker, "valid": valid}
    _record(actor, "queries:confirmation:answered", confirmation_id, now, facts)
    given = Given(row.hit_id, row.record_id, valid, asks, forbids)
    if hit is not None:
        take_answer(hit, given, by=actor.person_name, who=actor.who, now=now)
    else:
        telling.answer(actor, row, given, now)
    return verdict


@transaction.atomic
def take_action(
    actor: Actor, *, hit_id: UUID, action: Action, emergency_reason: str = "", now: datetime
) -> None:
    """State what is done with the person or the document.

    Args:
        actor: who acts.
        hit_id: the hit.
        action: what; a coercive one needs the owner's confirmation.
        emergency_reason: why the owner could not be waited for, at least 20 characters; only
            for a coercive action that is not confirmed. It is flagged for ever.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not decide.
        NoSuchHit: missing or hidden.
        TransitionRefused: no action follows from where the hit stands.
        NotConfirmed: coercive, not confirmed, no emergency documented.
        EmergencyNotNeeded: an emergency is declared where none is needed.
        RecordGone: coercive, and the record does not stand any more.
        TextRefused: the reason is too short, too long or malformed.
    """
    reason = ""
    if emergency_reason.strip():
        limits = {"maximum": policy.NOTE_MAXIMUM, "minimum": policy.EMERGENCY_MINIMUM}
        reason = policy.check_text("emergency_reason", emergency_reason, **limits)
    hit = selectors.get_for_update(actor, hit_id)
    permissions.check_can_act(actor, hit, action, emergency_reason=reason)
    if action.coercive and not selectors.stands(hit.record_id):
        raise RecordGone(str(hit.record_id))
    hit.state, hit.action, hit.emergency_reason = HitState.ACTION_TAKEN, action, reason
    hit.save(update_fields=["state", "action", "emergency_reason"])
    _step(actor, hit, StepKind.EMERGENCY if reason else StepKind.ACTION, now, reason)
    audit.record(
        actor.who,
        event="queries:action:taken",
        target=str(hit_id),
        at=now,
        purpose=hit.origin.purpose,
        result="emergency" if reason else "done",
        facts={"action": action.value, "reason": reason, "owner": hit.record_owner},
    )


@transaction.atomic
def record_outcome(
    actor: Actor, *, hit_id: UUID, outcome: Outcome, note: str, now: datetime
) -> None:
    """Close a hit with how it ended; the owner is told if it had been asked.

    Args:
        actor: who closes.
        hit_id: a hit with an action, or one that turned out invalid.
        outcome: how it ended.
        note: stays here; may be empty.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not decide.
        NoSuchHit: missing or hidden.
        TransitionRefused: it cannot be closed yet, or is closed.
        OutcomeContradicts: a coercive outcome without a coercive action.
        TextRefused: the note is too long or malformed.
    """
    words = policy.check_text("note", note, maximum=policy.NOTE_MAXIMUM)
    hit = selectors.get_for_update(actor, hit_id)
    permissions.check_can_close(actor, hit, outcome)
    hit.state, hit.outcome, hit.outcome_note = HitState.CLOSED, outcome, words
    hit.save(update_fields=["state", "outcome", "outcome_note"])
    _step(actor, hit, StepKind.CLOSED, now, words)
    if hit.asked_at is not None:
        telling.report(actor, hit, now)
    facts: dict[str, JsonValue] = {
        "outcome": outcome.value,
        "action": str(hit.action),
        "emergency": bool(hit.emergency_reason),
        "reported": hit.asked_at is not None,
    }
    _record(actor, "queries:hit:closed", hit_id, now, facts)


def _step(actor: Actor, hit: Hit, kind: StepKind, now: datetime, note: str) -> None:
    Step.objects.create(hit=hit, kind=kind, at=now, by=actor.person_name, note=note)


def _record(
    actor: Actor, event: str, target: UUID | str, now: datetime, facts: Mapping[str, JsonValue]
) -> None:
    audit.record(actor.who, event=event, target=str(target), at=now, facts=facts)
