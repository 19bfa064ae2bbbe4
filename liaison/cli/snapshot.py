"""A bureau at one moment, written out while it works: database first, then the files it names.

Imported once Django is started. SQLite is copied by its own backup interface out of one read
transaction, PostgreSQL by COPY out of one repeatable-read transaction: writers wait for neither.
Files are content-addressed and never change, so that those which the snapshot names are the right
ones whenever they are read; what was erased meanwhile is named in the manifest.
"""

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection, transaction
from rich.console import Console
from rich.progress import Progress, TaskID

from liaison.audit import keys as log_keys
from liaison.audit import selectors as log
from liaison.audit import services as audit
from liaison.cli.at_the_machine import command_line
from liaison.cli.backing_up import digest_of
from liaison.cli.recovery_file import PUBLIC
from liaison.cli.unpacking import ABOUT, FORMAT, files_below
from liaison.core import backups, clock
from liaison.core.backups import BackupFacts
from liaison.core.errors import CommandRefused
from liaison.core.node import FILE, WATCHER
from liaison.files import selectors as files
from liaison.lib.archive.parts import Packer

FILES = (FILE, "secret.key", WATCHER, PUBLIC)
FOLDERS = ("keys", "trust")
# pages of one step: between steps progress is shown and a key press is heard
PAGES = 2048
MISSING_MOST = 100_000


def write(home: Path, target: Path, public: bytes) -> BackupFacts:
    """Write what the bureau holds now into a new file, durable when this returns.

    Args:
        home: of the bureau.
        target: the file; written over if an earlier try left it.
        public: the recovery key's public half.

    Raises:
        CommandRefused: the database is not sound, or there is no room.
    """
    # so that the snapshot has a head of the log: what waits gets its place
    audit.integrate(now=clock.now())
    made_at = clock.now()
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            missing = _write(home, file, public, made_at)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        reason = f"{error.strerror or error}; nothing was left"
        raise CommandRefused(str(target), reason) from error
    return BackupFacts(made_at, target.stat().st_size, digest_of(target), missing)


def note(facts: BackupFacts) -> None:
    """Remember a backup, in the log and for whoever watches; after it has its name."""
    with transaction.atomic():
        if backups.table_is_there():
            backups.note(facts)
        audit.record(
            command_line().who,
            event=audit.BACKED_UP,
            target=facts.digest,
            at=clock.now(),
            facts={"size": facts.size, "missing": facts.missing},
        )


def _write(home: Path, file: BinaryIO, public: bytes, made_at: datetime) -> int:
    packer = Packer(file, public)
    shown = Console(stderr=True)
    with (
        Progress(console=shown, transient=True, disable=not shown.is_terminal) as progress,
        _database(home, progress) as found,
    ):
        about = {
            "format": FORMAT,
            "organisation": settings.NODE.organisation,
            "engine": connection.vendor,
            "made_at": made_at.isoformat(),
            "migrations": found.migrations(),
        }
        packer.add_bytes(ABOUT, json.dumps(about).encode())
        for name in FILES:
            if (home / name).is_file():
                packer.add_bytes(f"home/{name}", (home / name).read_bytes())
        for folder in FOLDERS:
            for path in files_below(home / folder):
                packer.add_bytes(f"home/{path.relative_to(home)}", path.read_bytes())
        found.pack(packer)
        missing = _pack_files(packer, found, progress)
        head = log.newest_note(found.cursor)
    packer.finish({"missing": missing, "head": head}, by=log_keys.log_key())
    return len(missing)


def _pack_files(packer: Packer, found: "_Snapshot", progress: Progress) -> list[str]:
    """Add every file that the snapshot names; return those that are gone."""
    missing: list[str] = []
    task = progress.add_task("files", total=None)
    for address in files.addresses(found.cursor):
        blob = files.blob(address)
        if blob is None:
            missing.append(address)
            if len(missing) > MISSING_MOST:
                raise CommandRefused("files", "are missing in great number: look at the disk")
            continue
        with blob:
            packer.add(f"files/{address}", blob, os.fstat(blob.fileno()).st_size)
        progress.advance(task)
    return missing


class _Snapshot:
    """A database that stands still.

    Args:
        cursor: asks it.
        folder: for what has to lie on the disk for a moment.
    """

    def __init__(self, cursor: Any, folder: Path) -> None:  # noqa: ANN401 - of either driver
        self.cursor = cursor
        self.folder = folder

    def migrations(self) -> list[tuple[str, str]]:
        self.cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return [(str(app), str(name)) for app, name in self.cursor.fetchall()]

    def pack(self, packer: Packer) -> None:
        """Add its parts."""
        raise NotImplementedError


class _File(_Snapshot):
    """SQLite: a copy beside the database, gone when this is over."""

    def pack(self, packer: Packer) -> None:
        """Add the file."""
        file = self.folder / "database.sqlite3"
        with file.open("rb") as opened:
            packer.add("database.sqlite3", opened, file.stat().st_size)


class _Tables(_Snapshot):
    """PostgreSQL: a transaction that sees one moment."""

    def pack(self, packer: Packer) -> None:
        """Add every table, each through a file without a name."""
        names = sorted(connection.introspection.table_names(self.cursor))
        for number, name in enumerate(names):
            with tempfile.TemporaryFile(dir=self.folder) as spool:
                table = connection.ops.quote_name(name)
                with self.cursor.copy(f"COPY {table} TO STDOUT") as rows:
                    for data in rows:
                        spool.write(data)
                size = spool.tell()
                spool.seek(0)
                packer.add(f"tables/{number:03d}-{name}.copy", spool, size)


@contextmanager
def _database(home: Path, progress: Progress) -> Iterator[_Snapshot]:
    with tempfile.TemporaryDirectory(dir=home, prefix=".backup-") as name:
        folder = Path(name)
        if connection.vendor == "sqlite":
            copy = folder / "database.sqlite3"
            _copy(copy, progress)
            with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as opened:
                yield _File(opened.cursor(), folder)
            return
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                yield _Tables(cursor, folder)
                cursor.execute("ROLLBACK")
        finally:
            other.close()


def _copy(target: Path, progress: Progress) -> None:
    """Copy the database out of one read transaction, and look whether the copy is sound.

    Raises:
        CommandRefused: the database is not sound: a backup of it would be worth nothing.
    """
    task: TaskID = progress.add_task("database")
    source_file = connection.settings_dict["NAME"]
    with (
        closing(sqlite3.connect(source_file, timeout=20, isolation_level=None)) as source,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        # without it every write of another process would make the copy begin again
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM django_migrations").fetchone()
        source.backup(
            copy,
            pages=PAGES,
            progress=lambda _, left, all_: progress.update(
                task, total=all_, completed=all_ - left
            ),
        )
        source.execute("ROLLBACK")
        # one file without a log beside it
        copy.execute("PRAGMA journal_mode=DELETE")
        verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise CommandRefused(str(source_file), f"is not sound: {str(verdict)[:100]}")
