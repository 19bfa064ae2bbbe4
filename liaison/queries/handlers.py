"""What other bureaus say about hits: a question to us, an answer to ours, an outcome.

A bureau that guesses ids learns nothing: what is missing and what is not theirs look alike.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings

from liaison.audit import services as audit
from liaison.audit.types import JsonValue, Who
from liaison.exchange.errors import ContentRefused
from liaison.exchange.types import Received
from liaison.queries import clocks, policy, selectors
from liaison.queries.answers import take_answer
from liaison.queries.errors import (
    AnswerRefused,
    BodyRefused,
    NoSuchConfirmation,
    NoSuchHit,
    TextRefused,
    TransitionRefused,
)
from liaison.queries.models import Confirmation, Hit
from liaison.queries.states import ConfirmationState
from liaison.queries.telling import store_question, take_report
from liaison.queries.types import Asked
from liaison.queries.wireform import parse_asked, parse_given, parse_reported
from liaison.records import selectors as records

Receive = Callable[[Received, datetime], None]
# a manifest has whole seconds, and two clocks are never quite equal
_SLACK = timedelta(minutes=5)


def _refusing(receive: Receive) -> Receive:
    """Turn what the room refuses into a signed rejection that names the rule, never content."""

    @wraps(receive)
    def wrapped(received: Received, now: datetime) -> None:
        try:
            receive(received, now)
        except BodyRefused as refusal:
            raise ContentRefused(f"{refusal.code}:{refusal.field}") from refusal
        except AnswerRefused as refusal:
            raise ContentRefused(f"{refusal.code}:{refusal.reason}") from refusal
        except (NoSuchHit, NoSuchConfirmation, TransitionRefused) as refusal:
            raise ContentRefused(refusal.code) from refusal

    return wrapped


@_refusing
def receive_asked(received: Received, now: datetime) -> None:
    """Store a bureau's question about one of our records; the same question again is ignored.

    Only a bureau that was sent the record may ask about it.

    Raises:
        ContentRefused: malformed, no record of ours that this bureau has, a clock out of
            bounds, or another question for the same hit.
    """
    asked = parse_asked(received.body)
    purpose = _purpose(received)
    _check_due(asked, received)
    _check_knows_record(asked, received.sender, now)
    earlier = Confirmation.objects.filter(asker=received.sender, hit_id=asked.hit_id).first()
    if earlier is not None:
        if earlier.record_id != asked.record_id:
            raise AnswerRefused("contradiction")
        _record(received, "queries:confirmation:received", str(earlier.id), now, "repeated")
        return
    row = store_question(
        asked,
        asker=received.sender,
        purpose=purpose,
        at=received.issued_at,
        message=received.message_id,
        thread=received.thread,
    )
    _record(received, "queries:confirmation:received", str(row.id), now)


@_refusing
def receive_given(received: Received, now: datetime) -> None:
    """Put the owner's answer into the hit that asked for it.

    Raises:
        ContentRefused: malformed, not from the record's owner, not an answer to our question,
            or against an earlier answer.
    """
    given = parse_given(received.body)
    hit = Hit.objects.select_for_update().filter(pk=given.hit_id).first()
    if hit is None or hit.record_owner != received.sender or hit.wire_id != given.record_id:
        raise NoSuchHit(str(given.hit_id))
    if hit.question_message is None or received.in_reply_to != hit.question_message:
        raise AnswerRefused("not_asked")
    take_answer(hit, given, by=received.sender, who=_machine(), now=now)


@_refusing
def receive_reported(received: Received, now: datetime) -> None:
    """Keep how a hit on one of our records ended; the same report again is ignored.

    Raises:
        ContentRefused: malformed, no question of this bureau, or against an earlier report.
    """
    reported = parse_reported(received.body)
    row = (
        Confirmation.objects.select_for_update()
        .filter(asker=received.sender, hit_id=reported.hit_id, record_id=reported.record_id)
        .first()
    )
    if row is None:
        raise NoSuchConfirmation(str(reported.hit_id))
    if row.state == ConfirmationState.OUTCOME_REPORTED:
        if (row.action, row.outcome) != (reported.action, reported.outcome):
            raise AnswerRefused("contradiction")
        _record(received, "queries:outcome:received", str(row.id), now, "repeated")
        return
    take_report(row, reported, now)
    facts: dict[str, JsonValue] = {
        "outcome": reported.outcome.value,
        "action": reported.action.value,
        "emergency": reported.emergency,
    }
    _record(received, "queries:outcome:received", str(row.id), now, facts=facts)


def _purpose(received: Received) -> str:
    try:
        return policy.check_line("purpose", received.purpose, maximum=policy.PURPOSE_MAXIMUM)
    except TextRefused as refusal:
        raise BodyRefused("purpose", refusal.reason) from refusal


def _check_due(asked: Asked, received: Received) -> None:
    """Refuse a clock that ran out before it began, or that nobody could miss."""
    start, end = received.issued_at - _SLACK, received.issued_at + clocks.LONGEST + _SLACK
    if not start < asked.due_at <= end:
        raise BodyRefused("due_at", "is out of bounds")


def _check_knows_record(asked: Asked, sender: str, now: datetime) -> None:
    """Refuse a bureau that neither holds the record nor may be shown it when it asks."""
    own = selectors.own_record(asked.record_id)
    if own is None or sender == settings.NODE.organisation:
        raise NoSuchConfirmation(str(asked.record_id))
    if sender in own.known_to:
        return
    shown = records.held_for(sender, [own.facts.id], now)
    if not shown or shown[0].discreet:
        raise NoSuchConfirmation(str(asked.record_id))


def _machine() -> Who:
    return Who.machine("queries", settings.NODE.organisation)


def _record(  # noqa: PLR0913, PLR0917 - one argument per column of an entry
    received: Received,
    event: str,
    target: str,
    now: datetime,
    result: str = "done",
    facts: dict[str, JsonValue] | None = None,
) -> None:
    audit.record(
        _machine(),
        event=event,
        target=target,
        at=now,
        purpose=received.purpose,
        legal_basis=received.legal_basis,
        result=result,
        facts={"sender": received.sender} | (facts or {}),
    )
