"""What goes to the owner of a record and back: by message abroad, by row at home.

Called inside the caller's transaction, with the rows locked.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from liaison.core.identifiers import uuid7
from liaison.exchange import services as exchange
from liaison.identity.types import Actor
from liaison.queries import policy
from liaison.queries.models import Confirmation, Hit
from liaison.queries.states import Action, ConfirmationState, Outcome, Urgency
from liaison.queries.types import Asked, Given, Reported
from liaison.queries.wireform import (
    ASKED,
    GIVEN,
    REPORTED,
    write_asked,
    write_given,
    write_reported,
)


def ask_owner(actor: Actor, hit: Hit, *, note: str) -> UUID | None:
    """Put the question of a hit to the record's owner.

    Args:
        actor: who asks.
        hit: with urgency, `asked_at` and `due_at` filled in.
        note: for the owner.

    Returns:
        The id of the message, or None when the record is our own.
    """
    asked_at, due_at = hit.asked_at, hit.due_at
    if asked_at is None or due_at is None:
        raise ValueError(hit.pk)
    asked = Asked(
        hit_id=hit.id,
        record_id=hit.wire_id,
        version=hit.record_version,
        number=hit.origin.number,
        name=hit.origin.name,
        issuing_state=hit.origin.issuing_state,
        reference=hit.origin.case_reference,
        urgency=Urgency(hit.urgency),
        due_at=due_at,
        note=note,
    )
    if hit.record_owner == settings.NODE.organisation:
        store_question(asked, asker=hit.record_owner, purpose=hit.origin.purpose, at=asked_at)
        return None
    return exchange.queue(
        actor.who,
        to=[hit.record_owner],
        kind=ASKED,
        body=write_asked(asked),
        at=asked_at,
        purpose=hit.origin.purpose,
        urgency=_speed(asked.urgency),
    )


def store_question(  # noqa: PLR0913 - who, why, when, and in which message
    asked: Asked,
    *,
    asker: str,
    purpose: str,
    at: datetime,
    message: UUID | None = None,
    thread: UUID | None = None,
) -> Confirmation:
    """Store a question about one of our records.

    Args:
        asked: the question.
        asker: bureau that asks.
        purpose: why, in its words.
        at: when it asked.
        message: id of its message; None from our own posts.
        thread: conversation of that message.
    """
    return Confirmation.objects.create(
        id=uuid7(at),
        asker=asker,
        hit_id=asked.hit_id,
        record_id=asked.record_id,
        record_version=asked.version,
        number=asked.number,
        name=asked.name,
        issuing_state=asked.issuing_state,
        reference=asked.reference,
        purpose=purpose,
        urgency=asked.urgency,
        note=asked.note,
        message=message,
        thread=thread,
        asked_at=at,
        due_at=asked.due_at,
        state=ConfirmationState.ASKED,
    )


def answer(actor: Actor, row: Confirmation, given: Given, now: datetime) -> None:
    """Send our answer to the bureau that asked.

    Args:
        actor: who answers.
        row: the question.
        given: the answer.
        now: the present moment.
    """
    exchange.queue(
        actor.who,
        to=[row.asker],
        kind=GIVEN,
        body=write_given(given),
        at=now,
        purpose=row.purpose,
        urgency=_speed(Urgency(row.urgency)),
        thread=row.thread,
        in_reply_to=row.message,
    )


def report(actor: Actor, hit: Hit, now: datetime) -> None:
    """Tell the owner, who was asked, how a hit ended.

    Args:
        actor: who closed it.
        hit: with its outcome filled in.
        now: the present moment.
    """
    reported = Reported(
        hit_id=hit.id,
        record_id=hit.wire_id,
        action=Action(hit.action) if hit.action else Action.NONE,
        emergency=bool(hit.emergency_reason),
        outcome=Outcome(hit.outcome),
    )
    if hit.record_owner == settings.NODE.organisation:
        mine = Confirmation.objects.select_for_update()
        take_report(mine.get(asker=hit.record_owner, hit_id=hit.id), reported, now)
        return
    exchange.queue(
        actor.who,
        to=[hit.record_owner],
        kind=REPORTED,
        body=write_reported(reported),
        at=now,
        purpose=hit.origin.purpose,
        thread=hit.question_message,
    )


def take_report(row: Confirmation, reported: Reported, now: datetime) -> None:
    """Put a reported outcome into a locked question.

    Raises:
        TransitionRefused: an outcome was reported before.
    """
    target = ConfirmationState.OUTCOME_REPORTED
    policy.check_confirmation_transition(ConfirmationState(row.state), target)
    row.state, row.outcome, row.outcome_at = target, reported.outcome, now
    row.action, row.emergency = reported.action, reported.emergency
    row.save(update_fields=["state", "outcome", "outcome_at", "action", "emergency"])


def _speed(urgency: Urgency) -> str:
    return "urgent" if urgency is Urgency.URGENT else "normal"
