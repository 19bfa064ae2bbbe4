"""Plates that were folded before Cyrillic letters counted as Latin are found after the upgrade."""

import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from liaison.lib.ids.vehicles import fold_serial, normalise_plate

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
BEFORE = [("records", "0005_shredded_persons"), ("search", "0001_index")]
AFTER = [("records", "0006_plates_folded"), ("search", "0002_plates_folded")]
ID = uuid.UUID("01957a3c-0000-7000-8000-000000000001")
TYPED = "А 123 ВС 77"  # noqa: RUF001 - meant: Cyrillic
FOLDED_BEFORE = "А123ВС77"  # noqa: RUF001 - meant


def at(targets: list[tuple[str, str]]) -> Apps:
    """Migrate, and return the tables as they were then."""
    MigrationExecutor(connection).migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def later(transactional_db: None) -> Iterator[None]:
    """Bring the tables back to what they are now."""
    del transactional_db
    yield
    at(MigrationExecutor(connection).loader.graph.leaf_nodes())


@pytest.mark.usefixtures("later")
def test_plates_are_folded_anew() -> None:
    old = at(BEFORE)
    record = old.get_model("records", "Record").objects.create(
        id=ID,
        record_id=ID,
        owner="beijing",
        kind="vehicle",
        fields="{}",
        label="a car",
        natural_key="plate",
        version=1,
        state="active",
        held="own",
        handling_code="official_use_only",
        review_on=date(2036, 8, 31),
        retention_until=date(2036, 8, 31),
        created_at=NOW,
        changed_at=NOW,
    )
    keys = old.get_model("records", "RecordKey").objects
    keys.create(record=record, scheme="plate", value=FOLDED_BEFORE)
    keys.create(record=record, scheme="plate", value="ABC123")
    keys.create(record=record, scheme="name", value=FOLDED_BEFORE)
    entry = old.get_model("search", "SearchEntry").objects.create(
        reference=uuid.uuid4(), subject="vehicle", names=[], nationalities=[]
    )
    numbers = old.get_model("search", "SearchNumber")  # type: ignore[misc]  # gone since
    numbers.objects.create(entry=entry, scheme="plate", folded=FOLDED_BEFORE)

    new = at(AFTER)
    wanted = fold_serial(normalise_plate(TYPED))
    held = new.get_model("records", "RecordKey").objects.order_by("pk")
    assert [(row.scheme, row.value) for row in held] == [
        ("plate", wanted),
        ("plate", "ABC123"),
        ("name", FOLDED_BEFORE),
    ]
    numbers = new.get_model("search", "SearchNumber")  # type: ignore[misc]  # gone since
    assert numbers.objects.get().folded == wanted
