"""Doing a leased job: once, or put back; a worker that slept changes nothing."""

from datetime import datetime, timedelta

import pytest

from liaison.core import jobs
from liaison.core.models import Job, Lease
from liaison.core.sockets import JobPayload
from tests.cast import NOW
from tests.core.conftest import Plug
from tests.core.things import LEASE, SECOND, lease_one, promise

pytestmark = pytest.mark.django_db


def effect(payload: JobPayload, now: datetime) -> None:
    """Write a row."""
    Lease.objects.create(name=f"effect-{payload['number']}", owner="job", until=now)


def test_done_and_gone(plug: Plug) -> None:
    plug(effect)
    promise()
    jobs.run(lease_one(), now=NOW)
    assert Lease.objects.count() == 1
    assert not Job.objects.exists()


def test_a_failure_takes_back_what_was_begun(plug: Plug) -> None:
    def fail(payload: JobPayload, now: datetime) -> None:
        effect(payload, now)
        raise ZeroDivisionError

    plug(fail)
    promise()
    with pytest.raises(ZeroDivisionError):
        jobs.run(lease_one(), now=NOW)
    assert not Lease.objects.exists()
    assert Job.objects.get().leased_by == "one"


@pytest.mark.parametrize("transactional", [True, False])
def test_a_worker_that_slept_through_its_lease_finishes_nothing(
    plug: Plug, *, transactional: bool
) -> None:
    done: list[JobPayload] = []
    plug(lambda payload, _: done.append(payload), transactional=transactional)
    promise()
    sleeper = lease_one()
    heir = lease_one(owner="two", now=NOW + LEASE)

    jobs.run(sleeper, now=NOW + LEASE)
    # what speaks to a network may happen twice, and must bear it; what is transactional may not
    assert len(done) == (0 if transactional else 1)
    assert Job.objects.get().leased_by == "two"
    jobs.fail(sleeper, reason="too late", now=NOW + LEASE)
    assert Job.objects.get().last_error == ""

    jobs.run(heir, now=NOW + LEASE)
    assert not Job.objects.exists()
    assert len(done) == (1 if transactional else 2)


def test_the_same_worker_cannot_finish_its_own_older_attempt(plug: Plug) -> None:
    plug(effect)
    promise()
    older = lease_one()
    lease_one(now=NOW + LEASE)
    jobs.run(older, now=NOW + LEASE)
    assert not Lease.objects.exists()
    assert Job.objects.exists()


def test_failures_wait_longer_and_longer_up_to_an_hour(plug: Plug) -> None:
    plug(effect)
    promise()
    pauses, now = [], NOW
    for _ in range(15):
        job = lease_one(now=now)
        jobs.fail(job, reason="ValueError" * 1000, now=now)
        row = Job.objects.get()
        pauses.append(row.due_at - now)
        assert (row.leased_by, row.leased_until) == ("", None)
        now = row.due_at
    assert pauses[:4] == [SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND]
    assert pauses[-1] == timedelta(hours=1)
    assert sorted(pauses) == pauses


def test_a_job_may_ask_to_be_called_again(plug: Plug) -> None:
    plug(lambda *_: NOW + 5 * SECOND, transactional=False)
    promise()
    jobs.run(lease_one(), now=NOW)
    row = Job.objects.get()
    assert (row.due_at, row.leased_by, row.attempts) == (NOW + 5 * SECOND, "", 0)


def test_work_that_came_meanwhile_keeps_the_job(plug: Plug) -> None:
    plug(lambda *_: None, transactional=False, pending=lambda *_: True)
    promise()
    jobs.run(lease_one(), now=NOW)
    assert Job.objects.get().due_at == NOW


def test_without_work_the_job_ends(plug: Plug) -> None:
    plug(lambda *_: None, transactional=False, pending=lambda *_: False)
    promise()
    jobs.run(lease_one(), now=NOW)
    assert not Job.objects.exists()


@pytest.mark.parametrize("again", [None, NOW + 3600 * SECOND], ids=["ended", "an hour later"])
def test_a_promise_made_while_it_ran_is_kept(plug: Plug, again: datetime | None) -> None:
    """The message of this very second must not wait for the back-off of another."""

    def run(*_: object) -> datetime | None:
        promise(due_at=NOW + SECOND)
        return again

    plug(run, transactional=False)
    promise()
    jobs.run(lease_one(), now=NOW)
    row = Job.objects.get()
    assert (row.due_at, row.leased_by) == (NOW + SECOND, "")
