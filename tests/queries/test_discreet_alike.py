"""A discreet record met and nothing there: the same statements, the same bytes, the same page.

Time cannot be compared here without noise; what it comes from can: the work that is done.
"""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison.exchange.services import padding
from liaison.lib.wire import canonical
from liaison.queries.states import Verdict
from liaison.records.models import Record
from liaison.records.states import RecordKind
from tests.queries.people import BOAT, CAR, GUN, ask, kim, on_record
from tests.queries.test_live_answers import answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
# a statement's shape: what it does to which table; values and the length of lists aside
TABLE = re.compile(r'(?:FROM|INTO|UPDATE) "(\w+)"')

Make = Callable[..., Record]
MET: dict[str, tuple[Make, str, str]] = {
    "a person by name": (kim, "Kim Min-su", "Park Ji-won"),
    "a person in Hangul": (kim, "김민수", "박지원"),
    "a document of a person": (kim, "M70689098", "M70689099"),
    "a car": (
        lambda **said: on_record(RecordKind.VEHICLE, CAR, **said),
        "WVWZZZ1JZXW000001",
        "WVWZZZ1JZXW000002",
    ),
    "a boat by its hull": (
        lambda **said: on_record(RecordKind.VESSEL, BOAT, **said),
        "KRABC12345L424",
        "KRABC12345L425",
    ),
    "a firearm": (
        lambda **said: on_record(RecordKind.FIREARM, GUN, **said),
        "PX0098",
        "PX0099",
    ),
}


def work_of(look: Callable[[], object]) -> list[tuple[str, list[str]]]:
    """Return what was asked of the database: the verb and the tables of every statement."""
    with CaptureQueriesContext(connection) as seen:
        look()
    said = [one["sql"] for one in seen.captured_queries]
    return [(sql.split()[0], TABLE.findall(sql)) for sql in said]


@pytest.mark.parametrize(("make", "met", "free"), MET.values(), ids=MET)
def test_our_own_post(make: Make, met: str, free: str) -> None:
    """The officer who meets a discreet record makes the node do what any other does."""
    make(discreet=True)
    ask(free)
    assert work_of(lambda: ask(met)) == work_of(lambda: ask(free))
    assert ask(met).verdict is Verdict.NO_MATCH


@pytest.mark.parametrize(("make", "met", "free"), MET.values(), ids=MET)
def test_another_bureau(make: Make, met: str, free: str) -> None:
    """So does a bureau that asks, whatever its officers compare."""
    make(discreet=True, to=("seoul",))
    answer(free)
    assert work_of(lambda: answer(met)) == work_of(lambda: answer(free))
    padded = {canonical.encode(padding.pad(answer(one).body)) for one in (met, free)}
    assert len(padded) == 1
