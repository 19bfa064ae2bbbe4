"""A person looks things up as fast as a person does; a script that borrows a session does not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from liaison.audit.models import Payload
from liaison.core import clock
from liaison.core.paces import MEMORY, Paces
from liaison.web.pacing import LOOK_UPS, ROW
from tests.cast import NOW

Sit = Callable[..., Client]
MINUTE = 10
QUESTION = {"document": "ZZ0000001", "purpose": "border_control", "reference": "lane 7"}


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bureau that allows ten look-ups a minute."""
    monkeypatch.setitem(settings.NODE.values, "staff.look_ups_a_minute", MINUTE)


def worn_out(at_desk: Sit, name: str = "Ada") -> Client:
    """Return the browser of somebody who asked four minutes' worth in a row."""
    client = at_desk(name)
    statuses = [client.post("/check/", QUESTION).status_code for _ in range(MINUTE * ROW)]
    assert 429 not in statuses
    return client


def refusals() -> int:
    """Return how many the log has."""
    return Payload.objects.filter(event="web:request:refused").count()


def test_a_page_says_what_happened_and_what_to_do(at_desk: Sit) -> None:
    answer = worn_out(at_desk).post("/check/", QUESTION)
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (429, "6")
    assert "You are asking faster than this bureau allows." in page
    assert "Wait a minute" in page


def test_a_form_keeps_what_was_typed(at_desk: Sit) -> None:
    answer = worn_out(at_desk).post("/check/", QUESTION, headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (429, "#refusal")
    assert "<html" not in answer.content.decode()


def test_records_are_not_copied_page_by_page(at_desk: Sit) -> None:
    """Attack: a script opens every record after it checked every number."""
    assert worn_out(at_desk).get("/records/").status_code == 429


def test_other_pages_go_on(at_desk: Sit) -> None:
    client = worn_out(at_desk)
    assert client.get("/check/").status_code == 200
    assert client.get("/hits/").status_code == 200


def test_others_go_on(at_desk: Sit) -> None:
    worn_out(at_desk).post("/check/", QUESTION)
    assert at_desk("Boris").post("/check/", QUESTION).status_code != 429


def test_after_a_moment_one_goes_on(at_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    client = worn_out(at_desk)
    assert client.post("/check/", QUESTION).status_code == 429
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=6))
    assert client.post("/check/", QUESTION).status_code != 429


def test_a_script_without_end_does_not_fill_the_log(at_desk: Sit) -> None:
    client = worn_out(at_desk)
    before = refusals()
    for _ in range(5):
        client.post("/check/", QUESTION)
    assert refusals() == before + 1


def test_what_counts_as_a_look_up_is_there() -> None:
    named = {one for one in get_resolver().reverse_dict if isinstance(one, str)}
    assert {page for page, _ in LOOK_UPS} <= named


def test_many_callers_are_forgotten_and_not_kept() -> None:
    paces = Paces(1, 1)
    for caller in range(MEMORY + 5):
        paces.take(str(caller), at=0)
    assert len(paces.buckets) == MEMORY


def test_a_clock_that_is_set_back_refills_nothing() -> None:
    paces = Paces(1, 1)
    assert paces.take("Ada", at=10) == 0
    assert paces.take("Ada", at=0) == 1
