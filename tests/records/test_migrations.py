"""Documents of the first release become records with their lists, their copies and their ids."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ID = uuid.UUID("01957a3c-0000-7000-8000-000000000001")
BEFORE, AFTER = ("records", "0001_initial"), ("records", "0004_documents_are_records")


def at(target: tuple[str, str]) -> StateApps:
    """Migrate, and return the tables as they were then."""
    executor = MigrationExecutor(connection)
    executor.migrate([target])
    return MigrationExecutor(connection).loader.project_state([target]).apps


@pytest.mark.django_db(transaction=True)
def test_documents_become_records() -> None:
    old = at(BEFORE)
    document = old.get_model("records", "TravelDocument").objects.create(
        id=ID,
        owner="beijing",
        number="LX7310254",
        number_folded="1X7310254",
        issuing_state="CHN",
        document_type="passport",
        fraud="lost_or_stolen",
        stolen_on=date(2026, 1, 19),
        review_on=date(2036, 8, 31),
        national_reference="BJ-2026-000001",
        version=3,
        state="active",
        held="own",
        created_at=NOW,
        changed_at=NOW,
    )
    old.get_model("records", "DocumentRecipient").objects.create(
        document=document, organisation="seoul"
    )
    old.get_model("records", "Copy").objects.create(
        document=document,
        organisation="seoul",
        version=3,
        state="held",
        message=uuid.uuid4(),
        queued_at=NOW,
    )

    new = at(AFTER)
    record = new.get_model("records", "Record").objects.get()
    assert (record.id, record.record_id, record.kind) == (ID, ID, "travel_document")
    assert record.fields == (
        '{"document_type":"passport","fraud":"lost_or_stolen","issuing_state":"CHN",'
        '"number":"LX7310254","stolen_on":"2026-01-19"}'
    )
    assert record.natural_key == "issuing_state+document_type+number:chn|passport|lx7310254"
    assert (record.label, record.national_reference) == ("LX7310254", "BJ-2026-000001")
    assert (record.retention_until, record.review_on) == (date(2036, 8, 31), date(2036, 2, 29))
    assert (record.version, record.state, record.held) == (3, "active", "own")
    assert record.keys.values_list("scheme", "value").get() == ("document", "1X7310254")
    assert record.recipients.get().organisation == "seoul"
    assert record.copies.get().state == "held"
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
