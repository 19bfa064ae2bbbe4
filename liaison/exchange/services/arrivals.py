"""Messages of others as rows: what is known, storing, the first receipt again."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from django.conf import settings

from liaison.exchange.models import Addressee, Message, Opening, Receipt
from liaison.exchange.services import fetching
from liaison.exchange.states import Direction, State
from liaison.lib.wire import canonical
from liaison.lib.wire.envelope import Opened


def known(sender: str, jtis: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Return id to digest of those messages of a sender that are stored already."""
    rows = Message.objects.filter(iss=sender, jti__in=jtis).values_list("jti", "digest")
    return dict(rows)


def is_signed_so(opened: Opened) -> bool:
    """Return whether this message is stored with exactly these signed words, in other bytes."""
    said = opened.manifest
    return Message.objects.filter(iss=said.iss, jti=said.jti, jws=opened.jws).exists()


def first_receipt(sender: str, jti: uuid.UUID) -> str:
    """Return the receipt that was signed when the message was stored, or empty."""
    token = (
        Receipt.objects.filter(
            message__iss=sender,
            message__jti=jti,
            iss=settings.NODE.organisation,
            state=State.STORED,
        )
        .values_list("token", flat=True)
        .first()
    )
    return token or ""


def store(opened: Sequence[Opened], *, now: datetime) -> list[Message]:
    """Insert verified messages with their openings, in the caller's transaction.

    Raises:
        IntegrityError: one of them was stored at the same time by another request.
    """
    rows = [_row(message, now) for message in opened]
    Message.objects.bulk_create(rows)
    Opening.objects.bulk_create(
        Opening(message=row, salt=message.salt, body=canonical.encode(message.body).decode())
        for row, message in zip(rows, opened, strict=True)
    )
    Addressee.objects.bulk_create(
        Addressee(message=row, organisation=named.organisation, role=named.role)
        for row, message in zip(rows, opened, strict=True)
        for named in message.manifest.aud
    )
    fetching.store(rows, opened)
    return rows


def _row(opened: Opened, now: datetime) -> Message:
    manifest = opened.manifest
    return Message(
        direction=Direction.IN,
        iss=manifest.iss,
        jti=manifest.jti,
        kind=manifest.kind,
        thread=manifest.thread,
        in_reply_to=manifest.in_reply_to,
        urgency=manifest.urgency,
        purpose=manifest.purpose,
        legal_basis=manifest.legal_basis,
        issued_at=datetime.fromtimestamp(manifest.iat, UTC),
        expires_at=datetime.fromtimestamp(manifest.exp, UTC),
        jws=opened.jws,
        kid=opened.kid,
        digest=opened.digest,
        state=State.STORED,
        created_at=now,
    )
