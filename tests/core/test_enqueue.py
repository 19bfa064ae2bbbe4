"""Promising a job: inside the transaction of what it is for, one for each key."""

import pytest
from django.db import transaction

from liaison.core import jobs
from liaison.core.errors import NotInTransaction
from liaison.core.models import KEY_LENGTH, Job
from liaison.core.sockets import JobPayload
from liaison.lib.wire import limits
from tests.cast import NOW
from tests.core.things import SECOND, lease_one, promise

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("done")]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_promised() -> None:
    with pytest.raises(NotInTransaction):
        jobs.enqueue("test.job", {}, due_at=NOW)
    assert not Job.objects.exists()


def test_a_kind_nobody_plugged_in_is_refused() -> None:
    with pytest.raises(KeyError):
        jobs.enqueue("test.unheard", {}, due_at=NOW)
    assert not Job.objects.exists()


def test_a_transaction_taken_back_promises_nothing() -> None:
    with transaction.atomic():
        jobs.enqueue("test.job", {}, due_at=NOW)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_without_a_key_every_promise_is_a_job() -> None:
    for _ in range(3):
        jobs.enqueue("test.job", {}, due_at=NOW)
    assert Job.objects.count() == 3


def test_one_job_of_a_key_due_when_it_was_last_promised() -> None:
    first = promise(due_at=NOW)
    again = promise(due_at=NOW + SECOND)
    assert first.pk == again.pk
    assert again.due_at == NOW + SECOND


def test_promising_again_leaves_a_lease_alone() -> None:
    promise()
    leased = lease_one()
    again = promise(due_at=NOW + SECOND)
    assert (again.leased_by, again.leased_until, again.attempts) == (
        "one",
        leased.leased_until,
        1,
    )


def test_a_key_holds_the_longest_name_of_a_bureau(done: list[JobPayload]) -> None:
    key = "exchange.send:" + "b" * limits.ORGANISATION_CHARACTERS
    assert len(key) <= KEY_LENGTH
    assert promise(key=key).key == key
    assert not done
