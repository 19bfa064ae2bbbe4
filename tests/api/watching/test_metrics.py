"""What the numbers say, what they cost, and what they never say."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liaison.api.watching import figures
from liaison.audit import services as audit
from liaison.core import backups
from liaison.core.heartbeats import EVERY, Pulse
from liaison.core.models import Job
from liaison.core.tally import TALLY
from liaison.exchange.models import Alarm, Channel
from liaison.exchange.states import AlarmKind
from tests.api.watching.conftest import Numbers
from tests.cast import NOW

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_requests_are_counted_by_view_and_never_by_address(numbers: Numbers) -> None:
    client = Client()
    for _ in range(3):
        client.get("/sign-in/?next=/musterfrau/")
    client.get("/musterfrau/")
    found = numbers()
    assert found['requests_total{door="staff",status="200",view="sign-in"}'] == 3
    assert found['request_seconds_count{door="staff",view="sign-in"}'] == 3
    assert found['request_seconds_bucket{door="staff",le="+Inf",view="sign-in"}'] == 3
    assert not [name for name in found if "musterfrau" in name]


def test_what_the_worker_did_is_told_with_its_heartbeat(
    numbers: Numbers, worker: Pulse, monkeypatch: pytest.MonkeyPatch
) -> None:
    TALLY.add("jobs", "exchange.send", "failed")
    worker.beat(NOW + EVERY)
    TALLY.forget()
    assert numbers()['jobs_total{job="exchange.send",outcome="failed"}'] == 1
    monkeypatch.setattr("liaison.core.clock.now", lambda: NOW + EVERY + 5 * MINUTE)
    found = numbers()
    assert found['process_silent_seconds{process="worker"}'] == 300
    assert found['processes{process="worker"}'] == 0


def test_jobs_that_wait_are_counted_and_the_oldest_is_told(numbers: Numbers) -> None:
    for number in range(3):
        Job.objects.create(
            name="exchange.send",
            key=f"a{number}",
            due_at=NOW - number * MINUTE,
            created_at=NOW,
            last_error="TransportFailed" if number else "",
        )
    Job.objects.create(name="exchange.send", key="later", due_at=NOW + MINUTE, created_at=NOW)
    found = numbers()
    assert found["jobs_waiting"] == 3
    assert found["jobs_failing"] == 2
    assert found["jobs_oldest_seconds"] == 120


def test_alarms_of_the_last_day_and_bureaus_that_do_not_answer(numbers: Numbers) -> None:
    for hours in (1, 23, 25):
        Alarm.objects.create(
            kind=AlarmKind.ALTERED,
            organisation="seoul",
            detail="x",
            at=NOW - timedelta(hours=hours),
        )
    Channel.objects.create(organisation="seoul", failures=7)
    Channel.objects.create(organisation="lyon")
    found = numbers()
    # the newest row is the last one written
    assert found['alarms_last_day{kind="altered"}'] == 2
    assert found['alarms_last_day{kind="equivocation"}'] == 0
    assert found['bureau_failures{bureau="seoul"}'] == 7
    assert 'bureau_failures{bureau="lyon"}' not in found


def test_the_logs_size_and_the_age_of_its_checkpoint(numbers: Numbers) -> None:
    before = numbers()
    assert (before["log_entries"], before["log_checkpoint_seconds"]) == (0, 0)
    audit.integrate(now=NOW - MINUTE)
    assert numbers()["log_entries"] == 0


def test_own_certificate_and_a_directory_that_is_not_there(numbers: Numbers) -> None:
    found = numbers()
    own = f'certificate_days_left{{bureau="{settings.NODE.organisation}"}}'
    assert 89 < found[own] <= 90
    assert found["directory_days_left"] == 0


def test_questions_abroad_are_there_before_the_first_one(numbers: Numbers) -> None:
    TALLY.add("asked", "late")
    found = numbers()
    assert found['asked_total{mark="late"}'] == 1
    assert found['asked_total{mark="answered"}'] == 0


@pytest.mark.usefixtures("worker")
def test_ten_times_the_rows_cost_no_more_queries() -> None:
    def cost(rows: int) -> int:
        for number in range(rows):
            Job.objects.create(name="x", key=f"{rows}-{number}", due_at=NOW, created_at=NOW)
            Channel.objects.create(organisation=f"b{rows}-{number}", failures=1)
        with CaptureQueriesContext(connection) as asked:
            figures.text(NOW)
        return len(asked)

    few = cost(3)
    assert cost(30) == few <= 15


def test_the_age_of_the_last_backup(numbers: Numbers) -> None:
    assert "backup_seconds" not in numbers()
    backups.note(backups.BackupFacts(NOW - MINUTE, 1, "0" * 64, 0))
    assert numbers()["backup_seconds"] == 60
