"""What an officer does with a hit: read, compare, ask its owner, act, close."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from liaison.audit import services as audit
from liaison.identity.types import Actor
from liaison.queries import clocks, permissions, policy, selectors, telling
from liaison.queries.errors import NotFetched, RecordGone
from liaison.queries.services import noting
from liaison.queries.states import Action, HitState, Outcome, StepKind, Urgency
from liaison.queries.types import HitFacts, HitFile, Page

if TYPE_CHECKING:
    from liaison.audit.types import JsonValue


@transaction.atomic
def read_hit(actor: Actor, *, hit_id: UUID, now: datetime) -> HitFile:
    """Show one hit, and record that it was read.

    Raises:
        PermissionRefused: this actor may not read hits.
        NoSuchHit: for a missing hit and for a hidden one alike.
    """
    found = selectors.hit_file(actor, hit_id, now=now)
    facts: dict[str, JsonValue] = {"state": found.facts.state.value}
    if found.facts.desk:
        facts["desk"] = found.facts.desk
    noting.record(actor, "queries:hit:read", hit_id, now, facts)
    return found


@transaction.atomic
def list_hits(actor: Actor, *, only_open: bool, page: int, now: datetime) -> Page:
    """Show one page of hits, and record how much was shown.

    Raises:
        PermissionRefused: this actor may not read hits.
    """
    found = selectors.hits(actor, only_open=only_open, page=page, now=now)
    facts: dict[str, JsonValue] = {
        "page": found.page,
        "shown": len(found.hits),
        "total": found.total,
    }
    noting.record(actor, "queries:hits:listed", actor.organisation, now, facts)
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
    noting.record(actor, "queries:hits:listed", actor.organisation, now, facts)
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
        NotFetched: only the least of another bureau's record is here.
        TextRefused: the note is too long or malformed.
    """
    words = policy.check_text("note", note, maximum=policy.NOTE_MAXIMUM)
    hit = selectors.get_for_update(actor, hit_id)
    if hit.asked_at_bureau and hit.fetched_at is None and same_document:
        raise NotFetched(str(hit_id))
    target = HitState.COMPARED if same_document else HitState.FALSE_POSITIVE
    permissions.check_can_move(actor, hit, target)
    hit.state, hit.same_document, hit.comparison_note = target, same_document, words
    hit.save(update_fields=["state", "same_document", "comparison_note"])
    kind = StepKind.COMPARED if same_document else StepKind.FALSE_POSITIVE
    noting.step(actor, hit, kind, now, words)
    noting.record(actor, "queries:hit:compared", hit_id, now, {"same_document": same_document})
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
    noting.step(actor, hit, StepKind.ASKED, now, words)
    facts: dict[str, JsonValue] = {"owner": hit.record_owner, "urgency": urgency.value}
    noting.record(actor, "queries:confirmation:asked", hit_id, now, facts)
    return due


@transaction.atomic
def take_action(  # noqa: PLR0913 - what an action rests on
    actor: Actor,
    *,
    hit_id: UUID,
    action: Action,
    emergency_reason: str = "",
    identity_evidence: str = "",
    now: datetime,
) -> None:
    """State what is done with the person or the document.

    Args:
        actor: who acts.
        hit_id: the hit.
        action: what; a coercive one needs the owner's confirmation.
        emergency_reason: why the owner could not be waited for, at least 20 characters; only
            for a coercive action that is not confirmed. It is flagged for ever.
        identity_evidence: what shows that a person found by name is that person, at least 20
            characters; only for a coercive action on a name.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not decide.
        NoSuchHit: missing or hidden.
        TransitionRefused: no action follows from where the hit stands.
        NameOnly: coercive on a name alone, not confirmed or without evidence of identity.
        NotConfirmed: coercive, not confirmed, no emergency documented.
        EmergencyNotNeeded: an emergency is declared where none is needed.
        RecordGone: coercive, and the record does not stand any more.
        TextRefused: the reason is too short, too long or malformed.
    """
    reason = _ground("emergency_reason", emergency_reason, policy.EMERGENCY_MINIMUM)
    evidence = _ground("identity_evidence", identity_evidence, policy.IDENTITY_MINIMUM)
    hit = selectors.get_for_update(actor, hit_id)
    permissions.check_can_act(
        actor, hit, action, emergency_reason=reason, identity_evidence=evidence
    )
    # of a record that only its owner holds, the confirmation is the owner's word on it
    if action.coercive and not hit.asked_at_bureau and not selectors.stands(hit.record_id):
        raise RecordGone(str(hit.record_id))
    hit.state, hit.action, hit.emergency_reason = HitState.ACTION_TAKEN, action, reason
    hit.identity_evidence = evidence
    hit.save(update_fields=["state", "action", "emergency_reason", "identity_evidence"])
    noting.step(actor, hit, StepKind.EMERGENCY if reason else StepKind.ACTION, now, reason)
    audit.record(
        actor.who,
        event="queries:action:taken",
        target=str(hit_id),
        at=now,
        purpose=hit.origin.purpose,
        result="emergency" if reason else "done",
        facts={
            "action": action.value,
            "reason": reason,
            "evidence": evidence,
            "owner": hit.record_owner,
        },
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
    noting.step(actor, hit, StepKind.CLOSED, now, words)
    if hit.asked_at is not None:
        telling.report(actor, hit, now)
    facts: dict[str, JsonValue] = {
        "outcome": outcome.value,
        "action": str(hit.action),
        "emergency": bool(hit.emergency_reason),
        "reported": hit.asked_at is not None,
    }
    noting.record(actor, "queries:hit:closed", hit_id, now, facts)


def _ground(field: str, text: str, minimum: int) -> str:
    """Return what a coercive action rests on, in the officer's words, or nothing."""
    if not text.strip():
        return ""
    return policy.check_text(field, text, maximum=policy.NOTE_MAXIMUM, minimum=minimum)
