"""Stating what became of a message of theirs after it was delivered."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.exchange import policy
from liaison.exchange.models import Message
from liaison.exchange.services import calling, receipts
from liaison.exchange.states import Direction, State


def mark(jti: uuid.UUID, *, sender: Sequence[str], state: State, at: datetime) -> None:
    """State what became of a message of theirs, once: a receipt is signed and will travel.

    Args:
        jti: id of the message.
        sender: the bureaus it may come from; a message of anybody else is left alone.
        state: `opened` or `answered`.
        at: the present moment.
    """
    message = (
        Message.objects.select_for_update()
        .filter(direction=Direction.IN, jti=jti, iss__in=list(sender))
        .first()
    )
    if message is None or state not in policy.following(State(message.state)):
        return
    message.state = state
    message.save(update_fields=["state"])
    leaf = audit.record(
        Who.machine("exchange", settings.NODE.organisation),
        event=f"exchange:message:{state.value}",
        target=str(jti),
        at=at,
    )
    settled = audit.settle([leaf], now=at)
    receipts.issue(message, state=state, settled=settled, leaf=leaf, at=at, unsent=True)
    calling.call(message.iss, at=at)
