"""Documents in the state a test asks for, made by the real services and handlers."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from liaison.audit.models import Leaf
from liaison.exchange.types import Received
from liaison.identity.types import Actor
from liaison.lib.wire.canonical import JsonObject
from liaison.records import handlers, services
from liaison.records.fields import draft_of
from liaison.records.kinds import table
from liaison.records.models import (
    Copy,
    ErasedCopy,
    Record,
    RecordExclusion,
    RecordKey,
    RecordRecipient,
)
from liaison.records.states import DocumentType, Fraud, WithdrawalReason
from liaison.records.types import DocumentFields, ImportReport, ParsedRow, WireRecord
from liaison.records.wireform import record_to_wire
from liaison.rules.processing import HandlingCode
from liaison.search.models import SearchEntry
from tests.cast import NOW, an_actor

DIGEST = "ab" * 32
LATER = NOW + timedelta(days=1)


def ada() -> Actor:
    """Return Ada as the bureau's data steward."""
    return an_actor(role="data_steward")


def a_document(**said: object) -> DocumentFields:
    """Return a passport that was lost; `said` changes single fields."""
    plain = DocumentFields(
        number="LX7310254",
        issuing_state="CHN",
        document_type=DocumentType.PASSPORT,
        fraud=Fraud.LOST_OR_STOLEN,
        stolen_on=date(2026, 1, 19),
        national_reference="BJ-2026-000001",
    )
    return replace(plain, **said)  # type: ignore[arg-type]


def numbered(count: int) -> list[DocumentFields]:
    """Return passports with numbers in a row."""
    return [a_document(number=f"LX{place:07d}") for place in range(count)]


def rows(*documents: DocumentFields) -> list[ParsedRow]:
    """Return documents as the lines of a file."""
    return [ParsedRow(line, fields) for line, fields in enumerate(documents, start=2)]


def imported(
    *documents: DocumentFields, to: Sequence[str] = ("seoul",), now: datetime = NOW
) -> ImportReport:
    """Let Ada import documents."""
    return services.import_documents(
        ada(), rows=rows(*documents), source_digest=DIGEST, recipients=to, now=now
    )


def an_own_document(
    *, to: Sequence[str] = ("seoul",), withdrawn: bool = False, **said: object
) -> Record:
    """Return one of our own documents, sent to bureaus, perhaps withdrawn."""
    imported(a_document(**said), to=to)
    row = Record.objects.get(held="own", state="active", label=a_document(**said).number)
    if withdrawn:
        services.withdraw(
            ada(), document_id=row.id, reason=WithdrawalReason.FOUND, note="", now=NOW
        )
        row.refresh_from_db()
    return row


def a_wire_record(
    *,
    record_id: uuid.UUID | None = None,
    owner: str = "seoul",
    version: int = 1,
    discreet: bool = False,
    **said: object,
) -> dict[str, Any]:
    """Return the record of a travel document as another bureau writes it."""
    fields = a_document(**({"review_on": date(2035, 1, 1)} | said))
    record = wired(fields, record_id or uuid.uuid4(), owner=owner, version=version)
    return record_to_wire(replace(record, discreet=discreet))


def wired(
    fields: DocumentFields, record_id: uuid.UUID, *, owner: str = "seoul", version: int = 1
) -> WireRecord:
    """Return a travel document as the record that travels."""
    draft = draft_of(fields)
    return WireRecord(
        record_id=record_id,
        owner=owner,
        kind=draft.kind,
        version=version,
        fields=table.written(draft.fields),
        national_reference=draft.national_reference,
        handling_code=HandlingCode.OFFICIAL_USE_ONLY,
        discreet=False,
        retention_until=draft.retention_until or date(2035, 1, 1),
    )


def distributed(*records: Mapping[str, Any], sender: str = "seoul") -> Received:
    """Return the message in which a bureau distributes records."""
    body: JsonObject = {"format": 2, "records": [dict(record) for record in records]}
    return received(body, kind="records.distribute", sender=sender)


def received(body: JsonObject, *, kind: str, sender: str = "seoul") -> Received:
    """Return a message from another bureau."""
    return Received(
        message_id=uuid.uuid4(),
        sender=sender,
        kind=kind,
        thread=uuid.uuid4(),
        in_reply_to=None,
        urgency="normal",
        purpose="locate persons or objects",
        legal_basis="",
        issued_at=NOW,
        expires_at=NOW + timedelta(days=30),
        body=body,
    )


def a_copy(**said: object) -> Record:
    """Return a copy of one of Seoul's documents, received through the handler."""
    document = a_wire_record(**said)  # type: ignore[arg-type]
    handlers.receive_distribute(distributed(document, sender=document["owner"]), NOW)
    return Record.objects.get(owner=document["owner"], record_id=document["record_id"])


def a_withdrawal(record_id: uuid.UUID, *, version: int = 2, sender: str = "seoul") -> Received:
    """Return the message in which a bureau takes a document back."""
    body: JsonObject = {"record_id": str(record_id), "version": version, "reason": "found"}
    return received(body, kind="records.withdraw", sender=sender)


def written() -> Mapping[str, int]:
    """Return how many rows every table has that this room writes to."""
    tables = (
        Record,
        RecordKey,
        RecordRecipient,
        RecordExclusion,
        Copy,
        ErasedCopy,
        SearchEntry,
        Leaf,
    )
    return {table.__name__: table._default_manager.count() for table in tables}
