"""A person opens a message."""

from datetime import datetime

from django.db import transaction

from liaison.audit import services as audit
from liaison.exchange import selectors
from liaison.exchange.services import marking
from liaison.exchange.states import Direction, State
from liaison.exchange.types import MessageFile
from liaison.identity.types import Actor, Permission


@transaction.atomic
def read_message(actor: Actor, *, message_id: str, now: datetime) -> MessageFile:
    """Open a message for a person; the first opening of one of theirs is receipted as `opened`.

    Raises:
        PermissionRefused: the chair does not read messages.
        NoSuchMessage: missing or hidden, which look alike.
    """
    actor.require(Permission.MESSAGE_READ)
    message = selectors.get(actor, message_id)
    if message.direction == Direction.IN and message.state == State.DELIVERED:
        marking.mark(message.jti, sender=(message.iss,), state=State.OPENED, at=now)
    audit.record(actor.who, event="exchange:message:read", target=str(message.jti), at=now)
    return selectors.message_file(actor, message_id)
