"""The ways to hold a message. Every one asks who is holding it."""

import json
import uuid
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import models

from liaison.exchange.errors import NoSuchMessage
from liaison.exchange.models import Delivery, Message, Receipt
from liaison.exchange.states import Direction, State
from liaison.exchange.types import DeliveryFacts, MessageFacts, MessageFile, RelayWord, Step
from liaison.identity.types import Actor, Permission

PAGE = 50
ID_DIGITS = 18


def visible_to(actor: Actor) -> models.QuerySet[Message]:
    """Return the messages this actor may know about: the bureau's own desk sees the bureau's.

    A chair of an organisation below it sees none: the bureau decides what goes down.

    Raises:
        PermissionRefused: the chair does not read messages.
    """
    actor.require(Permission.MESSAGE_READ)
    at_desk = actor.organisation == settings.NODE.organisation
    return Message.objects.all() if at_desk else Message.objects.none()


def get(actor: Actor, message_id: str) -> Message:
    """Return one message.

    Raises:
        NoSuchMessage: missing, hidden or not an id, which all look alike.
    """
    if not (message_id.isascii() and message_id.isdigit() and len(message_id) <= ID_DIGITS):
        raise NoSuchMessage
    message = visible_to(actor).filter(pk=int(message_id)).first()
    if message is None:
        raise NoSuchMessage
    return message


def page(
    actor: Actor, *, direction: str = "", before: int | None = None, limit: int = PAGE
) -> tuple[MessageFacts, ...]:
    """Return messages, newest first.

    Args:
        actor: who looks.
        direction: `in`, `out` or empty for both.
        before: row id of the last one seen, for the next page.
        limit: at most this many, and never more than 50.
    """
    rows = visible_to(actor).prefetch_related("addressees").order_by("-id")
    if direction in set(Direction):
        rows = rows.filter(direction=direction)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return tuple(_facts(row) for row in rows[: min(limit, PAGE)])


def message_file(actor: Actor, message_id: str) -> MessageFile:
    """Return one message with its ladder and proofs.

    Raises:
        NoSuchMessage: missing or hidden.
    """
    message = get(actor, message_id)
    opening = getattr(message, "opening", None)
    return MessageFile(
        facts=_facts(message),
        thread=message.thread,
        in_reply_to=message.in_reply_to,
        legal_basis=message.legal_basis,
        digest=message.digest,
        signed_manifest=message.jws,
        signing_key=message.kid,
        body=json.loads(opening.body) if opening else None,
        deliveries=_ladders(message),
    )


def delivered(message: models.OuterRef, *, to: models.OuterRef) -> models.QuerySet[Delivery]:
    """Return, for a subquery, our delivery of a message to a bureau whose receipt says it arrived.

    Args:
        message: the row's id of the message (jti).
        to: the row's id of the bureau.
    """
    return Delivery.objects.filter(
        message__iss=settings.NODE.organisation,
        message__jti=message,
        message__direction=Direction.OUT,
        organisation=to,
        state__in=(State.DELIVERED, State.OPENED, State.ANSWERED),
    )


def failed(message: models.OuterRef, *, to: models.OuterRef) -> models.QuerySet[Delivery]:
    """Return, for a subquery, our delivery of a message to a bureau that refused or never got it.

    Args:
        message: the row's id of the message (jti).
        to: the row's id of the bureau.
    """
    return Delivery.objects.filter(
        message__iss=settings.NODE.organisation,
        message__jti=message,
        message__direction=Direction.OUT,
        organisation=to,
        state__in=(State.REJECTED, State.UNDELIVERABLE),
    )


def not_delivered(*, kind: str, limit: int) -> Mapping[uuid.UUID, frozenset[str]]:
    """Return the newest of our messages of a kind that a bureau refused or never got.

    For the room that sent them.

    Args:
        kind: `room.verb`.
        limit: most deliveries looked at.

    Returns:
        Id of the message (jti) to the ids of those bureaus.
    """
    rows = Delivery.objects.filter(
        state__in=(State.REJECTED, State.UNDELIVERABLE),
        message__direction=Direction.OUT,
        message__kind=kind,
    )
    found: dict[uuid.UUID, set[str]] = {}
    for jti, bureau in rows.order_by("-id").values_list("message__jti", "organisation")[:limit]:
        found.setdefault(jti, set()).add(bureau)
    return {jti: frozenset(bureaus) for jti, bureaus in found.items()}


def conversation(actor: Actor, *, thread: uuid.UUID) -> tuple[MessageFacts, ...]:
    """Return the last messages of a conversation, oldest first; at most one page.

    Raises:
        PermissionRefused: the chair does not read messages.
    """
    rows = visible_to(actor).filter(thread=thread).prefetch_related("addressees")
    return tuple(_facts(row) for row in reversed(rows.order_by("-id")[:PAGE]))


def by_name(actor: Actor, *, sender: str, message_id: uuid.UUID) -> MessageFacts:
    """Return a message by the names other bureaus know it by.

    Args:
        actor: who looks.
        sender: id of the bureau that signed it.
        message_id: the id (jti) that is unique for this sender.

    Raises:
        PermissionRefused: the chair does not read messages.
        NoSuchMessage: missing or hidden.
    """
    row = visible_to(actor).filter(iss=sender, jti=message_id).first()
    if row is None:
        raise NoSuchMessage
    return _facts(row)


def _facts(message: Message) -> MessageFacts:
    return MessageFacts(
        id=str(message.pk),
        message_id=message.jti,
        direction=message.direction,
        sender=message.iss,
        recipients=tuple(row.organisation for row in message.addressees.all()),
        kind=message.kind,
        urgency=message.urgency,
        purpose=message.purpose,
        issued_at=message.issued_at,
        expires_at=message.expires_at,
        state=State(message.state),
        in_reply_to=message.in_reply_to,
    )


def _ladders(message: Message) -> tuple[DeliveryFacts, ...]:
    receipts = list(message.receipts.order_by("at", "id"))
    if message.direction == Direction.IN:
        own = settings.NODE.organisation
        return (_ladder(message, own, "", receipts, None),)
    roles = {row.organisation: row.role for row in message.addressees.all()}
    return tuple(
        _ladder(message, row.organisation, roles.get(row.organisation, ""), receipts, row)
        for row in message.deliveries.order_by("organisation")
    )


def _ladder(
    message: Message,
    organisation: str,
    role: str,
    receipts: Sequence[Receipt],
    delivery: Delivery | None,
) -> DeliveryFacts:
    accepted = Step(State.ACCEPTED, message.issued_at, message.iss, "", None, "")
    steps = [_step(receipt) for receipt in receipts if receipt.iss == organisation]
    order = list(State)
    return DeliveryFacts(
        organisation=organisation,
        role=role,
        state=State(delivery.state if delivery else message.state),
        attempts=delivery.attempts if delivery else 0,
        last_error=delivery.last_error if delivery else "",
        next_attempt_at=delivery.next_attempt_at if delivery else None,
        channel_seq=delivery.channel_seq if delivery else None,
        relay=_relay(delivery) if delivery else None,
        steps=(accepted, *sorted(steps, key=lambda step: order.index(step.state))),
    )


def _relay(delivery: Delivery) -> RelayWord | None:
    if delivery.relayed_at is None:
        return None
    return RelayWord(delivery.relayed_by, delivery.relayed_at, delivery.relay_token)


def _step(receipt: Receipt) -> Step:
    index = receipt.log_index if receipt.log_index >= 0 else None
    return Step(
        State(receipt.state), receipt.at, receipt.iss, receipt.reason, index, receipt.token
    )
