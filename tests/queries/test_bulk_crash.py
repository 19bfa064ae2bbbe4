"""Killed at each point: a chunk is as it was or done, and the list ends the same."""

import pytest

from liaison.audit.models import Payload
from liaison.queries import bulkwork, services
from liaison.queries.bulkwork import CRASH_POINTS
from liaison.queries.models import BulkChunk, Check, Hit
from liaison.queries.states import BulkState
from tests.queries.lists import (
    KIM,
    NOBODY,
    SOON,
    a_list,
    ada,
    kept,
    lines,
    state_of,
    stopping,
    work,
)
from tests.queries.people import kim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


class Killed(BaseException):
    """As `kill -9`: nothing catches it."""


@pytest.mark.parametrize("point", CRASH_POINTS)
def test_killed_and_taken_over(point: str) -> None:
    kim()
    actor = ada()
    facts = a_list(actor, lines(KIM, NOBODY, KIM, NOBODY), part=2)
    before = kept()
    with pytest.raises(Killed):
        bulkwork.work_off(facts.id, 0, SOON, reach=stopping(point, Killed))
    if point == "kept":
        assert BulkChunk.objects.filter(done=True).count() == 1
    else:
        assert kept() == before
    work()
    assert state_of(facts.id) == BulkState.DONE
    answers = services.read_answers(actor, bulk_id=facts.id, after=0, limit=9, now=SOON)
    assert [one.line for one in answers] == [2, 3, 4, 5]
    assert Check.objects.count() == Hit.objects.count() == 2
    assert Payload.objects.filter(event="queries:bulk:checked").count() == 2
    assert Payload.objects.filter(event="queries:bulk:finished").count() == 1


def test_a_worker_that_slept_through_its_lease_writes_nothing_twice() -> None:
    """Another one wrote the chunk while it asked."""
    kim()
    actor = ada()
    facts = a_list(actor, lines(KIM, NOBODY))
    written: list[object] = []

    def reach(point: str) -> None:
        if point == "asked" and not written:
            written.append(point)
            bulkwork.work_off(facts.id, 0, SOON)
            written.append(kept())

    bulkwork.work_off(facts.id, 0, SOON, reach=reach)
    assert kept() == written[1]
    assert Hit.objects.count() == 1


def test_the_same_part_sent_twice_is_taken_once() -> None:
    """A system that did not hear the answer sends it again."""
    actor = ada()
    facts = a_list(actor, state=BulkState.FILLING)
    before = kept()
    again = services.add_lines(actor, bulk_id=facts.id, lines=lines(*[KIM] * 4))
    assert again.lines == 4
    assert kept() == before


def test_one_lane_at_a_time_in_a_process() -> None:
    """A second one is asked again a little later."""
    facts = a_list(ada())
    with bulkwork._busy:
        later = bulkwork.run({"bulk": str(facts.id), "lane": 0}, SOON)
    assert later is not None
    assert later > SOON
    assert state_of(facts.id) == BulkState.RUNNING
