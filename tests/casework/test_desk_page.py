"""The desk's lists: by the clock, page by page, each request once, as fast as it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison.casework import selectors
from liaison.casework.errors import FieldRefused
from liaison.casework.models import Request
from tests.casework.filling import fill
from tests.casework.things import UNIT, boris, li
from tests.cast import NOW
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db
TOTAL, OPEN = 400, 260


@pytest.fixture
def full(outbox: Outbox) -> None:  # noqa: ARG001 - the organisations come with it
    """Fill Beijing's desk."""
    fill(desk="beijing", unit=UNIT, total=TOTAL, still_open=OPEN, now=NOW)


def walked(queue: str) -> list[object]:
    """Return the ids of a list, page by page."""
    found: list[object] = []
    cursor = ""
    while True:
        page = selectors.desk_page(boris(), queue=queue, cursor=cursor, limit=37, now=NOW)
        found += [line.id for line in page.lines]
        cursor = page.cursor
        if not cursor:
            return found


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("queue", selectors.LISTS)
def test_every_request_of_a_list_comes_once_in_its_order(queue: str) -> None:
    found = walked(queue)
    assert len(found) == len(set(found))
    due = dict(Request.objects.values_list("pk", "due_at"))
    order = [due[key] for key in found]  # type: ignore[index]
    assert order == sorted(order, reverse=queue == "done")
    if queue == "open":
        assert len(found) == OPEN
    if queue == "done":
        assert len(found) == TOTAL - OPEN
    assert selectors.count(boris(), queue=queue, now=NOW).number == len(found)


@pytest.mark.usefixtures("full")
def test_the_queues_are_the_open_ones() -> None:
    """Nothing lies in two queues, and nothing in none."""
    queues = [name for name in selectors.LISTS[4:] if name != "done"]
    assert sorted(map(str, [key for name in queues for key in walked(name)])) == sorted(
        map(str, walked("open"))
    )


@pytest.mark.usefixtures("full")
def test_equal_ends_are_no_trap() -> None:
    """A page may end in the middle of many clocks that end at the same moment."""
    Request.objects.update(due_at=NOW)
    assert len(set(walked("open"))) == OPEN
    assert len(set(walked("done"))) == TOTAL - OPEN


@pytest.mark.usefixtures("full")
def test_a_page_is_a_handful_of_walks_along_an_index() -> None:
    """However many there are: no table is read from end to end."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        selectors.desk_page(boris(), queue="open", now=NOW)
    assert len(asked) <= 6
    if connection.vendor != "sqlite":
        return
    walk = next(q["sql"] for q in asked if "ORDER BY" in q["sql"] and "due_at" in q["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {walk}")
        plan = " ".join(row[3] for row in cursor.fetchall())
    assert "casework_request_clock (desk=? AND is_open=?)" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.usefixtures("full")
def test_a_unit_walks_its_own() -> None:
    page = selectors.desk_page(li(), queue="open", limit=100, now=NOW)
    units = {
        (line.asking_unit, line.assigned_unit, line.holder_organisation) for line in page.lines
    }
    assert page.lines
    assert all(UNIT in places for places in units)


@pytest.mark.parametrize("cursor", ["x", "e30=", "WzFd", "é", "W251bGwsIDFd", "A" * 500])
def test_a_cursor_that_is_not_ours_is_refused(outbox: Outbox, cursor: str) -> None:
    assert outbox is not None
    with pytest.raises(FieldRefused):
        selectors.desk_page(boris(), queue="open", cursor=cursor, now=NOW)


def test_a_list_nobody_knows_is_refused(outbox: Outbox) -> None:
    assert outbox is not None
    for name in ("", "everything", "'; --"):
        with pytest.raises(FieldRefused):
            selectors.desk_page(boris(), queue=name, now=NOW)
        with pytest.raises(FieldRefused):
            selectors.count(boris(), queue=name, now=NOW)
