"""Who and what the tests of the log record: the house's people, and one moment."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from importlib import import_module

from django.db import connection, models, transaction

from liaison.audit import services
from liaison.audit.models import Checkpoint, Leaf, Payload, Sequenced, Waiting
from liaison.audit.types import Entry, Who

NOW = datetime(2026, 3, 4, 5, 6, 7, 8, tzinfo=UTC)
ADA = Who("ada", "desk_officer@beijing", "beijing")
BORIS = Who("boris", "data_steward@beijing", "beijing")
DORA = Who("dora", "data_protection@beijing", "beijing")
SEQUENCER = Who.machine("sequencer", "beijing")
# Those that refer to others first.
TABLES: tuple[type[models.Model], ...] = (Checkpoint, Sequenced, Waiting, Payload, Leaf)
TRIGGERS = import_module("liaison.audit.migrations.0002_triggers")


def an_entry(number: int = 0, who: Who = ADA) -> Entry:
    """Return an entry that is different for every number."""
    return Entry(
        who=who,
        event="records:document:withdrawn",
        target=f"document-{number}",
        at=NOW + timedelta(microseconds=number),
        purpose="found again",
        legal_basis="Article 10",
        facts={"number": f"E{number:08d}", "copies": number},
    )


def recorded(numbers: Iterable[int]) -> list[uuid.UUID]:
    """Record one entry per number."""
    with transaction.atomic():
        return services.record_many(an_entry(number) for number in numbers)


def a_log(entries: int, *, per_checkpoint: int = 4) -> list[uuid.UUID]:
    """Return the leaves of a log with a checkpoint after every few entries."""
    leaves: list[uuid.UUID] = []
    for start in range(0, entries, per_checkpoint):
        leaves += recorded(range(start, min(start + per_checkpoint, entries)))
        services.integrate(now=NOW)
    return leaves


def written() -> dict[str, int]:
    """Count the rows of every table."""
    return {table.__name__: table._default_manager.count() for table in TABLES}


def run(statement: str, *parameters: str) -> None:
    """Run SQL behind the back of the room."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


class Editor:
    """A schema editor that works inside a test's transaction."""

    connection = connection

    @staticmethod
    def execute(statement: str, params: None = None) -> None:
        """Run one statement."""
        with connection.cursor() as cursor:
            cursor.execute(statement, params)


def drop_triggers() -> None:
    """Do what only the owner of the database can do."""
    TRIGGERS.remove(None, Editor())


def install_triggers() -> None:
    """Do what the migration does."""
    TRIGGERS.install(None, Editor())


def empty_the_log() -> None:
    """Forget everything, between two tests that commit."""
    with transaction.atomic():
        drop_triggers()
        for table in TABLES:
            run(f"DELETE FROM {table._meta.db_table}")  # noqa: S608 - our own tables
        install_triggers()


def triggers() -> set[str]:
    """Return the names of the log's triggers."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        return {name for (name,) in cursor.fetchall() if name.startswith("audit_")}
