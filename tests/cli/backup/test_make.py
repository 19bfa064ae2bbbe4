"""A backup holds the database at one moment, the files it names, settings, trust and keys."""

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.cli import snapshot, unpacking
from liaison.core import backups
from liaison.core.models import Job
from liaison.files import blobs
from liaison.files.models import Content, StoredFile
from tests.cast import NOW
from tests.cli.backup.conftest import PRIVATE, Make, parts_of

ADDRESS, GONE = "a" * 64, "b" * 64
MESSAGE = "00000000-0000-7000-8000-000000000000"


def an_entry() -> None:
    """Write one entry into the log."""
    with transaction.atomic():
        who = Who.machine("test", settings.NODE.organisation)
        audit.record(who, event="test:thing:done", target="x", at=NOW)


def a_file(address: str) -> None:
    """Write the rows of a file, as `files` does."""
    file = StoredFile.objects.create(size=6, state="clean", origin="own", created_at=NOW)
    Content.objects.create(file=file, rendition="original", address=address, size=6)


def test_what_is_in_it(make: Make) -> None:
    an_entry()
    a_file(ADDRESS)
    blobs.place(ADDRESS).parent.mkdir(exist_ok=True)
    blobs.place(ADDRESS).write_bytes(b"sealed")
    made = make()
    parts = parts_of(made.file)

    assert parts[f"files/{ADDRESS}"] == b"sealed"
    home = Path(settings.NODE.home)
    for name in ("secret.key", "keys/log.pem", "keys/signing.jwks", "trust/roots.jwks"):
        assert parts[f"home/{name}"] == (home / name).read_bytes()
    found = unpacking.look(made.file, PRIVATE)
    assert found.about.organisation == settings.NODE.organisation
    assert found.about.engine == connection.vendor
    assert ("core", "0001_initial") in found.about.migrations
    assert found.log_size == 1
    assert made.file.stat().st_mode & 0o777 == 0o600
    blobs.drop(ADDRESS)


def test_a_file_erased_meanwhile_is_named_and_not_in_it(make: Make) -> None:
    a_file(GONE)
    made = make()
    found = unpacking.look(made.file, PRIVATE)
    assert list(found.missing) == [GONE]
    assert made.facts.missing == 1
    assert f"files/{GONE}" not in parts_of(made.file)


def test_what_is_on_its_way_here_is_not_missing(make: Make) -> None:
    a_file(GONE)
    StoredFile.objects.update(state="fetching", origin="message", sender="seoul", message=MESSAGE)
    assert make().facts.missing == 0


def test_it_is_one_moment_while_others_write(make: Make) -> None:
    """A writer adds two rows in each transaction: a backup has both of a pair or none."""
    stop, wrote = threading.Event(), threading.Event()

    def write() -> None:
        try:
            number = 0
            while not stop.is_set():
                with transaction.atomic():
                    for half in ("left", "right"):
                        key = f"{half}:{number}"
                        Job.objects.create(name="t", key=key, due_at=NOW, created_at=NOW)
                number += 1
                if number == 5:
                    wrote.set()
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert wrote.wait(20)
        parts = parts_of(make().file)
    finally:
        stop.set()
        writer.join()
    keys = _keys_of(parts)
    numbers = [sorted(k.split(":")[1] for k in keys if k.startswith(h)) for h in ("left", "right")]
    assert numbers[0] == numbers[1]
    assert len(keys) >= 10


def _keys_of(parts: dict[str, bytes]) -> list[str]:
    """Return the keys of jobs that a backup holds, read from outside."""
    if "database.sqlite3" in parts:
        with closing(sqlite3.connect(":memory:")) as found:
            found.deserialize(parts["database.sqlite3"])
            return [key for (key,) in found.execute("select key from core_job")]
    table = next(data for name, data in parts.items() if name.endswith("-core_job.copy"))
    return [field for field in table.decode().split("\t") if field.startswith(("left:", "right:"))]


def test_it_is_noted_in_the_log_and_for_whoever_watches(make: Make) -> None:
    assert backups.last() is None
    made = make()
    snapshot.note(made.facts)
    assert backups.last() == made.facts
    later = made.facts.made_at + timedelta(days=1)
    snapshot.note(backups.BackupFacts(later, 1, "0" * 64, 0))
    found = backups.last()
    assert found is not None
    assert found.made_at == later


@pytest.mark.skipif("postgresql" in str(settings.DATABASES["default"]["ENGINE"]), reason="a file")
def test_a_database_that_is_not_sound_is_not_backed_up(make: Make, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no database" * 1000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connection.settings_dict, "NAME", broken)
        with pytest.raises(sqlite3.DatabaseError):
            make()
    assert not list(tmp_path.glob("one.backup"))
