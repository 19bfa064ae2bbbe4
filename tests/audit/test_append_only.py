"""The database itself refuses to change the log, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.audit.cast import (
    TRIGGERS,
    a_log,
    drop_triggers,
    install_triggers,
    recorded,
    run,
    triggers,
    written,
)

pytestmark = pytest.mark.django_db

REFUSALS = {
    "a leaf is redated": "UPDATE audit_leaf SET at = '2000-01-01 00:00:00'",
    "a leaf is bound to other words": "UPDATE audit_leaf SET commitment = commitment",
    "a leaf is deleted": "DELETE FROM audit_leaf",
    "words are rewritten": "UPDATE audit_payload SET body = '{}'",
    "a salt is exchanged": "UPDATE audit_payload SET salt = salt",
    "a copy is rewritten": "UPDATE audit_payload SET person = 'chiara'",
    "a place is exchanged": "UPDATE audit_sequenced SET sequence = sequence + 100",
    "a hash is exchanged": "UPDATE audit_sequenced SET leaf_hash = leaf_hash",
    "a place is deleted": "DELETE FROM audit_sequenced",
    "a root is exchanged": "UPDATE audit_checkpoint SET root = root",
    "a note is exchanged": "UPDATE audit_checkpoint SET note = ''",
    "a checkpoint is deleted": "DELETE FROM audit_checkpoint",
}
REPLACED = ("audit_leaf", "audit_payload", "audit_sequenced", "audit_checkpoint")


@pytest.mark.parametrize("statement", REFUSALS.values(), ids=REFUSALS)
def test_the_log_refuses(statement: str) -> None:
    """Raw SQL, past every line of Python."""
    a_log(3)
    before = written()

    with pytest.raises(IntegrityError, match="is refused"), transaction.atomic():
        run(statement)

    assert written() == before


@pytest.mark.parametrize("table", REPLACED)
def test_the_log_refuses_to_be_replaced_or_emptied(table: str) -> None:
    """SQLite's REPLACE asks no DELETE trigger, PostgreSQL's TRUNCATE no row."""
    a_log(3)
    before = written()
    connection.check_constraints()  # PostgreSQL refuses to truncate before deferred checks
    statements = {
        "sqlite": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",  # noqa: S608
        "postgresql": f"TRUNCATE {table} CASCADE",
    }

    with pytest.raises(IntegrityError, match="is refused"), transaction.atomic():
        run(statements[connection.vendor])

    assert written() == before


def test_a_place_is_not_taken_twice_by_another_leaf() -> None:
    """REPLACE may not free a leaf from its place by giving it a second one."""
    a_log(3)
    before = written()
    copied = "SELECT 100, leaf_id, leaf_hash FROM audit_sequenced WHERE sequence = 0"
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"

    with pytest.raises(IntegrityError), transaction.atomic():
        run(f"{verb} INTO audit_sequenced (sequence, leaf_id, leaf_hash) {copied}")

    assert written() == before


def test_words_may_go() -> None:
    """Erasure is the one thing that is allowed, and only for words."""
    a_log(3)

    run("DELETE FROM audit_payload")

    assert written()["Payload"] == 0
    assert written()["Leaf"] == 3


def test_the_migration_goes_back_and_forth() -> None:
    """What is removed is what was installed."""
    installed = triggers()
    expected = {f"{table}_no_{verb}" for table, verb in TRIGGERS.refused(connection.vendor)}

    drop_triggers()
    assert triggers() == set()
    recorded([0])
    assert written()["Waiting"] == 0

    install_triggers()
    assert triggers() == installed == expected | {"audit_leaf_waits"}
