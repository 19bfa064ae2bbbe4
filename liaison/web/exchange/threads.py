"""The conversation a message belongs to, and messages by the names other bureaus know them by."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from liaison.exchange import selectors
from liaison.exchange.errors import NoSuchMessage
from liaison.exchange.states import Direction
from liaison.exchange.types import MessageFile
from liaison.identity.types import Actor
from liaison.web.badges import Badge
from liaison.web.bureaus import Bureaus
from liaison.web.exchange.words import DIRECTIONS, kind_words

# a peer can begin as many messages of one thread as it likes; a page shows the last of them
MOST = 50


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
    rows = selectors.visible_to(actor).filter(thread=file.thread).order_by("-id")[:MOST]
    shown = file.facts
    return tuple(
        Turn(
            id=str(row.pk),
            direction=DIRECTIONS[Direction(row.direction)],
            sender=bureaus.name(row.iss),
            kind=kind_words(row.kind),
            at=row.issued_at,
            shown=str(row.pk) == shown.id,
            # an id is unique for its sender only: one answers the other side's messages
            answered_here=row.jti == file.in_reply_to and row.direction != shown.direction,
            answers_this=row.in_reply_to == shown.message_id and row.direction != shown.direction,
        )
        for row in reversed(rows)
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
    found = selectors.visible_to(actor).filter(iss=sender, jti=message_id)
    row = found.values_list("pk", flat=True).first()
    if row is None:
        raise NoSuchMessage
    return str(row)
