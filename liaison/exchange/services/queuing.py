"""Queueing a message: everything that could keep it from being sent is refused here."""

import os
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core.errors import NotInTransaction
from liaison.core.identifiers import uuid7
from liaison.exchange import selectors, trust
from liaison.exchange.errors import MessageTooLarge, MessageUnfit, UnknownBureau
from liaison.exchange.models import Addressee, Delivery, Message, Opening, Part
from liaison.exchange.services import calling, enclosing, marking, sealing
from liaison.exchange.states import Direction, State
from liaison.lib.wire import canonical, envelope, limits
from liaison.lib.wire.directory import Directory
from liaison.lib.wire.errors import ShapeRefused, WireRefusal

LIFE = timedelta(days=30)
URGENCIES = ("normal", "urgent")


def queue(  # noqa: PLR0913 - the fields of a manifest
    who: Who,
    *,
    to: Sequence[str],
    kind: str,
    body: canonical.JsonObject,
    at: datetime,
    purpose: str,
    legal_basis: str = "",
    urgency: str = "normal",
    info: Sequence[str] = (),
    thread: uuid.UUID | None = None,
    in_reply_to: uuid.UUID | None = None,
    life: timedelta = LIFE,
    files: Sequence[uuid.UUID] = (),
) -> uuid.UUID:
    """Queue a message, in the caller's transaction; the worker seals and sends after commit.

    Args:
        who: the person or machine it comes from, for the log.
        to: ids of the desks that shall act; a desk of another node stands for that node. Whom
            it is for over there, the body says.
        kind: `room.verb`; decides which handler reads the body over there.
        body: JSON, at most 48 KiB in canonical form.
        at: the present moment.
        purpose: why this is processed.
        legal_basis: the rule that allows it.
        urgency: `normal` or `urgent`.
        info: ids of the desks that get a copy for information.
        thread: conversation it belongs to; None begins a new one.
        in_reply_to: a message of theirs that this answers; that one becomes `answered`.
        life: how long it may be delivered, at most 30 days.
        files: ids of clean files that travel beside it, at most twenty.

    Returns:
        The id of the message (jti).

    Raises:
        NotInTransaction: there is no transaction to be part of.
        UnknownBureau: an addressee is not in the trust directory, nobody vouches for it now, or
            it is a desk of this node.
        MessageTooLarge: the body does not fit into one message.
        MessageUnfit: nobody would read it: no addressee, an unknown urgency, a life too long,
            a file that is not clean.
        TrustRefused: no directory rules.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction
    trusted = trust.directory(at)
    addressees = _addressees(to, info, trusted)
    content = _content(body)
    jti = uuid7(at)
    message = Message(
        direction=Direction.OUT,
        iss=settings.NODE.organisation,
        jti=jti,
        kind=kind,
        thread=thread or jti,
        in_reply_to=in_reply_to,
        urgency=urgency,
        purpose=purpose,
        legal_basis=legal_basis,
        issued_at=at,
        expires_at=at + life,
        state=State.ACCEPTED,
        created_at=at,
    )
    enclosed = enclosing.parts_of(files)
    _check_sealable(message, addressees, trusted, enclosed)
    message.save(force_insert=True)
    Opening.objects.create(message=message, salt=os.urandom(envelope.SALT_BYTES), body=content)
    Addressee.objects.bulk_create(
        Addressee(message=message, organisation=name, role=role) for name, role in addressees
    )
    Delivery.objects.bulk_create(
        Delivery(message=message, organisation=name, state=State.ACCEPTED)
        for name, _ in addressees
    )
    enclosing.enclose(message, enclosed, to=[name for name, _ in addressees], who=who, at=at)
    audit.record(
        who,
        event="exchange:message:queued",
        target=str(jti),
        at=at,
        purpose=purpose,
        legal_basis=legal_basis,
        facts={"kind": kind, "to": [name for name, _ in addressees]},
    )
    if in_reply_to is not None:
        marking.mark(
            in_reply_to, sender=tuple(name for name, _ in addressees), state=State.ANSWERED, at=at
        )
    # last, and in one order: two transactions that promise calls must not wait for each other
    for name, _ in sorted(addressees):
        calling.call(name, at=at)
    return jti


def _content(body: canonical.JsonObject) -> str:
    """Return the body as it will be committed to, if every receiver will read it."""
    try:
        content = canonical.encode(body)
        if len(content) > limits.BODY_BYTES:
            raise MessageTooLarge(len(content), limits.BODY_BYTES)
        # depth and texts, as they will be inside the envelope
        canonical.decode(b'{"body":' + content + b"}", limit=limits.CIPHERTEXT_CHARACTERS)
    except WireRefusal as refusal:
        raise MessageUnfit(str(refusal)) from refusal
    return content.decode()


def _check_sealable(
    message: Message,
    addressees: list[tuple[str, str]],
    trusted: Directory,
    enclosed: Sequence[Part],
) -> None:
    try:
        if message.urgency not in URGENCIES:
            raise ShapeRefused("urgency", f"must be one of {', '.join(URGENCIES)}")
        sealing.check(message, addressees, version=trusted.version, parts=enclosed)
    except WireRefusal as refusal:
        raise MessageUnfit(str(refusal)) from refusal


def _addressees(
    to: Sequence[str], info: Sequence[str], trusted: Directory
) -> list[tuple[str, str]]:
    """Return the node of each addressee once, those who shall act first."""
    roles: dict[str, str] = {}
    for role, desks in (("action", to), ("info", info)):
        for desk in desks:
            node = selectors.node_in(trusted, desk)
            if node == settings.NODE.organisation:
                raise UnknownBureau(desk)
            roles.setdefault(node, role)
    return list(roles.items())
