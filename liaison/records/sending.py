"""Records on their way to other bureaus: messages, the copy register, recalls.

This is the one place through which a record leaves. Whatever a caller decided, no record goes
to a bureau it excludes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import bulk
from liaison.exchange import services as exchange
from liaison.records import photographs, policy
from liaison.records.batches import batches
from liaison.records.errors import ExcludedRefused
from liaison.records.models import Copy, Record, RecordExclusion, RecordRecipient
from liaison.records.reading import wire_record
from liaison.records.states import CopyState, WithdrawalReason
from liaison.records.types import WireRecord
from liaison.records.wireform import FORMAT

DISTRIBUTE = "records.distribute"
WITHDRAW = "records.withdraw"
# copies that are there or on their way, and not called back
LIVE = (CopyState.QUEUED, CopyState.HELD)
_LISTED = ("record", "organisation")
_COPIED = ("record", "organisation", "version", "state", "message", "queued_at", "statement")
_COPIED_AGAIN = ("version", "state", "message", "queued_at", "held_at")

Addressed = tuple[tuple[str, ...], Record]


def send_new(who: Who, rows: Sequence[Record], to: Sequence[str], now: datetime) -> int:
    """Put bureaus on the distribution list of records they do not have, and send them.

    Args:
        who: somebody who decided it.
        rows: records that none of the bureaus holds.
        to: ids of the bureaus, in alphabetical order.
        now: the present moment.

    Returns:
        How many messages were queued.

    Raises:
        ExcludedRefused: a record excludes one of the bureaus.
    """
    return send_missing(who, [(tuple(to), row) for row in rows], now)


def send_missing(who: Who, addressed: Sequence[Addressed], now: datetime) -> int:
    """The same, each record with the bureaus that miss it."""
    pairs = [(row, organisation) for to, row in addressed for organisation in to]
    messages = _queue(who, addressed, now)
    bulk.insert(RecordRecipient, _LISTED, ((row.id, one) for row, one in pairs))
    bulk.insert(
        Copy,
        _COPIED,
        (
            (row.id, one, row.version, CopyState.QUEUED.value, messages[row.id], now, "")
            for row, one in pairs
        ),
    )
    return len(set(messages.values()))


def send_again(who: Who, rows: Sequence[Record], now: datetime) -> int:
    """Send new versions to the bureaus of the copy register, and to nobody else.

    Returns:
        How many messages were queued.

    Raises:
        ExcludedRefused: a record excludes a bureau that still has a copy.
    """
    by_id = {row.id: row for row in rows}
    copies = list(
        Copy.objects.select_for_update()
        .filter(record_id__in=by_id, state__in=LIVE)
        .order_by("record_id", "organisation")
    )
    holders: dict[UUID, list[str]] = {}
    for copy in copies:
        holders.setdefault(copy.record_id, []).append(copy.organisation)
    messages = _queue(who, [(tuple(to), by_id[held]) for held, to in holders.items()], now)
    for copy in copies:
        policy.check_copy_transition(CopyState(copy.state), CopyState.QUEUED)
    bulk.update(
        Copy,
        _COPIED_AGAIN,
        (
            (
                *(by_id[copy.record_id].version, CopyState.QUEUED.value),
                *(messages[copy.record_id], now, None, copy.pk),
            )
            for copy in copies
        ),
    )
    return len(set(messages.values()))


def recall(
    who: Who, row: Record, *, reason: WithdrawalReason, only: Sequence[str] | None, now: datetime
) -> int:
    """Call copies back; each bureau answers with a signed statement that it erased its own.

    Args:
        who: somebody who decided it.
        row: the record, at the version that is called back.
        reason: told to the bureaus.
        only: those to call back from; None for all.
        now: the present moment.

    Returns:
        How many copies are called back.
    """
    copies = Copy.objects.select_for_update().filter(record=row, state__in=LIVE)
    if only is not None:
        copies = copies.filter(organisation__in=only)
    found = list(copies.order_by("organisation"))
    if not found:
        return 0
    message = exchange.queue(
        who,
        to=[copy.organisation for copy in found],
        kind=WITHDRAW,
        body={
            "record_id": str(row.record_id),
            "version": row.version,
            "reason": reason.value,
        },
        at=now,
        purpose=policy.PURPOSE,
    )
    for copy in found:
        policy.check_copy_transition(CopyState(copy.state), CopyState.RECALL_QUEUED)
        copy.state = CopyState.RECALL_QUEUED
        copy.version = row.version
        copy.message = message
        copy.recall_queued_at = now
        copy.save(update_fields=["state", "version", "message", "recall_queued_at"])
    return len(found)


def recall_again(who: Who, copy: Copy, now: datetime) -> None:
    """Call a copy back once more whose erasure nobody stated, in the caller's transaction.

    The version stays the one that was called back: an answer to an earlier recall, late, is as
    good as an answer to this one.

    Raises:
        UnknownBureau: the bureau is not in the trust directory any more.
        TrustRefused: no directory rules.
    """
    row = copy.record
    copy.message = exchange.queue(
        who,
        to=[copy.organisation],
        kind=WITHDRAW,
        body={
            "record_id": str(row.record_id),
            "version": copy.version,
            # of a copy that was called back alone, why is told to nobody
            "reason": row.withdrawal_reason or WithdrawalReason.OWNER_DECISION.value,
        },
        at=now,
        purpose=policy.PURPOSE,
    )
    copy.recall_queued_at = now
    copy.save(update_fields=["message", "recall_queued_at"])
    audit.record(
        who,
        event="records:recall:repeated",
        target=str(row.id),
        at=now,
        facts={"label": row.national_reference, "organisation": copy.organisation},
    )


def _queue(who: Who, addressed: Sequence[Addressed], now: datetime) -> dict[UUID, UUID]:
    _check_excluded(addressed)
    messages: dict[UUID, UUID] = {}
    for batch in batches((to, _travelling(row)) for to, row in addressed):
        message = exchange.queue(
            who,
            to=batch.to,
            kind=DISTRIBUTE,
            body={"format": FORMAT, "records": list(batch.objects)},
            at=now,
            purpose=policy.PURPOSE,
            files=batch.files,
        )
        messages.update((record.record_id, message) for record in batch.records)
    return messages


def _travelling(row: Record) -> WireRecord:
    return replace(wire_record(row), photographs=photographs.sendable(row))


def _check_excluded(addressed: Iterable[Addressed]) -> None:
    wanted = {(row.id, one) for to, row in addressed for one in to}
    there = RecordExclusion.objects.filter(
        record_id__in={record_id for record_id, _ in wanted},
        organisation__in={one for _, one in wanted},
    ).values_list("record_id", "organisation")
    for record_id, organisation in there:
        if (record_id, organisation) in wanted:
            raise ExcludedRefused(organisation)
