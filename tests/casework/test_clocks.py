"""The clock of a request: it warns, runs out, goes to somebody higher; it can be given time."""

from datetime import datetime, timedelta

import pytest

from liaison.casework import jobs, selectors, services
from liaison.casework.errors import ExtensionRefused, TextRefused
from liaison.casework.models import Deadline, Request, Task
from liaison.casework.states import ClockState
from liaison.casework.words import LetterKind
from liaison.identity.models import Event
from liaison.lib.calendar.periods import Duration, Unit
from tests.casework.things import (
    SOON,
    a_sent,
    again,
    an_accepted,
    an_answer,
    an_arrived,
    boris,
    receive,
)
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def look(row: Request, at: datetime) -> Deadline:
    """Let the periodic work look at the clocks, and return one of them."""
    jobs.clocks(at)
    return Deadline.objects.get(pk=row.pk)


def test_it_warns_runs_out_and_goes_to_somebody_higher(outbox: Outbox) -> None:
    """Each once, each told; in the end a task lies with the head of the bureau."""
    assert outbox is not None
    row = an_arrived(clock="urgent_direct")
    due = row.due_at
    assert due == NOW + 8 * HOUR
    assert look(row, due - 3 * HOUR).state == ClockState.RUNNING
    assert look(row, due - HOUR).state == ClockState.WARNING
    clock = look(row, due)
    assert (clock.state, clock.overdue_at, again(row).clock_state) == (
        ClockState.OVERDUE,
        due,
        "overdue",
    )
    for _ in range(2):
        clock = look(row, due + 2 * HOUR)
    assert (clock.state, clock.escalated_to, clock.next_at) == (
        ClockState.ESCALATED,
        "head_of_bureau",
        None,
    )
    task = Task.objects.get(request=row)
    assert (task.role, task.holder_organisation) == ("head_of_bureau", "beijing")
    kinds = list(Event.objects.filter(target=str(row.id)).values_list("kind", flat=True))
    assert kinds.count("casework:clock:overdue") == 1
    assert kinds.count("casework:clock:escalated") == 1


def test_a_house_that_slept_makes_up_for_every_step(outbox: Outbox) -> None:
    """Warned, overdue and escalated in one look."""
    assert outbox is not None
    row = an_arrived(clock="urgent_direct")
    clock = look(row, row.due_at + 24 * HOUR)
    assert clock.state == ClockState.ESCALATED
    assert clock.overdue_at is not None


def test_the_head_of_bureau_finds_the_task_and_finishes_it(outbox: Outbox) -> None:
    assert outbox is not None
    row = an_arrived(clock="urgent_direct")
    look(row, row.due_at + 24 * HOUR)
    head = an_actor(person="Hua", role="head_of_bureau")
    (task,) = selectors.my_tasks(head, now=SOON)
    assert task.request_id == row.id
    assert selectors.my_tasks(boris(), now=SOON) == ()
    services.finish_task(head, task_id=task.id, now=SOON)
    assert selectors.my_tasks(head, now=SOON) == ()


def test_an_answered_request_is_not_looked_at(outbox: Outbox) -> None:
    assert outbox is not None
    row = an_accepted(clock="urgent_direct")
    services.answer(boris(), request_id=row.id, answer=an_answer(), now=SOON)
    assert look(row, row.due_at + 24 * HOUR).state == ClockState.STOPPED
    assert not Task.objects.exists()


def test_a_pause_moves_the_end(outbox: Outbox) -> None:
    """By the time it lasted; meanwhile nothing is overdue."""
    assert outbox is not None
    row = an_accepted(clock="urgent_direct")
    services.ask_clarification(boris(), request_id=row.id, words="Which one?", now=NOW)
    assert look(row, row.due_at + HOUR).state == ClockState.PAUSED
    receive(row, LetterKind.CLARIFICATION)
    assert again(row).due_at == row.due_at + (SOON - NOW)


def test_more_time_with_a_reason(outbox: Outbox) -> None:
    """An overdue clock runs again; the page can tell who gave it, how much and why."""
    assert outbox is not None
    row = an_accepted(clock="urgent_direct")
    late = row.due_at + timedelta(minutes=5)
    look(row, late)
    until = services.extend(
        boris(),
        request_id=row.id,
        by=Duration(4, Unit.HOURS),
        reason="Archive opens at nine.",
        now=late,
    )
    assert until == row.due_at + 4 * HOUR
    clock = selectors.request_file(boris(), row.id, late).clock
    assert clock is not None
    assert (clock.state, clock.extensions[0].given_by) == (ClockState.RUNNING, "Boris")
    services.extend(
        an_actor(person="Vera"),
        request_id=row.id,
        by=Duration(1, Unit.CALENDAR_DAYS),
        reason="Still closed.",
        now=late,
    )
    clock = selectors.request_file(boris(), row.id, late).clock
    assert clock is not None
    assert [one.given_by for one in clock.extensions] == ["Boris", "Vera"]


def test_no_more_time_without_a_reason_or_a_clock(outbox: Outbox) -> None:
    assert outbox is not None
    row = an_accepted()
    hour = Duration(1, Unit.HOURS)
    with pytest.raises(TextRefused):
        services.extend(boris(), request_id=row.id, by=hour, reason=" ", now=NOW)
    services.answer(boris(), request_id=row.id, answer=an_answer(), now=SOON)
    with pytest.raises(ExtensionRefused):
        services.extend(boris(), request_id=row.id, by=hour, reason="Late.", now=SOON)


def test_their_clock_runs_until_all_have_answered(outbox: Outbox) -> None:
    assert outbox is not None
    row = a_sent(to=("seoul", "lyon"), clock="urgent_direct")
    receive(row, LetterKind.ANSWER)
    assert look(row, row.due_at).state == ClockState.OVERDUE
    receive(row, LetterKind.ANSWER, sender="lyon")
    assert Deadline.objects.get(pk=row.pk).state == ClockState.STOPPED
