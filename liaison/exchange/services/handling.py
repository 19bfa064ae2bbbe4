"""The job that hands a stored message to its room: once, in one transaction, or not at all."""

import json
from datetime import datetime

from django.conf import settings
from django.db import transaction

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import texts
from liaison.core.sockets import JobPayload
from liaison.exchange.errors import ContentRefused, RestartTooOften, RestartUnproved
from liaison.exchange.models import Message, Opening
from liaison.exchange.services import alarms, calling, fetching, receipts
from liaison.exchange.sockets import HANDLERS
from liaison.exchange.states import AlarmKind, Direction, State
from liaison.exchange.types import PartFacts, Received

# a code, not a story: as long as the log's word for how something ended
REASON = 80


def handle(payload: JobPayload, now: datetime) -> None:
    """Give one message to the handler of its kind, then receipt what became of it.

    Args:
        payload: `{"message": row id}`.
        now: the present moment.
    """
    message = (
        Message.objects.select_for_update()
        .filter(pk=str(payload["message"]), direction=Direction.IN, state=State.STORED)
        .first()
    )
    if message is None:
        return
    handler, reason = HANDLERS[message.kind], ""
    # the log's turn before any job's row, as everywhere: else two such transactions block each
    # other on PostgreSQL, one waiting for the log, one for the promise to call the sender
    audit.integrate(now=now)
    try:
        with transaction.atomic():
            handler.receive(_received(message, fetching.expect(message, now=now)), now)
    except ContentRefused as refusal:
        # the savepoint took back whatever the room had begun
        reason = _tellable(refusal)
        if isinstance(refusal, RestartUnproved):
            alarms.raise_alarm(AlarmKind.SPLIT_VIEW, message.iss, refusal.detail, now=now)
        elif isinstance(refusal, RestartTooOften):
            detail = "refused: it says so too often"
            alarms.raise_alarm(AlarmKind.LOG_RESTARTED, message.iss, detail, now=now)
    _conclude(message, State.REJECTED if reason else State.DELIVERED, reason, now)
    fetching.forget(message)
    if reason or not handler.keep_body:
        Opening.objects.filter(message=message).delete()


def _conclude(message: Message, state: State, reason: str, now: datetime) -> None:
    message.refresh_from_db(fields=["state"])
    leaf = audit.record(
        Who.machine("exchange", settings.NODE.organisation),
        event=f"exchange:message:{state.value}",
        target=str(message.jti),
        at=now,
        result=reason or "done",
        facts={"kind": message.kind, "sender": message.iss},
    )
    settled = audit.settle([leaf], now=now)
    receipts.issue(
        message, state=state, settled=settled, leaf=leaf, at=now, unsent=True, reason=reason
    )
    # a handler that answered at once has moved the message further already
    if message.state == State.STORED:
        message.state = state
        message.save(update_fields=["state"])
    calling.call(message.iss, at=now)


def _tellable(refusal: ContentRefused) -> str:
    """Return a reason that fits into the log and into a receipt the sender will read."""
    shown = texts.shown(refusal.reason, most=REASON)
    return shown or refusal.code


def _received(message: Message, files: tuple[PartFacts, ...]) -> Received:
    return Received(
        message_id=message.jti,
        sender=message.iss,
        kind=message.kind,
        thread=message.thread,
        in_reply_to=message.in_reply_to,
        urgency=message.urgency,
        purpose=message.purpose,
        legal_basis=message.legal_basis,
        issued_at=message.issued_at,
        expires_at=message.expires_at,
        body=json.loads(message.opening.body),
        files=files,
    )
