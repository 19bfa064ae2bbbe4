"""A database comes back from a backup as it was, its log restarted, everybody signed out."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from liaison.audit import services as audit
from liaison.audit import verification
from liaison.audit.models import Payload
from liaison.audit.types import Who
from liaison.cli import reloading, restoring, upgrading
from liaison.core.errors import CommandRefused
from liaison.core.models import Job
from liaison.exchange import services as exchange
from liaison.exchange.models import LogRestart
from liaison.files.models import Content, StoredFile
from tests.cast import NOW
from tests.cli.backup.conftest import PRIVATE, Make

POSTGRESQL = "postgresql" in str(settings.DATABASES["default"]["ENGINE"])


@pytest.fixture
def elsewhere(committing: None) -> Iterator[None]:  # noqa: ARG001 - it stands around it
    """A schema of its own: an empty database in which the tables are made anew."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA restored")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET search_path TO public")
        cursor.execute("DROP SCHEMA restored CASCADE")


def fill() -> None:
    """Write an entry, a job and a file whose bytes are gone."""
    with transaction.atomic():
        who = Who.machine("test", settings.NODE.organisation)
        audit.record(who, event="test:thing:done", target="x", at=NOW)
    Job.objects.create(name="t", key="t:\t\\N\n1", due_at=NOW, created_at=NOW)
    file = StoredFile.objects.create(size=6, state="clean", origin="own", created_at=NOW)
    Content.objects.create(file=file, rendition="original", address="b" * 64, size=6)


@pytest.mark.skipif("not POSTGRESQL")
@pytest.mark.usefixtures("elsewhere")
def test_every_table_comes_back_into_an_empty_database(make: Make, tmp_path: Path) -> None:
    fill()
    last = Job.objects.get().pk
    made = make()
    folder = restoring.begin(tmp_path / "home")
    found = restoring.unpack(made.file, PRIVATE, folder)
    with connection.cursor() as cursor:
        cursor.execute("SET search_path TO restored")
        reloading._load_tables(folder / "tables", found)
        cursor.execute("SET search_path TO restored")
        assert Job.objects.get().key == "t:\t\\N\n1"
        # numbers go on behind the last one
        assert Job.objects.create(name="t", key="2", due_at=NOW, created_at=NOW).pk > last
        with transaction.atomic():
            who = Who.machine("test", settings.NODE.organisation)
            audit.record(who, event="test:thing:done", target="y", at=NOW)
        audit.integrate(now=NOW)
        assert verification.verify(now=NOW).ok
        # and the log's guards stand again
        with pytest.raises(Exception, match="refused"):
            Payload.objects.update(body="{}")
        assert not (folder / "tables").exists()


@pytest.mark.skipif("not POSTGRESQL")
def test_a_database_with_anything_in_it_is_left_alone(make: Make, tmp_path: Path) -> None:
    made = make()
    folder = restoring.begin(tmp_path / "home")
    found = restoring.unpack(made.file, PRIVATE, folder)
    with pytest.raises(CommandRefused, match="not empty"):
        reloading.reload(folder, found, reason="x", by="ada")
    assert connection.introspection.table_names()


FAILS: Mapping[str, tuple[object, str]] = {
    "while the tables are filled": (reloading, "_numbering"),
    "while the tables are brought to this form": (upgrading, "migrate"),
    "while the log is restarted": (exchange, "restart"),
}


@pytest.mark.skipif("not POSTGRESQL")
@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(("place", "name"), FAILS.values(), ids=FAILS)
def test_what_fails_leaves_the_database_empty_for_the_next_try(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: object, name: str
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise OSError(name)

    fill()
    made = make()
    folder = restoring.begin(tmp_path / "home")
    found = restoring.unpack(made.file, PRIVATE, folder)
    with connection.cursor() as cursor:
        cursor.execute("SET search_path TO restored")
        with monkeypatch.context() as patch:
            patch.setattr(place, name, failing)
            with pytest.raises(OSError, match=name):
                reloading.reload(folder, found, reason="x", by="ada")
        assert connection.introspection.table_names(cursor) == []
        assert reloading._functions(cursor) == frozenset()
        shutil.rmtree(folder / "tables", ignore_errors=True)
    with connection.cursor() as cursor:
        found = restoring.unpack(made.file, PRIVATE, restoring.begin(tmp_path / "home"))
        cursor.execute("SET search_path TO restored")
        reloading._load_tables(folder / "tables", found)
        assert Job.objects.count() == 1


@pytest.mark.skipif("POSTGRESQL")
def test_it_is_signed_out_its_log_restarted_and_what_is_gone_is_erased(
    make: Make, tmp_path: Path
) -> None:
    """SQLite's file is the database: here the tests' own plays the restored one."""
    fill()
    made = make()
    found = restoring.unpack(made.file, PRIVATE, restoring.begin(tmp_path / "home"))
    reloading.reload(tmp_path / ".home.restoring", found, reason="the disk is gone", by="ada")

    row = LogRestart.objects.get()
    assert (row.organisation, row.reason) == (settings.NODE.organisation, "the disk is gone")
    assert abs(row.backup_at - made.facts.made_at) < timedelta(seconds=1)
    assert row.entry_index >= row.size > 0
    entry = Payload.objects.get(event=audit.RESTARTED)
    assert entry.person == "restore by ada"
    assert StoredFile.objects.get().state == "erased"
    assert verification.verify(now=NOW).ok


def test_a_backup_of_a_newer_liaison_is_refused(make: Make, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('core', '0099_x', %s)",
            [NOW],
        )
    try:
        made = make()
        folder = restoring.begin(tmp_path / "home")
        found = restoring.unpack(made.file, PRIVATE, folder)
        with pytest.raises(CommandRefused, match="newer Liaison"):
            reloading.reload(folder, found, reason="x", by="ada")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '0099_x'")
    assert not LogRestart.objects.exists()
