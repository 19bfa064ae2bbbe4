"""Entries of a bureau that was updated: their numbers are kept, and all of them are found."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.search.people import is_found, person


def at(name: str) -> Apps:
    """Migrate search, and return the tables as they were then."""
    MigrationExecutor(connection).migrate([("search", name)])
    return MigrationExecutor(connection).loader.project_state([("search", name)]).apps


@pytest.fixture
def before(transactional_db: None) -> Iterator[Apps]:
    """Return the tables of before; in the end they are what they are now."""
    del transactional_db
    yield at("0002_plates_folded")
    at("0003_files")


def test_entries_are_taken_over(before: Apps) -> None:
    entries = before.get_model("search", "SearchEntry").objects
    numbers = before.get_model("search", "SearchNumber").objects  # type: ignore[misc]  # gone since
    for number in (7, 8):
        one = person(number)
        row = entries.create(
            reference=UUID(int=number), subject="person", names=list(one.names),
            birth=str(one.birth), nationalities=[],
        )  # fmt: skip
        for scheme, folded in one.numbers:
            numbers.create(entry_id=row.id, scheme=scheme.value, folded=folded)
    at("0003_files")
    assert is_found(7)
    assert is_found(8)
    assert not is_found(9)
