"""All counts at once are the counts one by one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison.casework import selectors
from liaison.casework.selectors.desk import EVERYTHING
from liaison.casework.states import Queue
from liaison.casework.types import Only
from liaison.casework.words import Urgency
from liaison.identity.types import Actor
from tests.casework.things import (
    a_draft,
    a_sent,
    a_submitted,
    ada,
    an_accepted,
    an_arrived,
    boris,
    li,
)
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("outbox")


@pytest.mark.parametrize("who", [ada, boris, li])
@pytest.mark.parametrize("days", [0, 3, 30])
def test_tallies_are_counts(who: Callable[[], Actor], days: int) -> None:
    a_draft()
    a_draft(actor=ada())
    a_submitted()
    a_sent()
    an_arrived()
    an_accepted()
    now = NOW + timedelta(days=days, hours=6)
    found = selectors.tallies(who(), now=now)
    assert found == selectors.counts(who(), now=now)
    assert Queue.DONE not in found


@pytest.mark.parametrize("only", [EVERYTHING, Only(urgency=Urgency.NORMAL)], ids=["all", "one"])
def test_the_counts_of_a_full_desk_are_read_in_indexes_alone(only: Only) -> None:
    """Twenty thousand open requests are thirty mebibytes of rows: none is opened for a number."""
    if connection.vendor != "sqlite":
        pytest.skip("the plan of a table this small says nothing on PostgreSQL")
    with CaptureQueriesContext(connection) as asked:
        selectors.tallies(boris(), only=only, now=NOW)
    counted = [one["sql"] for one in asked if "COUNT(" in one["sql"]]
    plans = []
    with connection.cursor() as cursor:
        for sql in counted:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plans.append(" ".join(row[3] for row in cursor.fetchall()))
    assert any("COVERING INDEX casework_request_tally (desk=?" in plan for plan in plans)
    assert any("casework_request_mine (holder_person=? AND holder_o" in plan for plan in plans)
    assert not any("SCAN casework_request" in plan for plan in plans)
