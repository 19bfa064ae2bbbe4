"""A discreet record on a list: the owner is told, the list and the log say nothing of it."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison.audit.models import Payload
from liaison.core.models import Job
from liaison.queries import services, watching
from liaison.queries.models import Alert, Hit
from liaison.queries.states import Verdict
from tests.queries.lists import KIM, NOBODY, PLAN, SOON, a_list, ada, lines, work
from tests.queries.people import kim
from tests.queries.test_discreet_alike import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def watch() -> None:
    """Run the second half of the work, as the worker does."""
    for job in Job.objects.filter(name=watching.WATCH_BULK):
        watching.watch_bulk(job.payload, SOON)


def test_the_owner_is_told_and_nobody_else() -> None:
    record = kim(discreet=True)
    actor = ada()
    facts = a_list(actor, lines(KIM, NOBODY))
    work()
    watch()
    answers = services.read_answers(actor, bulk_id=facts.id, after=0, limit=9, now=SOON)
    assert {one.verdict for one in answers} == {Verdict.NO_MATCH}
    assert not Hit.objects.exists()
    alert = Alert.objects.get()
    assert (alert.record_id, alert.case_reference) == (record.pk, PLAN.case_reference)


def test_a_silent_list_tells_no_owner() -> None:
    kim(discreet=True)
    a_list(ada(), lines(KIM), plan=replace(PLAN, silent=True))
    work()
    watch()
    assert not Alert.objects.exists()
    assert Payload.objects.filter(event="queries:question:watched").count() == 1


def test_the_work_is_the_same_whether_one_is_met() -> None:
    """The same statements, the same jobs, the same entries of the log."""
    kim(discreet=True)
    actor, seen = ada(), []
    for said in (KIM, NOBODY):
        a_list(actor, lines(said))
        with CaptureQueriesContext(connection) as captured:
            work()
        sql = [one["sql"] for one in captured.captured_queries]
        seen.append([(one.split()[0], TABLE.findall(one)) for one in sql])
    assert seen[0] == seen[1]
