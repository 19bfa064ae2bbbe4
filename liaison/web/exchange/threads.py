"""The conversation a message belongs to, and messages by the names other bureaus know them by."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from liaison.exchange import selectors
from liaison.exchange.states import Direction
from liaison.exchange.types import MessageFile
from liaison.identity.types import Actor
from liaison.web.badges import Badge
from liaison.web.bureaus import Bureaus
from liaison.web.exchange.words import DIRECTIONS, kind_words


@dataclass(frozen=True)
class Turn:
    """One message of a conversation.

    Attributes:
        id: what its page is found by.
        direction: received or sent, in words.
        sender: name of the bureau it is from.
        kind: what it is, in words.
        at: when it was signed or queued.
        shown: whether it is the message of the page.
        answered_here: whether the message of the page answers it.
        answers_this: whether it answers the message of the page.
    """

    id: str
    direction: Badge
    sender: str
    kind: str
    at: datetime
    shown: bool
    answered_here: bool
    answers_this: bool


def turns_of(actor: Actor, file: MessageFile, bureaus: Bureaus) -> tuple[Turn, ...]:
    """Return the last messages of a message's conversation, oldest first.

    Args:
        actor: who looks.
        file: the message of the page.
        bureaus: who is who.

    Raises:
        PermissionRefused: the chair does not read messages.
    """
    shown = file.facts
    return tuple(
        Turn(
            id=row.id,
            direction=DIRECTIONS[Direction(row.direction)],
            sender=bureaus.name(row.sender),
            kind=kind_words(row.kind),
            at=row.issued_at,
            shown=row.id == shown.id,
            # an id is unique for its sender only: one answers the other side's messages
            answered_here=row.message_id == file.in_reply_to and row.direction != shown.direction,
            answers_this=row.in_reply_to == shown.message_id and row.direction != shown.direction,
        )
        for row in selectors.conversation(actor, thread=file.thread)
    )


def page_of(actor: Actor, *, sender: str, message_id: uuid.UUID) -> str:
    """Return what the page of a message is found by.

    Args:
        actor: who looks.
        sender: id of the bureau that signed it.
        message_id: the id (jti) that is unique for this sender.

    Raises:
        PermissionRefused: the chair does not read messages.
        NoSuchMessage: missing or hidden.
    """
    return selectors.by_name(actor, sender=sender, message_id=message_id).id
