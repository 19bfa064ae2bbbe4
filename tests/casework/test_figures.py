"""Figures: in time or late, how fast, refused why, open and overdue now; from the same clocks."""

from datetime import timedelta

import pytest

from liaison.casework import jobs, selectors, services
from liaison.casework.states import Result
from liaison.casework.types import Figures
from liaison.casework.words import LetterKind
from liaison.identity.errors import PermissionRefused
from tests.casework.things import (
    SOON,
    a_sent,
    an_accepted,
    an_answer,
    an_arrived,
    an_assigned,
    boris,
    li,
    receive,
)
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def figures() -> Figures:
    """Return what the head of bureau reads."""
    head = an_actor(person="Hua", role="head_of_bureau")
    return selectors.figures(head, since=NOW - DAY, until=NOW + 9 * DAY, now=NOW)


def test_what_was_answered_in_time_and_late(outbox: Outbox) -> None:
    assert outbox is not None
    fast = an_assigned(clock="urgent_direct")
    late = an_accepted(clock="urgent_direct", sender="seoul")
    services.draft_answer(li(), request_id=fast.id, answer=an_answer(), now=SOON)
    services.release_answer(boris(), request_id=fast.id, now=SOON)
    services.answer(
        boris(),
        request_id=late.id,
        answer=an_answer(Result.REFUSED),
        now=late.due_at + timedelta(hours=1),
    )
    found = figures()
    assert (found.answered_by_us.answered, found.answered_by_us.in_time) == (2, 1)
    assert [(line.name, line.answered, line.in_time) for line in found.by_clock] == [
        ("urgent_direct", 2, 1)
    ]
    assert [(line.name, line.median) for line in found.by_unit] == [
        ("beijing/shenzhen-border", timedelta(hours=1))
    ]
    assert dict(found.results) == {"information": 1, "refused": 1}
    assert dict(found.grounds) == {"national_law": 1}


def test_what_others_answered_us(outbox: Outbox) -> None:
    assert outbox is not None
    row = a_sent(to=("seoul", "lyon"))
    receive(row, LetterKind.ANSWER)
    found = figures()
    assert [(line.name, line.answered) for line in found.by_bureau_asked] == [("seoul", 1)]
    assert found.answered_to_us.median == SOON - NOW


def test_what_is_open_and_overdue_now(outbox: Outbox) -> None:
    assert outbox is not None
    row = an_arrived(clock="urgent_direct")
    paused = an_accepted()
    services.wait_for_court(boris(), request_id=paused.id, words="Warrant.", now=NOW)
    jobs.clocks(row.due_at)
    found = figures()
    assert (found.open_now, found.overdue_now, found.paused_now) == (2, 1, 1)


def test_figures_are_not_for_everybody(outbox: Outbox) -> None:
    assert outbox is not None
    with pytest.raises(PermissionRefused):
        selectors.figures(li(), since=NOW, until=SOON, now=NOW)
