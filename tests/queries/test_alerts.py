"""Discreet records: the owner's desk is told, later and apart; nobody else can tell."""

from datetime import timedelta
from typing import Any

import pytest

from liaison.audit.models import Payload
from liaison.core import jobs
from liaison.core.models import Job
from liaison.core.sockets import JOBS
from liaison.identity.errors import PermissionRefused
from liaison.identity.states import Permission
from liaison.queries import selectors, services
from liaison.queries.answers import record_withdrawn
from liaison.queries.errors import NoSuchAlert
from liaison.queries.models import Alert, Hit
from liaison.queries.states import AlertState, Verdict
from liaison.rules.processing import Purpose
from tests.cast import NOW, an_actor, entries, the_organisations
from tests.queries.people import ask, kim
from tests.queries.test_live_answers import answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


@pytest.fixture(autouse=True)
def organisations() -> None:
    """Load the organisations: alerts are announced to chairs of theirs."""
    the_organisations()


def work() -> None:
    """Let the worker do what is promised."""
    for job in jobs.claim(owner="test", lease=timedelta(minutes=1), now=NOW, limit=20, quick=True):
        jobs.run(job, now=NOW)


def desk(**said: Any) -> Any:  # noqa: ANN401
    """Return somebody who receives alerts."""
    return an_actor(permissions={Permission.ALERT_READ}, **said)


def test_our_own_post_sees_nothing_and_the_desk_is_told() -> None:
    """Where, why, for what, and what was in hand."""
    kim(discreet=True)
    answer_here = ask("김민수")
    assert (answer_here.verdict, answer_here.hits) == (Verdict.NO_MATCH, ())
    assert not Alert.objects.exists()
    work()
    (alert,) = services.list_alerts(desk(), only_new=True, now=NOW)
    assert (alert.in_hand, alert.asker, alert.place) == ("김민수", "beijing", "beijing")
    assert (alert.case_reference, alert.purpose) == ("PVG-7", "locate_person_or_object")
    assert (alert.state, alert.by_name_only, alert.label) == (AlertState.NEW, True, "KIM Min-su")


def test_another_bureau_sees_nothing_and_the_desk_is_told() -> None:
    """Of a bureau abroad only its id is known."""
    kim(discreet=True, to=("seoul",))
    assert answer().body == {"candidates": [], "more": False}
    work()
    alert = Alert.objects.get()
    assert (alert.asker, alert.place, alert.case_reference) == ("seoul", "", "")


@pytest.mark.parametrize("discreet", [True, False], ids=["met", "nothing there"])
def test_the_log_grows_the_same(*, discreet: bool) -> None:
    """By one entry for the question and one for the second look, with the same words."""
    if discreet:
        kim(discreet=True)
    before = entries()
    ask("Kim Min-su")
    work()
    assert entries() == before + 2
    entry = Payload.objects.get(event="queries:question:watched")
    assert "facts" not in entry.body or '"facts":{}' in entry.body
    assert Alert.objects.exists() == discreet


SILENT = [Purpose.ASYLUM, Purpose.VISA, Purpose.SCREENING]


@pytest.mark.parametrize("purpose", SILENT)
def test_silent_purposes_alert_nobody(purpose: Purpose) -> None:
    """And the job does not even hold the question."""
    kim(discreet=True)
    ask("Kim Min-su", purpose=purpose)
    assert Job.objects.get(name="queries.watch").payload["question"] is None
    before = entries()
    work()
    assert (Alert.objects.count(), entries()) == (0, before + 1)


def test_a_job_that_runs_twice_alerts_once() -> None:
    """A worker may be killed between effect and word."""
    kim(discreet=True)
    ask("Kim Min-su")
    job = Job.objects.get(name="queries.watch")
    work()
    JOBS[job.name].run(job.payload, NOW)
    assert Alert.objects.count() == 1


def test_a_copy_alerts_nobody_here() -> None:
    """Only its owner may be told, and it is not asked here."""
    row = kim(discreet=True)
    type(row).objects.update(owner="seoul", held="copy", received_in=row.id)
    ask("Kim Min-su")
    work()
    assert not Alert.objects.exists()
    assert not Hit.objects.exists()


def test_seen_once() -> None:
    """Who looked first is kept."""
    kim(discreet=True)
    ask("Kim Min-su")
    work()
    alert = Alert.objects.get()
    assert selectors.new_alerts(desk()) == 1
    for person in ("Ada", "Boris"):
        services.see_alert(desk(person=person), alert_id=alert.id, now=NOW)
    alert.refresh_from_db()
    assert (alert.state, alert.seen_by) == (AlertState.SEEN, "Ada")
    assert selectors.new_alerts(desk()) == 0
    assert services.list_alerts(desk(), only_new=True, now=NOW) == ()


HIDDEN = {
    "a post below the desk": {"organisation": "beijing/port"},
    "another bureau": {"organisation": "seoul"},
}


@pytest.mark.parametrize("place", HIDDEN.values(), ids=HIDDEN)
def test_nobody_else_sees_it(place: dict[str, str]) -> None:
    """Not in a list, not by its id, not as a number."""
    kim(discreet=True)
    ask("Kim Min-su")
    work()
    stranger = desk(**place)
    assert services.list_alerts(stranger, only_new=False, now=NOW) == ()
    assert selectors.new_alerts(stranger) == 0
    with pytest.raises(NoSuchAlert) as caught:
        services.see_alert(stranger, alert_id=Alert.objects.get().id, now=NOW)
    assert str(caught.value)


def test_reading_hits_is_not_reading_alerts() -> None:
    """The searcher's own chair does not carry it."""
    searcher = an_actor(permissions={Permission.CHECK, Permission.HIT_READ})
    for attempt in (
        lambda: services.list_alerts(searcher, only_new=True, now=NOW),
        lambda: selectors.new_alerts(searcher),
    ):
        with pytest.raises(PermissionRefused):
            attempt()


def test_alerts_go_with_the_record() -> None:
    """What was withdrawn is nobody's alert any more."""
    row = kim(discreet=True)
    ask("Kim Min-su")
    work()
    record_withdrawn(row.id, NOW)
    assert not Alert.objects.exists()
