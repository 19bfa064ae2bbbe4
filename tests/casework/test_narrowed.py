"""The desk's lists narrowed to a unit or an urgency: same rows, same order, right counts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from liaison.casework import selectors
from liaison.casework.models import Request
from liaison.casework.types import Only
from liaison.casework.words import Urgency
from liaison.identity.types import Actor
from tests.casework.filling import fill
from tests.casework.things import UNIT, boris, li
from tests.cast import NOW
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db
OTHER = "beijing/shenzhen-detectives"
LATER = NOW + timedelta(days=2)
NARROWED = {
    "unit": Only(unit=UNIT),
    "another unit": Only(unit=OTHER),
    "urgent": Only(urgency=Urgency.URGENT),
    "not urgent": Only(urgency=Urgency.NORMAL),
    "both": Only(unit=UNIT, urgency=Urgency.URGENT),
    "nobody": Only(unit="beijing/nowhere"),
}


@pytest.fixture
def full(outbox: Outbox) -> None:  # noqa: ARG001 - the organisations come with it
    """Fill Beijing's desk: two units ask and are asked, every third request is urgent."""
    fill(desk="beijing", unit=UNIT, total=240, still_open=160, now=NOW)
    keys = list(Request.objects.order_by("pk").values_list("pk", flat=True))
    Request.objects.filter(pk__in=keys[::3]).update(urgency=Urgency.URGENT)
    Request.objects.exclude(pk__in=keys[::3]).update(urgency=Urgency.NORMAL)
    Request.objects.filter(pk__in=keys[::4]).update(assigned_unit=OTHER)
    Request.objects.filter(pk__in=keys[1::4]).update(asking_unit=OTHER)
    # one unit asks what was given to it as well: it is counted once
    Request.objects.filter(pk__in=keys[2::8]).update(asking_unit=UNIT, assigned_unit=UNIT)


def walked(queue: str, only: Only, actor: Actor | None = None) -> list[object]:
    """Return the ids of a list, page by page."""
    found: list[object] = []
    cursor = ""
    while True:
        page = selectors.desk_page(
            actor or boris(), queue=queue, only=only, cursor=cursor, limit=17, now=LATER
        )
        found += [line.id for line in page.lines]
        cursor = page.cursor
        if not cursor:
            return found


def fits(only: Only) -> set[object]:
    """Return the ids of what fits, asked row by row."""
    rows = Request.objects.all()
    if only.unit:
        rows = rows.filter(Q(asking_unit=only.unit) | Q(assigned_unit=only.unit))
    if only.urgency:
        rows = rows.filter(urgency=only.urgency)
    return set(rows.values_list("pk", flat=True))


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("only", NARROWED.values(), ids=NARROWED)
def test_every_list_is_what_fits_of_it_in_its_order(only: Only) -> None:
    fitting, tallies = fits(only), selectors.tallies(boris(), only=only, now=LATER)
    for queue in selectors.LISTS:
        whole = walked(queue, Only())
        found = walked(queue, only)
        assert found == [key for key in whole if key in fitting]
        assert selectors.count(boris(), queue=queue, only=only, now=LATER).number == len(found)
        if queue != "done":
            assert tallies[queue].number == len(found)


@pytest.mark.usefixtures("full")
def test_a_unit_narrows_its_own_list_by_urgency() -> None:
    only = Only(urgency=Urgency.URGENT)
    whole, found = walked("open", Only(), li()), walked("open", only, li())
    assert found == [key for key in whole if key in fits(only)]
    assert selectors.tallies(li(), only=only, now=LATER)["open"].number == len(found)


INDEXES = {
    "unit": ("casework_request_asker", "casework_request_unit"),
    "urgent": ("casework_request_urgency",),
    "both": ("casework_request_asker", "casework_request_unit"),
}


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("name", INDEXES)
@pytest.mark.parametrize("queue", ["open", "arrived", "overdue"])
def test_a_narrowed_page_is_a_walk_along_an_index_of_its_own(name: str, queue: str) -> None:
    """A unit with three requests among twenty thousand does not read twenty thousand."""
    if connection.vendor != "sqlite":
        pytest.skip("the plan of a table this small says nothing on PostgreSQL")
    with CaptureQueriesContext(connection) as asked:
        selectors.desk_page(boris(), queue=queue, only=NARROWED[name], now=LATER)
        selectors.tallies(boris(), only=NARROWED[name], now=LATER)
    walks = [one["sql"] for one in asked if "ORDER BY" in one["sql"] or "COUNT(" in one["sql"]]
    plans = []
    with connection.cursor() as cursor:
        for sql in walks:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plans.append(" ".join(row[3] for row in cursor.fetchall()))
    for index in INDEXES[name]:
        assert any(f"INDEX {index}" in plan for plan in plans), plans
    assert not any("SCAN casework_request" in plan for plan in plans)
    # the desk's own indexes would read every open request of the desk
    for index in ("clock", "tally (desk=? AND is_open=?)"):
        assert not any(f"INDEX casework_request_{index}" in plan for plan in plans), plans
