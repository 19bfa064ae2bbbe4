"""Periodic work of records: the copy register follows the receipts; retention ends by itself."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import sqlite
from liaison.exchange import selectors as exchange
from liaison.identity import services as identity
from liaison.identity.states import Permission
from liaison.records import ending, shredding, writing
from liaison.records.models import Copy, Record, Review
from liaison.records.retention import POLICY, Policy
from liaison.records.sockets import HOLDINGS
from liaison.records.states import CopyState, Held, RecordState, ReviewState, WithdrawalReason

WATCH = timedelta(minutes=10)  # days are counted: nobody notices ten minutes
ENDED_AT_ONCE = 500  # of one run, each in its own transaction
ENDED = WithdrawalReason.RETENTION_ENDED
EVERY = timedelta(seconds=15)  # how long a delivered copy may still be shown as under way
AT_ONCE = 10_000


def note_deliveries(now: datetime) -> None:
    """Mark copies as held whose message was delivered, by the other bureau's signed receipt.

    A receipt for an older version than the one sent last changes nothing, because the register
    names the last message; a recalled copy is no longer under way.
    """
    receipted = exchange.delivered(OuterRef("message"), to=OuterRef("organisation"))
    held = Copy.objects.filter(Exists(receipted), state=CopyState.QUEUED)
    # looked for outside the transaction: most of the time there is nothing to write
    found = list(held.values_list("pk", flat=True)[:AT_ONCE])
    if found:
        with transaction.atomic():
            held.filter(pk__in=found).update(state=CopyState.HELD, held_at=now)


def watch_retention(now: datetime) -> None:
    """Open re-examinations that have become due, and end what may not be kept any longer.

    Our own records are withdrawn and recalled; copies go even when their owner is silent.
    """
    today = now.date()
    shred_withdrawn(now)
    _open_reviews(today, now)
    active = Record.objects.filter(state=RecordState.ACTIVE, review_on__lte=today)
    over = active.filter(retention_until__lt=today)
    for reference in list(over.order_by("review_on").values_list("pk", flat=True)[:ENDED_AT_ONCE]):
        with transaction.atomic():
            row = over.select_for_update().filter(pk=reference).first()
            if row is None:
                continue
            if row.held == Held.OWN:
                ending.end(_machine(), row, reason=ENDED, note="", now=now)
            else:
                _expire(row, now)


def shred_withdrawn(now: datetime, *, policy: Policy = POLICY) -> None:
    """Leave tombstones of persons' records that were withdrawn as long ago as the policy says."""
    over = Record.objects.filter(
        kind__in=[kind.value for kind in shredding.PERSONAL],
        held=Held.OWN,
        state=RecordState.WITHDRAWN,
        shredded_at=None,
        withdrawn_at__lte=policy.withdrawn_before(now),
    )
    found = over.order_by("withdrawn_at").values_list("pk", flat=True)
    for reference in list(found[:ENDED_AT_ONCE]):
        with transaction.atomic():
            row = over.select_for_update().filter(pk=reference).first()
            if row is not None:
                shredding.shred(_machine(), row, now=now)


def _open_reviews(today: date, now: datetime) -> None:
    open_already = Review.objects.filter(record=OuterRef("pk"), state=ReviewState.DUE)
    due = Record.objects.filter(
        ~Exists(open_already),
        state=RecordState.ACTIVE,
        review_on__lte=today,
        retention_until__gte=today,
        held=Held.OWN,
    )
    with transaction.atomic():
        found = list(due.order_by("review_on").values_list("pk", "retention_until")[:AT_ONCE])
        if not found:
            return
        Review.objects.bulk_create(
            Review(record_id=reference, opened_at=now, due_on=until, state=ReviewState.DUE)
            for reference, until in found
        )
        own = settings.NODE.organisation
        audit.record(
            _machine(),
            event="records:review:opened",
            target=own,
            at=now,
            facts={
                "records": len(found),
                "until": min(until for _, until in found).isoformat(),
            },
        )
        identity.announce(
            organisation=own,
            permission=Permission.DOCUMENT_IMPORT,
            kind="records:review:opened",
            target=own,
            at=now,
        )


def _expire(row: Record, now: datetime) -> None:
    writing.erase(row, who=_machine(), now=now)
    emptied = {room: erase(row.id, now) for room, erase in sorted(HOLDINGS.items())}
    audit.record(
        _machine(),
        event="records:copy:expired",
        target=str(row.id),
        at=now,
        facts={"owner": row.owner, "rooms": emptied},
    )
    transaction.on_commit(sqlite.forget_erased)


def _machine() -> Who:
    return Who.machine("records", settings.NODE.organisation)
