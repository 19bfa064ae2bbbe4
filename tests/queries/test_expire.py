"""Clocks run out: here, and at our own desk."""

from datetime import timedelta

import pytest

from liaison.core.sockets import PERIODIC
from liaison.queries import jobs
from liaison.queries.models import Confirmation, Hit
from liaison.queries.states import ConfirmationState, HitState
from tests.cast import NOW
from tests.queries.things import URGENT, a_confirmation, a_hit, answered, events, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
DUE = NOW + URGENT


def test_not_before_its_time() -> None:
    """A second before, nothing happens and nothing is written."""
    a_hit(HitState.CONFIRMATION_ASKED)
    before = written()
    jobs.expire(DUE - timedelta(seconds=1))
    assert written() == before


def test_the_hit_expires_and_says_so_once() -> None:
    """However often the job runs."""
    a_hit(HitState.CONFIRMATION_ASKED)
    jobs.expire(DUE)
    assert Hit.objects.get().state == HitState.EXPIRED
    assert events().count(("queries:confirmation:expired", "done")) == 1
    before = written()
    jobs.expire(DUE + URGENT)
    assert written() == before


def test_our_own_desk_lapses() -> None:
    """Somebody abroad waited in vain: the log says so."""
    a_confirmation()
    jobs.expire(DUE)
    assert Confirmation.objects.get().state == ConfirmationState.LAPSED
    assert ("queries:confirmation:lapsed", "done") in events()


def test_what_was_answered_does_not_expire() -> None:
    """On either side."""
    hit = a_hit(HitState.CONFIRMATION_ASKED, own=True)
    answered(hit)
    before = written()
    jobs.expire(DUE)
    assert written() == before


def test_the_job_is_plugged_in() -> None:
    """Every five seconds: half a page's waiting."""
    assert PERIODIC["queries.expire"].every == timedelta(seconds=5)
