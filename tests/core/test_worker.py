"""The worker: jobs by lease, periodic work by one of them, and no end by an exception."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError

from liaison.core import jobs
from liaison.core.models import Job, Lease
from liaison.core.sockets import PERIODIC, JobPayload, Periodic
from liaison.core.worker import Worker
from tests.core.conftest import Plug
from tests.core.things import LEASE, SECOND, promise
from tests.simulators.standing_clock import StandingClock

pytestmark = pytest.mark.django_db
EVERY = timedelta(seconds=15)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Plug in one periodic work; the list holds when it ran."""
    found: list[datetime] = []
    for name in list(PERIODIC):
        monkeypatch.delitem(PERIODIC, name)
    monkeypatch.setitem(PERIODIC, "test.periodic", Periodic(EVERY, found.append))
    return found


def a_worker(clock: StandingClock) -> Worker:
    """Return a worker that does what it is told."""
    return Worker(clock=clock.now, lease=LEASE, threads=1)


def test_what_is_due_is_done_and_the_rest_waits(done: list[JobPayload]) -> None:
    clock = StandingClock()
    for number in range(3):
        promise(number, due_at=clock.now() + number * SECOND)
    worker = a_worker(clock)
    clock.advance(SECOND)
    assert worker.run_jobs()
    assert not worker.run_jobs()
    assert [payload["number"] for payload in done] == [0, 1]


def test_a_failing_job_does_not_stop_the_next(
    plug: Plug, capsys: pytest.CaptureFixture[str]
) -> None:
    clock, done = StandingClock(), []

    def run(payload: JobPayload, _: datetime) -> None:
        if payload["number"] == 0:
            message = "Erika Musterfrau, passport C01X00T47"
            raise ValueError(message)
        done.append(payload)

    plug(run)
    promise(0)
    promise(1)
    a_worker(clock).run_jobs()
    assert len(done) == 1
    row = Job.objects.get()
    assert (row.last_error, row.due_at) == ("ValueError", clock.now() + SECOND)
    # neither its text nor its variables: both may be content of messages
    told = capsys.readouterr()
    assert "ValueError" in told.out + told.err
    assert "Musterfrau" not in told.out + told.err


def test_only_one_of_two_workers_leads(runs: list[datetime]) -> None:
    clock = StandingClock()
    one, two = a_worker(clock), a_worker(clock)
    for _ in range(120):
        one.run_periodic()
        two.run_periodic()
        clock.advance(SECOND)
    assert Lease.objects.get().owner == one.name
    assert len(runs) == 8
    assert len(set(runs)) == 8


def test_another_takes_over_when_the_lease_has_run_out(runs: list[datetime]) -> None:
    clock = StandingClock()
    dead, heir = a_worker(clock), a_worker(clock)
    dead.run_periodic()
    heir.run_periodic()
    assert len(runs) == 1
    clock.advance(LEASE)
    assert heir.run_periodic()
    assert Lease.objects.get().owner == heir.name
    assert not dead.run_periodic()
    assert len(runs) == 2


def test_another_takes_over_at_once_from_one_that_stops(runs: list[datetime]) -> None:
    clock = StandingClock()
    one, two = a_worker(clock), a_worker(clock)
    one.run_periodic()
    one._step_down()
    assert two.run_periodic()
    assert len(runs) == 2


def test_a_follower_asks_seldom_and_writes_nothing(
    runs: list[datetime], django_assert_num_queries: Callable[..., object]
) -> None:
    clock = StandingClock()
    leader, follower = a_worker(clock), a_worker(clock)
    leader.run_periodic()
    follower.run_periodic()
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        for _ in range(100):
            clock.advance(timedelta(milliseconds=50))
            assert not follower.run_periodic()
            assert not leader.run_periodic()
    assert len(runs) == 1


def test_periodic_work_that_fails_is_done_again_next_time(
    runs: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(now: datetime) -> None:
        runs.append(now)
        raise ZeroDivisionError

    monkeypatch.setitem(PERIODIC, "test.periodic", Periodic(EVERY, fail))
    clock = StandingClock()
    worker = a_worker(clock)
    for _ in range(3):
        worker.run_periodic()
        clock.advance(EVERY)
    assert len(runs) == 3


def test_what_takes_longer_than_a_lease_keeps_it(runs: list[datetime], plug: Plug) -> None:
    clock = StandingClock()
    worker, other = a_worker(clock), a_worker(clock)
    stolen: list[object] = []

    def slow(*_: object) -> None:
        for _step in range(10):
            clock.advance(LEASE / 3)
            worker.extend_leases()
            stolen.extend(jobs.claim(owner="thief", lease=LEASE, now=clock.now(), limit=1))
            stolen.extend([other] if other.run_periodic() else [])

    plug(slow, transactional=False)
    worker.run_periodic()
    promise()
    worker.run_jobs()
    assert not stolen
    assert len(runs) == 1
    assert not Job.objects.exists()


def test_a_database_that_is_away_for_a_moment_does_not_end_the_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worker = a_worker(StandingClock())
    monkeypatch.setattr(worker.stopping, "wait", lambda _: False)
    monkeypatch.setattr("liaison.core.worker.close_old_connections", lambda: None)

    def away() -> bool:
        raise OperationalError

    assert worker._guarded(away) is False


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("committing", "runs")
def test_several_threads_do_each_job_once(plug: Plug) -> None:
    def run(payload: JobPayload, now: datetime) -> None:
        # the second time it would refuse: names are unique
        Lease.objects.create(name=f"effect-{payload['number']}", owner="job", until=now)

    plug(run)
    clock = StandingClock()
    for number in range(40):
        promise(number)
    worker = Worker(clock=clock.now, lease=LEASE, threads=4)
    running = threading.Thread(target=worker.run, daemon=True)
    running.start()
    deadline = time.monotonic() + 20
    while Job.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    worker.stop()
    running.join(20)
    assert not running.is_alive()
    assert Lease.objects.filter(name__startswith="effect-").count() == 40
    assert not Job.objects.exists()
