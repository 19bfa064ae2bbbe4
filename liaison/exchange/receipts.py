"""Receipts as rows: ours about their messages, theirs about ours."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import transaction

from liaison.audit import services as audit
from liaison.audit.types import Settled, Who
from liaison.exchange import alarms, keys, witness
from liaison.exchange.models import Delivery, Message, Receipt, SealedBytes
from liaison.exchange.policy import following
from liaison.exchange.states import CLOSED, AlarmKind, Direction, State
from liaison.lib.wire import directory, receipt
from liaison.lib.wire.errors import ShapeRefused, WireRefusal


def compose(  # noqa: PLR0913 - the fields of a receipt
    *,
    to: str,
    jti: uuid.UUID,
    digest: str,
    state: State,
    at: datetime,
    settled: Settled,
    leaf: uuid.UUID,
    reason: str = "",
) -> str:
    """Return a signed receipt whose log entry the checkpoint in it covers."""
    return receipt.sign(
        receipt.Receipt(
            iss=settings.NODE.organisation,
            aud=to,
            at=int(at.timestamp()),
            jti=jti,
            digest=digest,
            state=state,
            reason=reason,
            log_index=settled.index[leaf],
            checkpoint=settled.checkpoint.note,
        ),
        by=keys.signing().newest,
    )


def issue(  # noqa: PLR0913 - the fields of a receipt
    message: Message,
    *,
    state: State,
    settled: Settled,
    leaf: uuid.UUID,
    at: datetime,
    unsent: bool,
    reason: str = "",
) -> Receipt:
    """Sign and keep a receipt for a message of theirs, in the caller's transaction."""
    token = compose(
        to=message.iss,
        jti=message.jti,
        digest=message.digest,
        state=state,
        at=at,
        settled=settled,
        leaf=leaf,
        reason=reason,
    )
    return Receipt.objects.create(
        message=message,
        iss=settings.NODE.organisation,
        state=state,
        at=at,
        reason=reason,
        log_index=settled.index[leaf],
        token=token,
        unsent=unsent,
    )


@transaction.atomic
def accept(
    token: str, *, peer: directory.Entry, now: datetime, about: uuid.UUID | None = None
) -> None:
    """Take a receipt of theirs about a message of ours. Repeating it changes nothing.

    Args:
        token: the signed receipt.
        peer: the bureau it came from.
        now: the present moment.
        about: the message it must be about, where it answers one.

    Raises:
        WireRefusal: not signed by that bureau, about a message we never sent it, or about other
            bytes than we sent.
    """
    moment = int(now.timestamp())
    found = receipt.verify(
        token, issuer=peer.id, resolve=lambda kid: peer.signing_key(kid, now=moment)
    )
    delivery = (
        Delivery.objects.select_for_update()
        .select_related("message")
        .filter(
            organisation=peer.id, message__jti=found.jti, message__direction=Direction.OUT.value
        )
        .first()
    )
    if delivery is None or found.aud != settings.NODE.organisation:
        raise ShapeRefused("jti", "is not of a message sent to that bureau")
    # attack: a true receipt of another message, again and again, would be asked for for ever
    if about is not None and found.jti != about:
        raise ShapeRefused("jti", "is of another message than the one it answers")
    if found.digest != delivery.message.digest:
        raise ShapeRefused("digest", "is not of the bytes that were sent")
    _, new = Receipt.objects.get_or_create(
        message=delivery.message,
        iss=peer.id,
        state=found.state.value,
        defaults={
            "at": datetime.fromtimestamp(found.at, now.tzinfo),
            "reason": found.reason,
            "log_index": found.log_index,
            "token": token,
        },
    )
    if new:
        _advance(delivery, State(found.state.value), reason=found.reason, now=now)
        witness.keep(peer, note=found.checkpoint, now=now)


def _advance(delivery: Delivery, state: State, *, reason: str, now: datetime) -> None:
    message = delivery.message
    audit.record(
        Who.machine(delivery.organisation, delivery.organisation),
        event=f"exchange:receipt:{state.value}",
        target=str(message.jti),
        at=now,
        facts={"reason": reason} if reason or state is State.REJECTED else {},
    )
    if state not in following(State(delivery.state)):
        return
    delivery.state = state
    delivery.save(update_fields=["state"])
    if state is State.REJECTED:
        alarms.raise_alarm(
            AlarmKind.REJECTED, delivery.organisation, f"{message.kind}: {reason}", now=now
        )
    summarise(message)


def summarise(message: Message) -> None:
    """Bring the message's own state up to its deliveries', and drop bytes nobody waits for."""
    states = {State(s) for s in message.deliveries.values_list("state", flat=True)}
    open_states = [state for state in State if state in states]
    # the least advanced one, in the order of the list
    message.state = min(open_states, key=list(State).index)
    message.save(update_fields=["state"])
    if states <= CLOSED:
        SealedBytes.objects.filter(message=message).delete()


def refuse_quietly(
    token: str, *, peer: directory.Entry, now: datetime, about: uuid.UUID | None = None
) -> str:
    """Accept a receipt, or say by code why not; a bad receipt is an alarm, never a crash.

    Returns:
        Empty, or the code of the refusal.
    """
    try:
        accept(token, peer=peer, now=now, about=about)
    except WireRefusal as refusal:
        with transaction.atomic():
            alarms.raise_alarm(AlarmKind.RECEIPT_MISMATCH, peer.id, str(refusal), now=now)
        return refusal.code
    return ""
