"""A restored bureau tells the others: its log begins anew behind the backup, and what it lacks.

The entry of the restart is the first act of the restored log. Each bureau of the directory gets it
with proofs (`accepting`), and gives back what it knows of the time that was lost (`resuming`).
"""

import math
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from liaison.audit import selectors as log
from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.exchange import trust
from liaison.exchange.errors import TrustRefused
from liaison.exchange.models import Delivery, LogRestart, Message, Receipt, Resumption
from liaison.exchange.policy import LIFE_AFTER_RESTORE
from liaison.exchange.services import queuing, quieting
from liaison.exchange.states import RESTART, Direction, State
from liaison.lib.ledger import checkpoint as notes
from liaison.lib.ledger import restart as ledger
from liaison.lib.ledger.errors import LedgerRefusal
from liaison.lib.wire import tokens
from liaison.lib.wire.canonical import JsonObject

# what was being stored while the backup was made: named one by one, never guessed by the clock
NAMED: Final = timedelta(minutes=10)
NAMED_MOST: Final = 600
# the latest deliveries and receipts that are looked at for a checkpoint that a bureau has seen
LOOKED_AT: Final = 20
PURPOSE: Final = "restore after loss"


@transaction.atomic
def restart(who: Who, *, backup_at: datetime, reason: str, now: datetime) -> None:
    """Write the entry of the restart and queue the news for every bureau of the directory.

    Called once, on the restored database, before any process of the bureau runs.

    Args:
        who: somebody who restored it.
        backup_at: the moment of what the backup holds.
        reason: in their words; other bureaus read it.
        now: the present moment.

    Raises:
        LogKeyUnusable: nothing can be signed.
    """
    # what waited in the backup gets its place first: the head covers all that is known
    while audit.integrate(now=now) is not None:
        pass
    head = log.latest_checkpoint()
    leaf = audit.record(
        who,
        event=audit.RESTARTED,
        target=settings.NODE.organisation,
        at=now,
        facts={
            "reason": reason,
            "backup_at": backup_at.isoformat(),
            "size": head.size if head else 0,
            "root": head.root.hex() if head else "",
        },
    )
    settled = audit.settle([leaf], now=now)
    LogRestart.objects.create(
        organisation=settings.NODE.organisation,
        at=now,
        backup_at=backup_at,
        size=head.size if head else 0,
        root=head.root if head else bytes(32),
        head=head.note if head else "",
        after=settled.checkpoint.note,
        leaf=leaf,
        entry_index=settled.index[leaf],
        reason=reason,
    )
    announce(now)


def announce(now: datetime) -> None:
    """Queue the news for those bureaus of the directory that were not told yet."""
    row = quieting.own_restart()
    if row is None or row.at + LIFE_AFTER_RESTORE <= now or not row.size:
        return
    try:
        listed = set(trust.directory(now).entries) - {settings.NODE.organisation}
    except TrustRefused:
        # a directory that is installed later brings the bureaus; the periodic call comes again
        return
    told = Resumption.objects.filter(restart=row).values_list("organisation", flat=True)
    untold = sorted(listed - set(told))
    if not untold:
        return
    hashes = log.leaf_hashes(notes.parse(row.after).checkpoint.size)
    for organisation in untold:
        with transaction.atomic():
            _tell(row, organisation, hashes, now)


def _tell(row: LogRestart, organisation: str, hashes: Sequence[bytes], now: datetime) -> None:
    since, have = _having(organisation, row.backup_at)
    proof = ledger.prove(
        head=row.head,
        after=row.after,
        index=row.entry_index,
        known_size=min(_known(organisation), row.size),
        hashes=hashes,
    )
    message = queuing.queue(
        Who.machine("exchange", settings.NODE.organisation),
        to=[organisation],
        kind=RESTART,
        body={
            "at": int(row.at.timestamp()),
            "backup_at": int(row.backup_at.timestamp()),
            "reason": row.reason,
            "since": since,
            "have": [str(jti) for jti in have],
            "entry": _entry(row),
            "proof": _written(proof),
        },
        at=now,
        purpose=PURPOSE,
        urgency="urgent",
    )
    Resumption.objects.create(restart=row, organisation=organisation, message=message)


def _entry(row: LogRestart) -> JsonObject:
    """Return what opens the entry's commitment: others read it in our log's own words."""
    opening = log.opening(row.leaf)
    return {
        "leaf": str(row.leaf),
        "at": opening.at.isoformat(),
        "salt": opening.salt.hex(),
        "body": urlsafe_b64encode(opening.body.encode()).decode(),
    }


def _written(proof: ledger.Restart) -> JsonObject:
    return {
        "head": urlsafe_b64encode(proof.head.encode()).decode(),
        "after": urlsafe_b64encode(proof.after.encode()).decode(),
        "index": proof.index,
        "inclusion": [one.hex() for one in proof.inclusion],
        "continues": [one.hex() for one in proof.continues],
        "known_size": proof.known_size,
        "extends": [one.hex() for one in proof.extends],
    }


def _having(organisation: str, backup_at: datetime) -> tuple[int, list[uuid.UUID]]:
    """Return since when a bureau should look, and what of that time we have already."""
    since = int((backup_at - NAMED).timestamp())
    theirs = Message.objects.filter(direction=Direction.IN, iss=organisation).order_by(
        "-created_at"
    )
    rows = [
        (at, jti)
        for at, jti in theirs.values_list("created_at", "jti")[: NAMED_MOST + 1]
        if at.timestamp() >= since
    ]
    if len(rows) > NAMED_MOST:
        since = math.floor(rows[-1][0].timestamp()) + 1
    return since, [jti for at, jti in rows if at.timestamp() >= since]


def _known(organisation: str) -> int:
    """Return the size of the largest checkpoint that a bureau certainly has of us, or 0."""
    headers = (
        Delivery.objects.filter(organisation=organisation, channel_seq__isnull=False)
        .exclude(state__in=[State.ACCEPTED, State.UNDELIVERABLE])
        .order_by("-channel_seq")
        .values_list("header", flat=True)[:LOOKED_AT]
    )
    receipts = (
        Receipt.objects.filter(
            iss=settings.NODE.organisation, message__iss=organisation, unsent_to=""
        )
        .exclude(state=State.STORED)
        .order_by("-id")
        .values_list("token", flat=True)[:LOOKED_AT]
    )
    return max((_size(token) for token in [*headers, *receipts]), default=0)


def _size(token: str) -> int:
    note = tokens.said(token).get("checkpoint")
    try:
        return notes.parse(note).checkpoint.size if isinstance(note, str) else 0
    except LedgerRefusal:
        return 0
