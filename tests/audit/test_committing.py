"""What only shows where transactions are real."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from liaison.audit import jobs, services, verification
from liaison.core.errors import NotInTransaction
from tests.audit.cast import ADA, NOW, a_log, an_entry, empty_the_log, recorded, triggers, written

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committing")]


def test_outside_a_transaction_nothing_is_recorded() -> None:
    """An entry without the row it speaks of could be a lie."""
    with pytest.raises(NotInTransaction):
        services.record(ADA, event="records:document:read", target="document-1", at=NOW)

    assert not any(written().values())


def test_the_sequencer_opens_its_own_transaction() -> None:
    """It comes by on its own, and what it does is committed."""
    recorded(range(3))

    jobs.integrate(NOW)

    assert written()["Sequenced"] == 3
    assert written()["Checkpoint"] == 1


def test_a_settled_leaf_goes_with_its_transaction() -> None:
    """Place and checkpoint are taken back with the leaf: the tree never held it."""
    a_log(3)
    before = written()

    def receipt() -> None:
        with transaction.atomic():
            leaves = services.record_many([an_entry(3)])
            services.settle(leaves, now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        receipt()

    assert written() == before


def test_sequencers_and_writers_work_at_once() -> None:
    """Several processes of a node: no place twice, none left out, every checkpoint sound."""

    def work(worker: int) -> None:
        try:
            for number in range(10):
                with transaction.atomic():
                    leaves = services.record_many([an_entry(100 * worker + number)])
                    if number % 3 == worker % 3:
                        services.settle(leaves, now=NOW)
                jobs.integrate(NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(work, range(4)))

    report = verification.verify(now=NOW)
    assert report.ok
    assert (report.sequenced, report.pending) == (40, 0)


def test_the_log_can_be_emptied_between_tests() -> None:
    """And refuses everything again after it."""
    before = triggers()
    a_log(3)

    empty_the_log()

    assert not any(written().values())
    assert triggers() == before
