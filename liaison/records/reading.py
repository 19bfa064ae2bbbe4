"""Rows as values: what is stored is in its plain form already, so nothing is parsed twice."""

import json

from liaison.records.fields import folded, typed
from liaison.records.models import Record
from liaison.records.states import Held, RecordKind, RecordState, WithdrawalReason
from liaison.records.types import DocumentFacts, DocumentFields, RecordFacts, WireRecord
from liaison.rules.processing import HandlingCode


def record_facts(row: Record) -> RecordFacts:
    """Return a row as a value."""
    return RecordFacts(
        id=row.id,
        record_id=row.record_id,
        owner=row.owner,
        kind=RecordKind(row.kind),
        fields=json.loads(row.fields),
        label=row.label,
        national_reference=row.national_reference,
        handling_code=HandlingCode(row.handling_code),
        discreet=row.discreet,
        review_on=row.review_on,
        retention_until=row.retention_until,
        version=row.version,
        state=RecordState(row.state),
        held=Held(row.held),
        received_in=row.received_in,
        withdrawn_at=row.withdrawn_at,
        withdrawal_reason=_reason(row),
        created_at=row.created_at,
        changed_at=row.changed_at,
        shredded_at=row.shredded_at,
    )


def document_facts(row: Record) -> DocumentFacts:
    """Return the row of a travel document as a value with typed fields."""
    fields = document_fields(row)
    return DocumentFacts(
        id=row.id,
        record_id=row.record_id,
        owner=row.owner,
        fields=fields,
        number_folded=folded(fields),
        version=row.version,
        state=RecordState(row.state),
        held=Held(row.held),
        received_in=row.received_in,
        withdrawn_at=row.withdrawn_at,
        withdrawal_reason=_reason(row),
        created_at=row.created_at,
        changed_at=row.changed_at,
    )


def document_fields(row: Record) -> DocumentFields:
    """Return what the row of a travel document says about it."""
    return typed(json.loads(row.fields), row.national_reference, row.retention_until)


def wire_record(row: Record) -> WireRecord:
    """Return a row as it travels."""
    return WireRecord(
        record_id=row.record_id,
        owner=row.owner,
        kind=RecordKind(row.kind),
        version=row.version,
        fields=row.fields,
        national_reference=row.national_reference,
        handling_code=HandlingCode(row.handling_code),
        discreet=row.discreet,
        retention_until=row.retention_until,
    )


def _reason(row: Record) -> WithdrawalReason | None:
    return WithdrawalReason(row.withdrawal_reason) if row.withdrawal_reason else None
