"""The end of a record of our own: withdrawn here, recalled abroad, out of every index."""

from collections.abc import Mapping
from datetime import datetime

from liaison.audit import services as audit
from liaison.audit.types import JsonValue, Who
from liaison.records import indexing, sending, shredding
from liaison.records.kinds.register import is_personal
from liaison.records.models import Correction, Record, Review
from liaison.records.reading import document_fields
from liaison.records.sockets import HOLDINGS
from liaison.records.states import (
    CorrectionState,
    RecordKind,
    RecordState,
    ReviewState,
    WithdrawalReason,
)


def end(who: Who, row: Record, *, reason: WithdrawalReason, note: str, now: datetime) -> None:
    """Withdraw a locked record of our own, in the caller's transaction.

    Args:
        who: somebody who decided it, or the machine whose clock ran out.
        row: active and our own.
        reason: told to the bureaus that hold a copy.
        note: stays here.
        now: the present moment.
    """
    row.withdrawal_note = note
    row.state = RecordState.WITHDRAWN
    row.withdrawn_at = now
    row.withdrawal_reason = reason
    row.version += 1
    row.changed_at = now
    row.save(
        update_fields=[
            *("state", "withdrawn_at", "withdrawal_reason", "withdrawal_note"),
            *("version", "changed_at"),
        ]
    )
    indexing.forget([row.id])
    recalled = sending.recall(who, row, reason=reason, only=None, now=now)
    # our own hits on it end too: nothing may be done any more in the name of this record
    for erase in HOLDINGS.values():
        erase(row.id, now)
    _close(row, who, now)
    said: dict[str, JsonValue] = {
        "reason": reason.value,
        "version": row.version,
        "copies": recalled,
    }
    document = row.kind == RecordKind.TRAVEL_DOCUMENT
    audit.record(
        who,
        event="records:document:withdrawn" if document else "records:record:withdrawn",
        target=str(row.id),
        at=now,
        facts={**named(row), **said},
    )
    if shredding.is_due(row, now):
        shredding.shred(who, row, now=now)


def named(row: Record) -> Mapping[str, JsonValue]:
    """Return what the audit log calls a record; of a person never the name."""
    personal = is_personal(RecordKind(row.kind))
    said = {"kind": row.kind, "label": row.national_reference if personal else row.label}
    if row.kind == RecordKind.TRAVEL_DOCUMENT:
        fields = document_fields(row)
        return {**said, "number": fields.number, "issuing_state": fields.issuing_state}
    return dict(said)


def _close(row: Record, who: Who, now: datetime) -> None:
    Review.objects.filter(record=row, state=ReviewState.DUE).update(
        state=ReviewState.ENDED, closed_at=now, closed_by=who.person
    )
    Correction.objects.filter(record=row, state=CorrectionState.ASKED).update(
        state=CorrectionState.OVERTAKEN, answered_at=now, answered_by=who.person
    )
