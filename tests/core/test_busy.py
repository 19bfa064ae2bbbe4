"""Which faults of the database pass by themselves, told by the driver's own numbers."""

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction

from liaison.core.busy import Cause, cause_of
from liaison.core.models import Lease
from tests.cast import NOW
from tests.simulators.held_database import away, held

pytestmark = pytest.mark.django_db(transaction=True)


def write() -> None:
    """Write a row."""
    Lease.objects.create(name="x", owner="y", until=NOW)


def test_somebody_else_writes() -> None:
    with held(), pytest.raises(DatabaseError) as found, transaction.atomic():
        write()
    assert cause_of(found.value) is Cause.LOCKED
    assert not Lease.objects.filter(name="x").exists()
    write()


def test_nothing_is_where_the_database_was(monkeypatch: pytest.MonkeyPatch) -> None:
    with away(monkeypatch), pytest.raises(OperationalError) as found:
        write()
    assert cause_of(found.value) is Cause.AWAY
    write()


def test_our_own_faults_stay_faults() -> None:
    with pytest.raises(DatabaseError) as missing, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    write()
    with pytest.raises(IntegrityError) as twice:
        write()
    assert [cause_of(one) for one in (missing.value, twice.value, ValueError(), None)] == [
        None
    ] * 4


class Told(Exception):
    """What a driver raises."""


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ({"sqlite_errorcode": 5 | (2 << 8)}, Cause.LOCKED),
        ({"sqlite_errorcode": 13}, Cause.FULL),
        ({"sqlite_errorcode": 1}, None),
        ({"sqlstate": "40P01"}, Cause.LOCKED),
        ({"sqlstate": "57014"}, Cause.LOCKED),
        ({"sqlstate": "57P01"}, Cause.AWAY),
        ({"sqlstate": "08006"}, Cause.AWAY),
        ({"sqlstate": "53100"}, Cause.FULL),
        ({"sqlstate": "42P01"}, None),
        ({"sqlstate": None}, Cause.AWAY),
    ],
)
def test_numbers_of_the_drivers(said: dict[str, object], cause: Cause | None) -> None:
    error = OperationalError("database is locked")
    error.__cause__ = Told()
    vars(error.__cause__).update(said)
    assert cause_of(error) is cause
