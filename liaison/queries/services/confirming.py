"""What the owner's desk does with questions about our records: list, read, answer."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from liaison.exchange import services as exchange
from liaison.exchange.states import State as MessageState
from liaison.identity.types import Actor
from liaison.queries import permissions, policy, selectors, telling
from liaison.queries.answers import take_answer
from liaison.queries.errors import RecordGone
from liaison.queries.services import noting
from liaison.queries.states import ConfirmationState
from liaison.queries.types import ConfirmationFacts, ConfirmationFile, Given

if TYPE_CHECKING:
    from liaison.audit.types import JsonValue


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
    noting.record(actor, "queries:confirmations:listed", actor.organisation, now, facts)
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
    noting.record(actor, "queries:confirmation:read", confirmation_id, now, facts)
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
    noting.record(actor, "queries:confirmation:answered", confirmation_id, now, facts)
    given = Given(row.hit_id, row.record_id, valid, asks, forbids)
    if hit is not None:
        take_answer(hit, given, by=actor.person_name, who=actor.who, now=now)
    else:
        telling.answer(actor, row, given, now)
    return verdict
