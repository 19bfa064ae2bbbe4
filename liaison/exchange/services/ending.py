"""Receipts of files that came through a relay: ours of theirs, theirs of ours.

On the direct line the answer itself ends a file. What a relay says ends nothing: the receiver
signs what became of the file, the relay carries that back, and here it is verified and believed.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from liaison.exchange import keys
from liaison.exchange.models import Part, PartDelivery
from liaison.exchange.services import alarms, bringing
from liaison.exchange.states import AlarmKind, PartState
from liaison.lib.wire import carriage
from liaison.lib.wire.carriage import Outcome, PartReceipt
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.errors import ShapeRefused, WireRefusal

STATES = {Outcome.HELD: PartState.HELD, Outcome.REFUSED: PartState.REFUSED}


def sign(part: Part, *, to: str, refused: str, now: datetime) -> str:
    """Return our receipt of a part of theirs that has ended here.

    Args:
        part: with its message.
        to: the bureau whose part it is.
        refused: a code; empty where all of it is here and was what was signed.
        now: the present moment.
    """
    said = PartReceipt(
        iss=settings.NODE.organisation,
        aud=to,
        at=int(now.timestamp()),
        jti=part.message.jti,
        number=part.number,
        address=part.address,
        state=Outcome.REFUSED if refused else Outcome.HELD,
        reason=refused,
    )
    return carriage.sign_receipt(said, by=keys.signing().newest)


def take(tokens: Sequence[str], *, peer: Entry, now: datetime) -> list[str]:
    """Take receipts of parts of ours. Taking one again changes nothing.

    Args:
        tokens: in the order they came.
        peer: the bureau that must have signed them, whoever brought them.
        now: the present moment.

    Returns:
        For each, empty or the code of its refusal.
    """
    return [_take(token, peer, now) for token in tokens]


def _take(token: str, peer: Entry, now: datetime) -> str:
    try:
        row, found = _checked(token, peer, now)
    except WireRefusal as refusal:
        with transaction.atomic():
            alarms.raise_alarm(AlarmKind.RECEIPT_MISMATCH, peer.id, str(refusal), now=now)
        return refusal.code
    if row.state == PartState.WAITING:
        bringing.close(row, STATES[found.state], found.reason, now=now)
    return ""


def _checked(token: str, peer: Entry, now: datetime) -> tuple[PartDelivery, PartReceipt]:
    """Return the part a receipt ends.

    Raises:
        WireRefusal: not signed by that bureau, or of nothing that we sent it.
    """
    moment = int(now.timestamp())
    found = carriage.verify_receipt(
        token, issuer=peer.id, resolve=lambda kid: peer.signing_key(kid, now=moment)
    )
    row = (
        PartDelivery.objects.select_related("part__message")
        .filter(
            organisation=peer.id,
            part__message__iss=settings.NODE.organisation,
            part__message__jti=found.jti,
            part__number=found.number,
        )
        .first()
    )
    if row is None or found.aud != settings.NODE.organisation:
        raise ShapeRefused("jti", "is not of a file sent to that bureau")
    if found.address != row.part.address:
        raise ShapeRefused("address", "is not of the bytes that were sent")
    return row, found
