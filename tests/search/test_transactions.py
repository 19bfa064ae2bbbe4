"""What a transaction put is seen by its own questions alone, until it is committed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from liaison.search import home, services
from tests.search.people import erase, is_found, merged, person, put

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other() -> Iterator[ThreadPoolExecutor]:
    """Return a thread with a connection of its own: another process, as far as rows go."""
    with ThreadPoolExecutor(1) as pool:
        yield pool
        pool.submit(connections.close_all).result()


def test_undone_it_was_never_there() -> None:
    put([1])
    assert is_found(1)
    with transaction.atomic():
        services.put_many([person(2)])
        services.forget_many([person(1).reference])
        assert is_found(2)
        assert not is_found(1)
        transaction.set_rollback(True)
    assert is_found(1)
    assert not is_found(2)
    put([3])
    assert is_found(3)
    assert not is_found(2)


def test_a_savepoint_undone_as_well() -> None:
    with transaction.atomic():
        services.put_many([person(1)])
        place = transaction.savepoint()
        services.put_many([person(2)])
        assert is_found(2)
        transaction.savepoint_rollback(place)
        assert is_found(1)
        assert not is_found(2)


def test_the_hook_into_django_still_tells_who_wrote() -> None:
    """`run_on_commit` is Django's own and has changed its shape before: this fails when it does.

    A process that has put something keeps what it knows only until its transaction ends. Were the
    mark not found, it would remember rows that are undone, and answer with them.
    """
    with transaction.atomic():
        assert not home._written_here()
        services.put_many([person(1)])
        assert home._written_here()
        place = transaction.savepoint()
        services.put_many([person(2)])
        transaction.savepoint_rollback(place)
        assert home._written_here()
    assert not home._written_here()
    with transaction.atomic():
        services.put_many([person(3)])
        transaction.set_rollback(True)
    assert not home._written_here()


def test_the_next_question_of_everybody_finds_it(other: ThreadPoolExecutor) -> None:
    put([1])
    merged()
    assert other.submit(is_found, 1).result()
    put([2])
    erase([1])
    assert other.submit(is_found, 2).result()
    assert not other.submit(is_found, 1).result()


def test_committed_in_another_order_than_begun(other: ThreadPoolExecutor) -> None:
    """The later row is seen first; the earlier one is not passed over, nor left out of files."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    with transaction.atomic():
        services.put_many([person(1)])
        other.submit(put, [2]).result()
        assert other.submit(is_found, 2).result()
        assert not other.submit(is_found, 1).result()
        other.submit(merged).result()
    for _ in range(2):
        assert other.submit(is_found, 1).result()
        assert other.submit(is_found, 2).result()
        other.submit(merged).result()
