"""Who may do what to hits and confirmations: the actor's authority, then the policy."""

from datetime import datetime

from liaison.identity import selectors as identity
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor, Permission
from liaison.queries import bulkpolicy, policy
from liaison.queries.models import BulkCheck, Confirmation, Hit
from liaison.queries.states import Action, BulkState, ConfirmationState, HitState, Outcome


def check_can_check(actor: Actor) -> None:
    """Refuse an actor who may not ask about documents.

    Raises:
        PermissionRefused: the chair does not carry CHECK.
    """
    actor.require(Permission.CHECK)


def check_can_ask_abroad(actor: Actor, now: datetime) -> None:
    """Refuse an actor who may not ask other bureaus, or whose desk does not speak abroad.

    Raises:
        PermissionRefused: the chair does not carry CHECK_ABROAD, or it is a tenant's and nothing
            delegates speaking abroad to the tenant.
    """
    actor.require(Permission.CHECK_ABROAD)
    if not identity.may_speak_abroad(actor.desk, now=now):
        raise PermissionRefused(Permission.CHECK_ABROAD)


def check_can_read(actor: Actor) -> None:
    """Refuse an actor who may not look at hits.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
    """
    actor.require(Permission.HIT_READ)


def check_can_decide(actor: Actor) -> None:
    """Refuse an actor who may not decide on hits.

    Raises:
        PermissionRefused: the chair does not carry HIT_DECIDE.
    """
    actor.require(Permission.HIT_DECIDE)


def check_can_move(actor: Actor, hit: Hit, target: HitState) -> None:
    """Refuse a step of a hit.

    Raises:
        PermissionRefused: the chair does not carry HIT_DECIDE.
        TransitionRefused: there is no such step from where the hit stands.
    """
    check_can_decide(actor)
    policy.check_transition(HitState(hit.state), target)


def check_can_act(
    actor: Actor, hit: Hit, action: Action, *, emergency_reason: str, identity_evidence: str = ""
) -> None:
    """Refuse an action.

    Raises:
        PermissionRefused: the chair does not carry HIT_DECIDE.
        TransitionRefused: no action follows from where the hit stands.
        NameOnly: coercive on a name alone, without the owner's word or evidence of identity.
        NotConfirmed: coercive without the owner's word or a documented emergency.
        EmergencyNotNeeded: an emergency is declared where none is needed.
    """
    check_can_decide(actor)
    policy.check_action(
        HitState(hit.state),
        action,
        emergency_reason=emergency_reason,
        by_name_only=hit.by_name_only,
        identity_evidence=identity_evidence,
    )


def check_can_close(actor: Actor, hit: Hit, outcome: Outcome) -> None:
    """Refuse an outcome.

    Raises:
        PermissionRefused: the chair does not carry HIT_DECIDE.
        TransitionRefused: the hit cannot be closed yet.
        OutcomeContradicts: the outcome does not follow from what was done.
    """
    check_can_move(actor, hit, HitState.CLOSED)
    policy.check_outcome(Action(hit.action) if hit.action else None, outcome)


def check_can_see_confirmations(actor: Actor) -> None:
    """Refuse an actor who does not answer for the bureau.

    Raises:
        PermissionRefused: the chair does not carry CONFIRMATION_ANSWER.
    """
    actor.require(Permission.CONFIRMATION_ANSWER)


def check_can_answer(actor: Actor, confirmation: Confirmation, *, asked_by: str | None) -> None:
    """Refuse an answer to a question.

    Args:
        actor: who answers.
        confirmation: the question.
        asked_by: the person of our own who asked, or None when another bureau did.

    Raises:
        PermissionRefused: the chair does not carry CONFIRMATION_ANSWER.
        TransitionRefused: it was answered before, or the outcome is known.
        SamePersonRefused: the actor asked it.
    """
    check_can_see_confirmations(actor)
    policy.check_confirmation_transition(
        ConfirmationState(confirmation.state), ConfirmationState.ANSWERED_VALID
    )
    if asked_by is not None:
        policy.check_two_persons(asked_by=asked_by, answered_by=actor.person_id)


def check_can_see_alerts(actor: Actor) -> None:
    """Refuse an actor who does not receive alerts of discreet records.

    Raises:
        PermissionRefused: the chair does not carry ALERT_READ.
    """
    actor.require(Permission.ALERT_READ)


def check_can_check_bulk(actor: Actor) -> None:
    """Refuse an actor who may not go through a list.

    Raises:
        PermissionRefused: the chair does not carry BULK_CHECK.
    """
    actor.require(Permission.BULK_CHECK)


def check_can_see_bulk(actor: Actor) -> None:
    """Refuse an actor who neither asks for bulk checks nor approves them.

    Raises:
        PermissionRefused: the chair carries neither BULK_CHECK nor BULK_APPROVE.
    """
    if not actor.may(Permission.BULK_APPROVE):
        actor.require(Permission.BULK_CHECK)


def check_can_decide_bulk(actor: Actor, bulk: BulkCheck, target: BulkState) -> None:
    """Refuse the decision about a large bulk check.

    Raises:
        PermissionRefused: the chair does not carry BULK_APPROVE.
        TransitionRefused: it does not wait for a decision.
        SecondPersonNeeded: the actor asked for it.
    """
    actor.require(Permission.BULK_APPROVE)
    if bulk.state != BulkState.WAITING:
        bulkpolicy.check_transition(BulkState(bulk.state), BulkState.REFUSED)
    bulkpolicy.check_transition(BulkState(bulk.state), target)
    bulkpolicy.check_two_persons(asked_by=bulk.person, decided_by=actor.person_id)
