"""A relay's round: what it keeps goes to whoever it is for, by a call or when fetched."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.exchange import policy, trust
from liaison.exchange.models import Channel, Delivery, Kept, PartDelivery, Receipt
from liaison.exchange.services import bringing, carrying, keeping, leaving, loading, sealing
from liaison.exchange.states import KeptKind, PartState
from liaison.lib.wire import limits, receipt
from liaison.lib.wire.delivery import Answer, Batch, Carried, Pull
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.errors import WireRefusal
from liaison.lib.wire.pieces import Piece, Told

# who fetched a batch and did not say what became of it gets it again after this
PULL_AGAIN = timedelta(seconds=60)


def due(addressee: str, now: datetime) -> models.QuerySet[Kept]:
    """Return the mail that waits for a bureau and may be tried now; files go their own way."""
    again = models.Q(next_attempt_at__isnull=True) | models.Q(next_attempt_at__lte=now)
    mail = Kept.objects.exclude(kind=KeptKind.PART)
    return mail.filter(again, addressee=addressee, expires_at__gt=now)


def load(addressee: str, now: datetime) -> list[Kept]:
    """Return the next pieces for a bureau, oldest first, as many as one batch carries."""
    room = limits.BATCH_BYTES // 2
    chosen: list[Kept] = []
    for row in due(addressee, now).order_by("id")[: limits.BATCH_MESSAGES]:
        room -= row.size + loading.OVERHEAD
        if room < 0 and chosen:
            break
        chosen.append(row)
    # messages first: the order in which answers come
    return sorted(chosen, key=lambda row: (row.kind != KeptKind.MESSAGE, row.pk))


def batch_of(rows: Sequence[Kept]) -> Batch:
    """Return the batch that carries these."""
    return Batch(
        messages=tuple(
            Carried(row.token, bytes(row.data)) for row in rows if row.kind == KeptKind.MESSAGE
        ),
        receipts=tuple(row.token for row in rows if row.kind == KeptKind.RECEIPT),
    )


@transaction.atomic
def settle(peer: Entry, rows: Sequence[Kept], answers: Sequence[Answer], *, now: datetime) -> None:
    """Take a bureau's answers to what we passed on.

    A message goes only on the addressee's own receipt over the bytes we kept; a receipt goes
    however it was taken, since nobody could say it better.
    """
    for row, answer in zip(rows, answers, strict=True):
        if row.kind == KeptKind.RECEIPT:
            _handed(row, answer.refused, now)
        elif _is_receipt_for(row, answer.receipt, peer, now):
            keeping.arrived(row, answer.receipt, now=now)
        else:
            _postpone(row, policy.next_attempt(failures=row.attempts + 1, now=now, chance=0.5))


@transaction.atomic
def fetched(peer: Entry, pull: Pull, *, now: datetime) -> Batch:
    """Return what waits here for a bureau that comes to fetch it: mail first, then files.

    Args:
        peer: a bureau whose relay we are.
        pull: what it says of the batch before.
        now: the present moment.
    """
    Channel.objects.update_or_create(
        organisation=peer.id, defaults={"last_seen_at": now, "failures": 0}
    )
    _forget(peer.id, frozenset(pull.taken), now)
    for told in pull.told or ():
        _heard_of(told, peer, now)
    sealing.seal_waiting(peer.id, now=now)
    own = loading.load(peer.id, now)
    # our own mail first, then the others': never more than one batch's bytes
    kept = [] if own.deliveries or own.full else load(peer.id, now)
    again = now + PULL_AGAIN
    Delivery.objects.filter(pk__in=[row.pk for row in own.deliveries]).update(
        next_attempt_at=again, attempts=models.F("attempts") + 1
    )
    for row in kept:
        _postpone(row, again)
    passed_on = batch_of(kept)
    if pull.told is not None and not (own.deliveries or own.receipts or kept):
        return Batch((), (), tuple(_pieces(peer.id, now)))
    return Batch(
        messages=own.batch.messages + passed_on.messages,
        receipts=own.batch.receipts + passed_on.receipts,
    )


def may_fetch(peer: Entry, now: datetime) -> bool:
    """Return whether the directory names us as that bureau's relay."""
    return keeping.is_ours_to_keep(trust.directory(now), peer.id)


def _forget(organisation: str, taken: frozenset[str], now: datetime) -> None:
    """Do not send receipts again that were taken."""
    if not taken:
        return
    waiting = Receipt.objects.filter(unsent_to=organisation).order_by("id")
    got = [row.pk for row in waiting[: limits.BATCH_RECEIPTS] if _digest(row.token) in taken]
    Receipt.objects.filter(pk__in=got).update(unsent_to="")
    for row in Kept.objects.filter(
        addressee=organisation, kind=KeptKind.RECEIPT, digest__in=taken
    ):
        _handed(row, "", now)


def _heard_of(told: Told, peer: Entry, now: datetime) -> None:
    """Take what the bureau says of a piece it fetched: ours, or one that we keep for another."""
    if told.iss == settings.NODE.organisation:
        ours = (
            PartDelivery.objects.select_related("part__message")
            .filter(
                organisation=peer.id,
                part__message__iss=told.iss,
                part__message__jti=told.jti,
                part__number=told.number,
                state=PartState.WAITING,
            )
            .first()
        )
        if ours is not None:
            ours.next_attempt_at = None
            ours.save(update_fields=["next_attempt_at"])
            bringing.settle(ours, told.answer, now=now)
        return
    row = Kept.objects.filter(
        kind=KeptKind.PART,
        sender=told.iss,
        addressee=peer.id,
        jti=told.jti,
        number=told.number,
        whole=True,
    ).first()
    if row is not None:
        carrying.settle(row, told.answer, peer=peer, now=now)


def _pieces(organisation: str, now: datetime) -> list[Piece]:
    """Return the next pieces for a bureau that fetches; given again if it never says a word."""
    again = now + PULL_AGAIN
    kept = carrying.due(organisation, now).first()
    if kept is not None:
        found = carrying.pieces_of(kept)
        if not found:
            carrying.lost(kept, now=now)
        carrying.put_off([kept], again)
        return found
    ours = bringing.due(organisation, now).select_related("part__message").first()
    if ours is None:
        return []
    PartDelivery.objects.filter(pk=ours.pk).update(next_attempt_at=again)
    return leaving.pieces_from(ours, ours.held)


def _is_receipt_for(row: Kept, token: str, peer: Entry, now: datetime) -> bool:
    moment = int(now.timestamp())
    try:
        found = receipt.verify(
            token, issuer=peer.id, resolve=lambda kid: peer.signing_key(kid, now=moment)
        )
    except WireRefusal:
        return False
    return (found.aud, found.jti, found.digest) == (row.sender, row.jti, row.digest)


def _handed(row: Kept, refused: str, now: datetime) -> None:
    audit.record(
        Who.machine("exchange", settings.NODE.organisation),
        event="exchange:relay:handed",
        target=str(row.jti),
        at=now,
        result=refused or "done",
        facts={"kind": row.kind, "sender": row.sender},
    )
    row.delete()


def _postpone(row: Kept, again: datetime) -> None:
    row.attempts += 1
    row.next_attempt_at = again
    row.save(update_fields=["attempts", "next_attempt_at"])


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
