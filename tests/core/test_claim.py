"""Leasing jobs: the oldest first, each to one worker, for a while."""

from datetime import timedelta

import pytest
from django.db import transaction

from liaison.core import jobs
from liaison.core.models import Job
from liaison.core.sockets import JOBS, JobKind
from tests.cast import NOW
from tests.core.things import LEASE, SECOND, lease_one, promise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("done")]


def test_the_oldest_first_and_only_what_is_due() -> None:
    for number, late in enumerate((3, 1, 2, -1)):
        promise(number, due_at=NOW - late * SECOND)
    found = jobs.claim(owner="one", lease=LEASE, now=NOW, limit=8)
    assert [job.payload["number"] for job in found] == [0, 2, 1]


def test_at_most_as_many_as_asked_for() -> None:
    for number in range(5):
        promise(number)
    assert len(jobs.claim(owner="one", lease=LEASE, now=NOW, limit=2)) == 2
    assert len(jobs.claim(owner="two", lease=LEASE, now=NOW, limit=8)) == 3
    assert not jobs.waiting(NOW)


def test_a_leased_job_is_nobody_elses() -> None:
    promise()
    job = lease_one()
    assert (job.leased_by, job.leased_until, job.attempts) == ("one", NOW + LEASE, 1)
    assert not jobs.claim(owner="two", lease=LEASE, now=NOW + LEASE - SECOND, limit=8)


def test_a_lease_that_ran_out_is_taken_over() -> None:
    promise()
    lease_one()
    job = lease_one(owner="two", now=NOW + LEASE)
    assert (job.leased_by, job.attempts) == ("two", 2)


def test_an_extended_lease_is_not_taken_over() -> None:
    promise()
    lease_one()
    jobs.extend(owner="one", lease=LEASE, now=NOW + LEASE - SECOND)
    assert not jobs.waiting(NOW + LEASE)
    assert jobs.waiting(NOW + 2 * LEASE)


def test_extending_touches_no_lease_of_another() -> None:
    promise()
    lease_one()
    jobs.extend(owner="two", lease=LEASE, now=NOW + LEASE)
    assert Job.objects.get().leased_until == NOW + LEASE


@pytest.mark.parametrize(
    ("order", "taken"),
    [("ttnt", 2), ("nt", 1), ("nn", 1), ("tttt", 4)],
    ids=["those before it", "it alone", "one at a time", "all"],
)
def test_a_job_that_may_be_slow_holds_up_nobody(
    monkeypatch: pytest.MonkeyPatch, order: str, taken: int
) -> None:
    monkeypatch.setitem(JOBS, "test.slow", JobKind(lambda *_: None, transactional=False))
    for number, kind in enumerate(order):
        name = "test.slow" if kind == "n" else "test.job"
        jobs.enqueue(name, {}, due_at=NOW + timedelta(microseconds=number))
    later = NOW + SECOND
    assert len(jobs.claim(owner="one", lease=LEASE, now=later, limit=8)) == taken
    if taken < len(order):
        assert jobs.claim(owner="two", lease=LEASE, now=later, limit=8)


def test_a_kind_that_is_gone_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    promise()
    monkeypatch.delitem(JOBS, "test.job")
    assert len(jobs.claim(owner="one", lease=LEASE, now=NOW, limit=8)) == 1


def test_a_process_without_room_leaves_a_job_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leased and put back, it would wait while the other process has nothing to do."""
    room = iter([False, False, True, True])
    kind = JobKind(lambda *_: None, transactional=False, free=lambda: next(room))
    monkeypatch.setitem(JOBS, "test.roomy", kind)
    with transaction.atomic():
        jobs.enqueue("test.roomy", {}, due_at=NOW, key="roomy")
    assert not jobs.waiting(NOW)
    assert not jobs.claim(owner="one", lease=LEASE, now=NOW, limit=8)
    assert Job.objects.get().attempts == 0
    assert jobs.waiting(NOW)
    assert len(jobs.claim(owner="two", lease=LEASE, now=NOW, limit=8)) == 1
