"""Receipts of theirs about messages of ours: many at once, each verified, each kept once.

A bad receipt is an alarm and a code for its sender, never a crash, and never in the way of the
good ones beside it.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db import models, transaction

from liaison.audit import services as audit
from liaison.audit.types import Entry, Who
from liaison.exchange import keys
from liaison.exchange.models import Again, Delivery, Message, Opening, Receipt, SealedBytes
from liaison.exchange.policy import following
from liaison.exchange.services import alarms, bringing, witness
from liaison.exchange.sockets import HANDLERS
from liaison.exchange.states import CLOSED, AlarmKind, Direction, State
from liaison.lib.wire import evidence, receipt
from liaison.lib.wire.entry import Entry as Peer
from liaison.lib.wire.errors import ShapeRefused, WireRefusal

ORDER = list(State)


@dataclass(frozen=True)
class Offered:
    """A receipt as it came in.

    Attributes:
        token: signed, unverified.
        about: the message it must be about, where it answers one.
    """

    token: str
    about: uuid.UUID | None = None


def take(offered: Sequence[Offered], *, peer: Peer, now: datetime) -> list[str]:
    """Take receipts. Taking one again changes nothing.

    Args:
        offered: in the order they came.
        peer: the bureau they came from.
        now: the present moment.

    Returns:
        For each, empty or the code of its refusal: not signed by that bureau, about a message we
        never sent it, or about other bytes than we sent.
    """
    verified = [_verified(one, peer, now) for one in offered]
    with transaction.atomic():
        jtis = [one.jti for one in verified if isinstance(one, receipt.Receipt)]
        deliveries = _deliveries(peer.id, jtis)
        checked = [
            _checked(found, one.about, deliveries)
            for found, one in zip(verified, offered, strict=True)
        ]
        for found in checked:
            if isinstance(found, WireRefusal):
                alarms.raise_alarm(AlarmKind.RECEIPT_MISMATCH, peer.id, str(found), now=now)
        good = [
            (found, one.token)
            for found, one in zip(checked, offered, strict=True)
            if isinstance(found, receipt.Receipt)
        ]
        _keep(good, deliveries, peer, now)
    return [found.code if isinstance(found, WireRefusal) else "" for found in checked]


def summarise(messages: Iterable[int]) -> None:
    """Bring messages' own states up to their deliveries', and drop what nobody waits for.

    When every delivery is closed, the opening of a kind that receivers shred goes, and our key to
    its sealed bytes: what is erased from the records must not live on in an old message.

    Args:
        messages: row ids.
    """
    wanted = list(messages)
    states: dict[int, set[State]] = {pk: set() for pk in wanted}
    rows = Delivery.objects.filter(message__in=wanted).values_list("message_id", "state")
    for pk, state in rows:
        states[pk].add(State(state))
    least: dict[State, list[int]] = {}
    for pk, found in states.items():
        least.setdefault(min(found, key=ORDER.index), []).append(pk)
    for state, pks in least.items():
        Message.objects.filter(pk__in=pks).update(state=state)
    closed = [pk for pk, found in states.items() if found <= CLOSED]
    shredded = [kind for kind, handler in HANDLERS.items() if not handler.keep_body]
    _leave_to_receivers(closed, shredded)
    Opening.objects.filter(message__in=closed, message__kind__in=shredded).delete()


def _leave_to_receivers(closed: Sequence[int], shredded: Sequence[str]) -> None:
    """Take our own key out of sealed bytes whose content is shredded: we cannot open them again.

    They are kept for a while all the same: a receiver restored from a backup asks for them.
    """
    own = keys.archive().newest.kid
    rows = SealedBytes.objects.filter(message__in=closed, message__kind__in=shredded)
    for row in rows:
        row.data = evidence.without_recipient(bytes(row.data), own)
        row.save(update_fields=["data"])


def _verified(one: Offered, peer: Peer, now: datetime) -> receipt.Receipt | WireRefusal:
    moment = int(now.timestamp())
    try:
        return receipt.verify(
            one.token, issuer=peer.id, resolve=lambda kid: peer.signing_key(kid, now=moment)
        )
    except WireRefusal as refusal:
        return refusal


def _deliveries(organisation: str, jtis: Sequence[uuid.UUID]) -> dict[uuid.UUID, Delivery]:
    """Return our deliveries to that bureau, locked in one order."""
    rows: models.QuerySet[Delivery] = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("message")
        .filter(
            organisation=organisation,
            # with our own id, so that the index of messages' names serves
            message__iss=settings.NODE.organisation,
            message__jti__in=jtis,
            message__direction=Direction.OUT.value,
        )
        .order_by("pk")
    )
    return {row.message.jti: row for row in rows}


def _checked(
    found: receipt.Receipt | WireRefusal,
    about: uuid.UUID | None,
    deliveries: dict[uuid.UUID, Delivery],
) -> receipt.Receipt | WireRefusal:
    if isinstance(found, WireRefusal):
        return found
    delivery = deliveries.get(found.jti)
    if delivery is None or found.aud != settings.NODE.organisation:
        return ShapeRefused("jti", "is not of a message sent to that bureau")
    # attack: a true receipt of another message, again and again, would be asked for for ever
    if about is not None and found.jti != about:
        return ShapeRefused("jti", "is of another message than the one it answers")
    if (
        found.digest != delivery.message.digest
        and not Again.objects.filter(delivery=delivery, digest=found.digest).exists()
    ):
        return ShapeRefused("digest", "is not of the bytes that were sent")
    return found


def _keep(
    good: Sequence[tuple[receipt.Receipt, str]],
    deliveries: dict[uuid.UUID, Delivery],
    peer: Peer,
    now: datetime,
) -> None:
    """Write the new ones, their log entries, and what follows from them."""
    known = set(
        Receipt.objects.filter(
            iss=peer.id, message__in=[row.message_id for row in deliveries.values()]
        ).values_list("message_id", "state")
    )
    rows: list[Receipt] = []
    entries: list[Entry] = []
    moved: dict[int, Delivery] = {}
    for found, token in good:
        delivery = deliveries[found.jti]
        if (delivery.message_id, found.state.value) in known:
            continue
        known.add((delivery.message_id, found.state.value))
        rows.append(_row(found, token, delivery, peer))
        entries.append(_entry(found, peer, now))
        if found.state in following(State(delivery.state)):
            delivery.state = found.state
            moved[delivery.pk] = delivery
        if found.state is State.REJECTED:
            words = f"{delivery.message.kind}: {found.reason}"
            alarms.raise_alarm(AlarmKind.REJECTED, peer.id, words, now=now)
    Receipt.objects.bulk_create(rows)
    audit.record_many(entries)
    _move(list(moved.values()), now)
    stated = {found.checkpoint: found.at for found, _ in good}
    for note, at in stated.items():
        witness.keep(peer, note=note, stated_at=datetime.fromtimestamp(at, UTC), now=now)


def _move(moved: Sequence[Delivery], now: datetime) -> None:
    by_state: dict[str, list[int]] = {}
    for delivery in moved:
        by_state.setdefault(delivery.state, []).append(delivery.pk)
    for state, pks in by_state.items():
        Delivery.objects.filter(pk__in=pks).update(state=state)
    if moved:
        summarise({delivery.message_id for delivery in moved})
        ready = [row.message_id for row in moved if row.state in bringing.EXPECTED]
        bringing.promise_for(ready, moved[0].organisation, at=now)


def _row(found: receipt.Receipt, token: str, delivery: Delivery, peer: Peer) -> Receipt:
    return Receipt(
        message_id=delivery.message_id,
        iss=peer.id,
        state=found.state.value,
        at=datetime.fromtimestamp(found.at, UTC),
        reason=found.reason,
        log_index=found.log_index,
        token=token,
    )


def _entry(found: receipt.Receipt, peer: Peer, now: datetime) -> Entry:
    return Entry(
        Who.machine(peer.id, peer.id),
        f"exchange:receipt:{found.state.value}",
        str(found.jti),
        now,
        facts={"reason": found.reason} if found.state is State.REJECTED else {},
    )
