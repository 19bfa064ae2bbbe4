"""A relay's counter: sealed mail for a bureau that named us, kept until that bureau takes it.

We see outer headers only. Row and log entry are one transaction; what we sign is that we keep it.
"""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models, transaction

from liaison.audit import services as audit
from liaison.audit.types import Entry as LogEntry
from liaison.audit.types import Who
from liaison.exchange import keys, policy
from liaison.exchange.models import Kept
from liaison.exchange.services import calling, ways
from liaison.exchange.states import KeptKind
from liaison.lib.wire import envelope, limits, receipt, relayed
from liaison.lib.wire.delivery import Answer, Carried, DeliveryHeader
from liaison.lib.wire.directory import Directory
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.errors import Expired, HeadersDiffer, WireRefusal

FULL = "exchange:relay_full"
EQUIVOCATION = "exchange:equivocation"
UNKNOWN = "exchange:relay_unknown"
LIFE = timedelta(seconds=limits.LIFE_SECONDS)


@dataclass(frozen=True)
class Deposit:
    """A message for another bureau: its verified delivery header, and what it came as."""

    header: DeliveryHeader
    carried: Carried


def is_ours_to_keep(trusted: Directory, organisation: str) -> bool:
    """Return whether the directory names us as the relay of that bureau."""
    relay = trusted.relay_of(organisation)
    return relay is not None and relay.id == settings.NODE.organisation


@transaction.atomic
def keep(deposits: Sequence[Deposit], *, peer: Entry, now: datetime) -> list[Answer]:
    """Keep sealed messages of a peer for bureaus whose relay we are.

    Args:
        deposits: their delivery headers are verified and theirs, the digests compared.
        peer: the bureau that hands them over.
        now: the present moment.

    Returns:
        For each our signed word that we keep it, or the code of the refusal.
    """
    answers = [_keep(deposit, peer, now) for deposit in deposits]
    for name in sorted({deposit.header.to for deposit in deposits}):
        _promise(name, now)
    return answers


@transaction.atomic
def keep_receipts(
    tokens: Sequence[str], *, peer: Entry, trusted: Directory, now: datetime
) -> list[str]:
    """Keep receipts of a peer that are for another bureau.

    Two come here: those for a bureau whose relay we are, and those of such a bureau for messages
    that it fetched from us; with the latter the kept message has arrived and goes.

    Returns:
        For each, empty or the code of its refusal.
    """
    return [_keep_receipt(token, peer, trusted, now) for token in tokens]


def arrived(row: Kept, token: str, *, now: datetime) -> None:
    """Note that a kept message was receipted by its addressee: the receipt goes back instead.

    Args:
        row: the message; it is deleted.
        token: the addressee's verified receipt.
        now: the present moment.
    """
    store_receipt(token, row.jti, sender=row.addressee, addressee=row.sender, now=now)
    audit.record(
        Who.machine(row.addressee, row.addressee),
        event="exchange:relay:handed",
        target=str(row.jti),
        at=now,
        facts={"kind": row.kind, "sender": row.sender},
    )
    row.delete()


def _keep(deposit: Deposit, peer: Entry, now: datetime) -> Answer:
    header = deposit.header
    try:
        until = _check(deposit, peer, now)
    except WireRefusal as refusal:
        return _refuse(header, peer, refusal.code, now)
    same = Kept.objects.filter(
        kind=KeptKind.MESSAGE, sender=peer.id, addressee=header.to, jti=header.jti
    ).first()
    if same is not None and same.digest != header.digest:
        return _refuse(header, peer, EQUIVOCATION, now)
    if same is None:
        if not _room(peer.id, header.to, len(deposit.carried.message)):
            return _refuse(header, peer, FULL, now)
        _store(deposit, peer, until, now)
    word = relayed.Relayed(peer.id, header.to, header.jti, header.digest, until)
    return Answer(
        receipt=relayed.sign(
            word,
            relay=settings.NODE.organisation,
            at=int(now.timestamp()),
            by=keys.signing().newest,
        )
    )


def _check(deposit: Deposit, peer: Entry, now: datetime) -> int:
    """Compare what can be seen from outside; return until when it may be delivered."""
    header, moment = deposit.header, int(now.timestamp())
    seen = envelope.outside(deposit.carried.message)
    if seen.iss != peer.id or seen.jti != str(header.jti) or header.to not in seen.aud:
        raise HeadersDiffer("the message is not the one the delivery header names")
    if seen.exp <= moment:
        raise Expired("the message has ended")
    # attack: an end in a hundred years, to fill the relay
    return min(seen.exp, moment + limits.LIFE_SECONDS)


def _room(sender: str, addressee: str, more: int) -> bool:
    pair = models.Q(sender=sender, addressee=addressee)
    # files have room of their own: a few of them would leave none for messages
    found = Kept.objects.exclude(kind=KeptKind.PART).aggregate(
        pieces=models.Count("id", filter=pair),
        bytes=models.Sum("size", filter=pair, default=0),
        everything=models.Sum("size", default=0),
    )
    return policy.relay_has_room(
        pieces=found["pieces"], size=found["bytes"], everything=found["everything"], more=more
    )


def _store(deposit: Deposit, peer: Entry, until: int, now: datetime) -> None:
    header, data = deposit.header, deposit.carried.message
    Kept.objects.create(
        kind=KeptKind.MESSAGE,
        sender=peer.id,
        addressee=header.to,
        jti=header.jti,
        digest=header.digest,
        token=deposit.carried.header,
        data=data,
        size=len(data),
        received_at=now,
        expires_at=datetime.fromtimestamp(until, UTC),
        overdue_at=now + policy.RELAY_OVERDUE,
    )
    audit.record(
        Who.machine(peer.id, peer.id),
        event="exchange:relay:kept",
        target=str(header.jti),
        at=now,
        facts={"kind": KeptKind.MESSAGE.value, "to": header.to, "digest": header.digest},
    )


def _refuse(header: DeliveryHeader, peer: Entry, code: str, now: datetime) -> Answer:
    audit.record(
        Who.machine(peer.id, peer.id),
        event="exchange:relay:refused",
        target=str(header.jti),
        at=now,
        result=code,
        facts={"to": header.to},
    )
    return Answer(refused=code)


def _keep_receipt(token: str, peer: Entry, trusted: Directory, now: datetime) -> str:
    moment = int(now.timestamp())
    try:
        found = receipt.verify(
            token, issuer=peer.id, resolve=lambda kid: peer.signing_key(kid, now=moment)
        )
    except WireRefusal as refusal:
        return refusal.code
    row = Kept.objects.filter(
        kind=KeptKind.MESSAGE,
        sender=found.aud,
        addressee=peer.id,
        jti=found.jti,
        digest=found.digest,
    ).first()
    if row is not None:
        arrived(row, token, now=now)
        return ""
    if not is_ours_to_keep(trusted, found.aud):
        # nothing of that kind waits here: long since carried back, or never kept
        return UNKNOWN
    if not _room(peer.id, found.aud, len(token)):
        return FULL
    store_receipt(token, found.jti, sender=peer.id, addressee=found.aud, now=now)
    return ""


def store_receipt(
    token: str, jti: uuid.UUID, *, sender: str, addressee: str, now: datetime
) -> None:
    """Keep a verified receipt of one bureau for another, once, in the caller's transaction."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    _, new = Kept.objects.get_or_create(
        sender=sender,
        addressee=addressee,
        jti=jti,
        digest=digest,
        defaults={
            "kind": KeptKind.RECEIPT,
            "token": token,
            "size": len(token),
            "received_at": now,
            "expires_at": now + LIFE,
        },
    )
    if new:
        audit.record_many(
            [
                LogEntry(
                    Who.machine(sender, sender),
                    "exchange:relay:kept",
                    str(jti),
                    now,
                    facts={"kind": KeptKind.RECEIPT.value, "to": addressee},
                )
            ]
        )
    _promise(addressee, now)


def _promise(addressee: str, now: datetime) -> None:
    if ways.way_to(addressee, now).direct:
        calling.call(addressee, at=now)
