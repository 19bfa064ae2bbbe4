"""The database of the landing before this one, with rows in it, in the form of this one."""

import tomllib
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import StateApps

from liaison.audit import services as audit
from liaison.audit import verification
from liaison.cli import recovery_file, starting, unpacking, upgrading
from liaison.core import backups
from liaison.core.errors import CommandRefused
from liaison.exchange.models import Delivery, Message, PartDelivery, Receipt, Witnessed
from tests.audit.cast import empty_the_log

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FORM: dict[str, str] = tomllib.loads((Path(__file__).parent / "previous_landing.toml").read_text())
JTI = uuid.UUID("01957a3c-0000-7000-8000-000000000001")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def old() -> Iterator[StateApps]:
    """Go back to the tables of the previous landing; afterwards to those of today."""
    empty_the_log()
    targets = list(FORM.items())
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    yield MigrationExecutor(connection).loader.project_state(targets).apps
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    empty_the_log()


@pytest.fixture
def filled(old: StateApps) -> StateApps:
    """A message that was receipted, with its file; a witnessed log; an entry of our own."""
    message = old.get_model("exchange", "Message").objects.create(
        direction="out",
        iss="beijing",
        jti=JTI,
        kind="casework.request",
        thread=JTI,
        urgency="normal",
        purpose="identify a traveller",
        issued_at=NOW,
        expires_at=NOW + timedelta(days=30),
        jws="signed",
        kid="k",
        digest="d" * 64,
        state="delivered",
        created_at=NOW,
    )
    old.get_model("exchange", "Delivery").objects.create(
        message=message, organisation="seoul", state="delivered", channel_seq=7, header="signed"
    )
    old.get_model("exchange", "Receipt").objects.create(
        message=message, iss="seoul", state="delivered", at=NOW, log_index=3, token="signed"
    )
    part = old.get_model("exchange", "Part").objects.create(
        message=message, number=0, address="a" * 64, commitment="c", size_class=1, salt=b"s" * 32
    )
    old.get_model("exchange", "PartDelivery").objects.create(
        part=part, organisation="seoul", state="held", held=9
    )
    old.get_model("exchange", "Witnessed").objects.create(
        organisation="seoul", size=12, root=b"r" * 32, note="note", at=NOW
    )
    old.get_model("core", "Job").objects.create(name="t", key="t:1", due_at=NOW, created_at=NOW)
    old.get_model("core", "Lease").objects.create(name="job", owner="w", until=NOW)
    return old


@pytest.fixture
def backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the backup of the upgrade goes; the test's process is the node already."""
    monkeypatch.setattr(starting, "start", lambda *_: None)
    monkeypatch.setattr(recovery_file, "PUBLIC", f"recovery-{uuid.uuid4().hex}.pub")
    return tmp_path / "before.backup"


def test_the_form_of_the_previous_landing_is_one_this_program_has_had() -> None:
    loader = MigrationExecutor(connection).loader
    assert set(FORM.items()) <= set(loader.disk_migrations)
    ours = {app for app, _ in loader.disk_migrations if app in FORM}
    assert ours == set(FORM)


@pytest.mark.usefixtures("filled")
def test_what_was_there_is_there_after_it(
    backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = upgrading.planned()
    assert ("exchange", "0006_restarts") in steps
    upgrading.upgrade(backup=backup, key_to=tmp_path / "key")

    message = Message.objects.get()
    assert (message.jti, message.state, message.digest) == (JTI, "delivered", "d" * 64)
    assert Delivery.objects.get().channel_seq == 7
    assert Receipt.objects.get().token == "signed"
    assert PartDelivery.objects.get().state == "held"
    seen = Witnessed.objects.get()
    assert (seen.size, seen.life, seen.stated_at, bytes(seen.root)) == (12, 0, None, b"r" * 32)
    assert not upgrading.planned()
    said = capsys.readouterr().out
    assert all(f"{app} {name}" in said for app, name in steps)
    # the way back holds the tables as they were
    private = recovery_file.private_key(tmp_path / "key")
    found = unpacking.look(backup, private)
    assert set(FORM.items()) <= set(found.about.migrations)
    assert not set(steps) & set(found.about.migrations)
    # and the log goes on where it stood
    audit.integrate(now=NOW)
    assert verification.verify(now=NOW).ok
    assert backups.last() is None


@pytest.mark.usefixtures("filled")
def test_without_a_way_back_nothing_is_done() -> None:
    before = upgrading.planned()
    with pytest.raises(CommandRefused, match="--backup"):
        upgrading.upgrade()
    assert upgrading.planned() == before


@pytest.mark.usefixtures("filled")
def test_a_backup_that_cannot_be_written_stops_it(backup: Path, tmp_path: Path) -> None:
    before = upgrading.planned()
    backup.write_text("mine")
    with pytest.raises(CommandRefused, match="exists"):
        upgrading.upgrade(backup=backup, key_to=tmp_path / "key")
    assert upgrading.planned() == before
    assert backup.read_text() == "mine"


@pytest.mark.usefixtures("filled")
def test_whoever_says_so_goes_without() -> None:
    upgrading.upgrade(without_backup=True)
    assert not upgrading.planned()
    assert Message.objects.get().jti == JTI


def test_done_twice_it_does_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    upgrading.upgrade()
    assert "nothing was done" in capsys.readouterr().out


@pytest.mark.parametrize("app", ["exchange", "core", "audit"])
def test_tables_of_a_newer_liaison_are_refused(app: str) -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_applied(app, "0099_tomorrow")
    try:
        with pytest.raises(CommandRefused, match="newer Liaison"):
            upgrading.upgrade(without_backup=True)
    finally:
        recorder.record_unapplied(app, "0099_tomorrow")


def test_an_application_that_is_gone_is_no_newer_form() -> None:
    upgrading.check_not_newer([("something_removed", "0001_initial")])
