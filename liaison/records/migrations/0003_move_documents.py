"""Travel documents become records; ids stay, so that all that names them goes on doing so."""

import json
from datetime import date
from typing import Any

from django.db import migrations

CHUNK = 1_000
CONFUSED = str.maketrans({"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8"})
FIELDS = (
    "number",
    "issuing_state",
    "document_type",
    "fraud",
    "reporting_state",
    "issued_on",
    "expires_on",
    "stolen_on",
    "additional_information",
)
KEPT = (
    "id",
    "owner",
    "national_reference",
    "version",
    "state",
    "held",
    "received_in",
    "withdrawn_at",
    "withdrawal_reason",
    "withdrawal_note",
    "created_at",
    "changed_at",
)


def half_a_year_before(day: date) -> date:
    month = day.month - 6
    year = day.year if month > 0 else day.year - 1
    month = month if month > 0 else month + 12
    for last in (day.day, 30, 29, 28):
        try:
            return day.replace(year=year, month=month, day=last)
        except ValueError:
            continue
    return day


def record_of(table: Any, row: Any) -> Any:
    fields = {name: str(getattr(row, name)) for name in FIELDS if getattr(row, name)}
    key = f"{row.issuing_state}|{row.document_type}|{row.number}"
    return table(
        record_id=row.id,
        kind="travel_document",
        fields=json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
        natural_key=f"issuing_state+document_type+number:{key}".casefold(),
        label=row.number,
        handling_code="official_use_only",
        discreet=False,
        review_on=half_a_year_before(row.review_on),
        retention_until=row.review_on,
        **{name: getattr(row, name) for name in KEPT},
    )


def move(apps: Any, schema_editor: Any) -> None:
    documents = apps.get_model("records", "TravelDocument")
    records = apps.get_model("records", "Record")
    keys = apps.get_model("records", "RecordKey")
    chunk: list[Any] = []
    for row in documents.objects.order_by("id").iterator(chunk_size=CHUNK):
        chunk.append(record_of(records, row))
        if len(chunk) == CHUNK:
            store(records, keys, chunk)
            chunk = []
    store(records, keys, chunk)


def store(records: Any, keys: Any, chunk: list[Any]) -> None:
    records.objects.bulk_create(chunk)
    keys.objects.bulk_create(
        [
            keys(record_id=row.id, scheme="document", value=row.label.translate(CONFUSED))
            for row in chunk
        ]
    )


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0002_records"),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
    ]
