"""Whether a node can work, and the first reason why it cannot."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext

from liaison.core import health
from liaison.core.health import Reason
from liaison.core.heartbeats import EVERY, FORGOTTEN_AFTER, Pulse, beats
from liaison.core.models import Heartbeat
from liaison.core.tally import TALLY
from tests.cast import NOW
from tests.core.things import LEASE

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
SILENT = timedelta(seconds=settings.NODE.number("worker.silent_seconds"))


@pytest.fixture
def pulse() -> Pulse:
    """Return a worker's pulse that has beaten once."""
    found = Pulse(health.WORKER, "one", started_at=NOW - LEASE)
    found.beat(NOW)
    return found


def test_a_node_whose_worker_lives_is_ready(pulse: Pulse) -> None:
    pulse.beat(NOW)
    assert health.look(NOW + SILENT) is None


def test_a_worker_that_is_not_heard_of_is_a_reason(pulse: Pulse) -> None:
    assert health.look(NOW + SILENT + SECOND) is Reason.WORKER
    pulse.beat(NOW + SILENT)
    assert health.look(NOW + SILENT + SECOND) is None


def test_a_worker_that_was_told_to_end_is_missed_at_once(pulse: Pulse) -> None:
    pulse.end()
    assert health.look(NOW) is Reason.WORKER


def test_the_listener_is_no_worker() -> None:
    Pulse("federation", "two", started_at=NOW).beat(NOW)
    assert health.look(NOW) is Reason.WORKER


def test_tables_of_another_version_are_a_reason(pulse: Pulse) -> None:
    """The worker's beat is fresh: the reason before it is the one that is told."""
    pulse.beat(NOW)
    MigrationRecorder(connection).record_unapplied("exchange", "0001_initial")
    assert health.look(NOW) is None
    for app, name in MigrationRecorder(connection).applied_migrations():
        if app == "core":
            MigrationRecorder(connection).record_unapplied(app, name)
    assert health.look(NOW) is Reason.MIGRATIONS


@pytest.mark.usefixtures("pulse")
def test_a_database_that_does_not_answer_is_a_reason() -> None:
    def away(*_: object) -> None:
        raise OperationalError

    with connection.execute_wrapper(away):
        assert health.look(NOW) is Reason.DATABASE
    assert health.look(NOW) is None


@pytest.mark.usefixtures("pulse")
def test_a_file_that_was_deleted_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """It stays readable for whoever has it open: a query alone would not tell."""
    if connection.vendor != "sqlite":
        return
    monkeypatch.setitem(connection.settings_dict, "NAME", "/nowhere/liaison.sqlite3")
    assert health.look(NOW) is Reason.DATABASE


@pytest.mark.usefixtures("pulse")
def test_a_look_writes_nothing_and_is_cheap() -> None:
    health.look(NOW)
    with CaptureQueriesContext(connection) as asked:
        health.look(NOW)
    words = [query["sql"].split()[0] for query in asked if "PRAGMA" not in query["sql"]]
    assert set(words) == {"SELECT"}
    assert len(words) <= 3


def test_a_beat_is_written_every_ten_seconds(pulse: Pulse) -> None:
    assert not pulse.beat(NOW + EVERY - SECOND)
    assert Heartbeat.objects.get().at == NOW
    assert pulse.beat(NOW + EVERY)
    assert Heartbeat.objects.get().at == NOW + EVERY


def test_a_beat_tells_what_was_done(pulse: Pulse) -> None:
    TALLY.add("jobs", "test.kind", "done")
    pulse.beat(NOW + EVERY)
    (found,) = beats()
    assert (found.process, found.name, found.started_at) == ("worker", "one", NOW - LEASE)
    assert [["test.kind", "done"], 1] in found.told["counts"]["jobs"]  # type: ignore[index]


@pytest.mark.usefixtures("pulse")
def test_who_was_killed_is_forgotten_after_an_hour() -> None:
    heir = Pulse(health.WORKER, "heir", started_at=NOW)
    heir.beat(NOW + FORGOTTEN_AFTER)
    assert [one.name for one in beats()] == ["heir", "one"]
    heir.beat(NOW + FORGOTTEN_AFTER + EVERY)
    assert [one.name for one in beats()] == ["heir"]
