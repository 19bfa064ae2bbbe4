"""A request of another bureau arrives at the desk it is for."""

import pytest

from liaison.casework import handlers, jobs, selectors
from liaison.casework.models import Finding, Request
from liaison.casework.states import Direction, Queue, State
from liaison.core.models import Job
from tests.casework.things import a_message, a_sent, an_arrived, asked, boris, li
from tests.cast import NOW
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


def test_it_lies_in_the_pool_with_both_references(outbox: Outbox) -> None:
    """Ours is given here, theirs is kept; the clock is ours to keep."""
    assert outbox is not None
    row = an_arrived()
    assert (row.direction, row.state, row.queue) == (Direction.IN, State.ARRIVED, Queue.ARRIVED)
    assert (row.our_reference, row.their_reference) == ("BJ-2026-000001", "SL-2026-000017")
    assert (row.holder_organisation, row.partner) == ("beijing", "seoul")
    assert row.deadline.due_at == row.due_at > NOW


def test_the_same_request_again_is_one_request(outbox: Outbox) -> None:
    """Another message with the same request changes nothing."""
    assert outbox is not None
    sent = asked()
    for _ in range(2):
        handlers.receive_request(a_message(sent), NOW)
    assert Request.objects.count() == 1


def test_what_is_held_here_is_found_for_the_desk_only(outbox: Outbox) -> None:
    """An earlier request about the same person is a finding; a unit never sees it."""
    assert outbox is not None
    earlier = a_sent()
    row = an_arrived()
    job = Job.objects.get(name="casework.cross_check", key__contains=str(row.id))
    jobs.cross_check(job.payload, NOW)
    found = Finding.objects.get(request=row)
    assert (found.reference, found.score) == (earlier.id, 0.95)
    row.assigned_unit = li().organisation
    row.save(update_fields=["assigned_unit"])
    assert selectors.request_file(boris(), row.id, NOW).findings
    assert selectors.request_file(li(), row.id, NOW).findings == ()
