"""A restored bureau before its first start: its tables in this program's form, its log restarted.

Imported once Django is started on the folder that is being restored.
"""

import contextlib
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from liaison.audit.types import Who
from liaison.cli import upgrading
from liaison.cli.unpacking import Unpacked
from liaison.core import clock
from liaison.core.errors import CommandRefused
from liaison.exchange import services as exchange
from liaison.files import services as files
from liaison.identity import services as identity
from liaison.search import services as search

COPY_BYTES = 1024 * 1024


def reload(folder: Path, found: Unpacked, *, reason: str, by: str) -> None:
    """Bring the database to life.

    Args:
        folder: the home that is being made.
        found: the verified backup that was unpacked there.
        reason: why, for the log and for other bureaus.
        by: the account of whoever restores.

    Raises:
        CommandRefused: a newer Liaison made it, or the database is not empty.
    """
    upgrading.check_not_newer(found.about.migrations)
    if connection.vendor != "postgresql":
        _revive(found, reason=reason, by=by)
        return
    before = _check_empty()
    try:
        _load_tables(folder / "tables", found)
        _revive(found, reason=reason, by=by)
    except BaseException:
        _leave_empty(before)
        raise


def _revive(found: Unpacked, *, reason: str, by: str) -> None:
    upgrading.migrate()
    now = clock.now()
    who = Who(person=f"restore by {by}"[:200], chair="", organisation=settings.NODE.organisation)
    with transaction.atomic():
        identity.forget_sessions()
        search.begin_anew()
        files.forget_missing(found.missing, who=who, now=now)
        exchange.restart(
            who, backup_at=datetime.fromisoformat(found.about.made_at), reason=reason, now=now
        )
    connection.close()


def _check_empty() -> frozenset[str]:
    """Refuse a database that holds a table; return the functions that it has all the same.

    Raises:
        CommandRefused: it does, perhaps of a restore that was killed.
    """
    with connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            raise CommandRefused(
                "database.url",
                "names a database that is not empty: name an empty one, or drop and create it; "
                "nothing was changed",
            )
        return _functions(cursor)


def _leave_empty(before: frozenset[str]) -> None:
    """Drop what a restore that failed has made: the next try needs an empty database.

    Args:
        before: the functions that stood there already.
    """
    # the server may be what failed: then its own error is the one to be told
    with contextlib.suppress(DatabaseError), connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")
        for signature in _functions(cursor) - before:
            cursor.execute(f"DROP FUNCTION {signature} CASCADE")


def _functions(cursor: Any) -> frozenset[str]:  # noqa: ANN401 - of the driver
    cursor.execute(
        "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n"
        " ON n.oid = p.pronamespace WHERE n.nspname = current_schema()"
    )
    return frozenset(str(row[0]) for row in cursor.fetchall())


def _load_tables(folder: Path, found: Unpacked) -> None:
    """Make the tables as the backup had them and fill them."""
    executor = MigrationExecutor(connection)
    known = {key for key in executor.loader.graph.nodes if key in set(found.about.migrations)}
    targets = [
        key
        for key in known
        if not any(child in known for child in executor.loader.graph.node_map[key].children)
    ]
    executor.migrate(targets)
    with transaction.atomic(), connection.cursor() as cursor:
        names = [path.stem.partition("-")[2] for path in sorted(folder.iterdir())]
        quoted = [connection.ops.quote_name(name) for name in names]
        for table in quoted:
            # the log's own guards would refuse to be filled from outside
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(quoted)}")
        for path, table in zip(sorted(folder.iterdir()), quoted, strict=True):
            with path.open("rb") as rows, cursor.copy(f"COPY {table} FROM STDIN") as copy:
                while data := rows.read(COPY_BYTES):
                    copy.write(data)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in quoted:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        for statement in _numbering(cursor, names):
            cursor.execute(statement)
    shutil.rmtree(folder)


def _numbering(cursor: Any, names: list[str]) -> list[str]:  # noqa: ANN401 - of the driver
    """Return what makes each table's next number follow its last one."""
    found = []
    for name in names:
        for one in connection.introspection.get_sequences(cursor, name):
            table, column = (connection.ops.quote_name(str(one[k])) for k in ("table", "column"))
            found.append(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{one['column']}'), "  # noqa: S608
                f"coalesce(max({column}), 1), max({column}) IS NOT NULL) FROM {table}"
            )
    return found
