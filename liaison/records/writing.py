"""Rows of records with what hangs on them: keys, past versions. In bulk, in one transaction."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from liaison.audit.types import Who
from liaison.core import bulk
from liaison.records import indexing, photographs
from liaison.records.kinds.register import keys, label
from liaison.records.models import PastVersion, Record, RecordKey
from liaison.records.reading import record_facts
from liaison.records.retention import POLICY
from liaison.records.states import RecordKind, RecordState
from liaison.records.types import Fields, RecordFacts

# what a new version overwrites; ids, owner, kind and creation stay
VERSIONED = (
    *("fields", "natural_key", "label", "national_reference", "handling_code", "discreet"),
    *("review_on", "retention_until", "version", "received_in", "changed_at"),
)
_CREATED = (
    *("id", "record_id", "owner", "kind", "state", "held", "created_at"),
    *("withdrawal_reason", "withdrawal_note", *VERSIONED),
)
_KEY = ("record", "scheme", "value")
_PAST = ("record", "version", "fields", "until", "changed_by", "reason")


def assign(row: Record, fields: Fields, text: str, reference: str, until: date) -> None:
    """Write what is said into a row; nothing is saved.

    Args:
        row: the record.
        fields: in their plain form.
        text: the same as a canonical text.
        reference: the owner's own reference, or "".
        until: the last day it may be kept.
    """
    row.fields = text
    row.label = label(RecordKind(row.kind), fields) or reference
    row.national_reference = reference
    row.retention_until = until
    row.review_on = POLICY.review_on(until)


def insert(rows: Sequence[Record]) -> None:
    """Insert records with their keys."""
    bulk.insert(Record, _CREATED, (_values(row, _CREATED) for row in rows))
    _insert_keys(rows)


def update(rows: Sequence[Record], past: Sequence[PastVersion] = ()) -> None:
    """Write new versions, and keep what our own said before."""
    if not rows:
        return
    bulk.update(Record, VERSIONED, (_values(row, (*VERSIONED, "id")) for row in rows))
    RecordKey.objects.filter(record_id__in=[row.id for row in rows]).delete()
    _insert_keys(rows)
    bulk.insert(PastVersion, _PAST, (_past(one) for one in past))


def index_again(rows: Sequence[Record]) -> None:
    """Write again what records are found by: their keys and their entries in the index.

    Args:
        rows: locked; what is active is put in, what is withdrawn is taken out.
    """
    active = [row for row in rows if row.state == RecordState.ACTIVE]
    gone = [row.id for row in rows if row.state != RecordState.ACTIVE]
    RecordKey.objects.filter(record_id__in=[row.id for row in active]).delete()
    _insert_keys(active)
    indexing.forget(gone)


def erase(row: Record, *, who: Who, now: datetime) -> None:
    """Delete a copy with all that hangs on it, its photographs too."""
    indexing.forget([row.id])
    photographs.erase(who, row.id, now)
    row.delete()


def _insert_keys(rows: Iterable[Record]) -> None:
    said = [record_facts(row) for row in rows]
    bulk.insert(RecordKey, _KEY, _keys(said))
    indexing.put(said)


def _keys(said: Iterable[RecordFacts]) -> Iterable[tuple[object, str, str]]:
    return (
        (facts.id, scheme, value)
        for facts in said
        for scheme, value in keys(facts.kind, facts.fields)
    )


def _past(one: PastVersion) -> tuple[object, ...]:
    return (one.record_id, one.version, one.fields, one.until, one.changed_by, one.reason)


def _values(row: Record, columns: tuple[str, ...]) -> list[object]:
    return [getattr(row, column) for column in columns]
