"""Figures from the clocks: each bar's number stands in its table."""

from collections.abc import Callable

from django.test import Client

from liaison.casework import services
from liaison.casework.states import Result
from liaison.casework.types import AnswerText
from tests.casework.things import an_accepted, boris
from tests.cast import NOW

AtDesk = Callable[..., Client]


def test_nothing_answered_says_so(at_desk: AtDesk) -> None:
    page = at_desk("Boris").get("/statistics/").content.decode()
    assert "Nothing was answered in this time." in page


def test_answers_refusals_and_grounds_are_counted(at_desk: AtDesk) -> None:
    refused = AnswerText(Result.REFUSED, "No.", grounds="minor_offence")
    for answer in (refused, AnswerText(Result.NOTHING_KNOWN, "Nothing.")):
        services.answer(boris(), request_id=an_accepted().id, answer=answer, now=NOW)
    page = at_desk("Boris").get("/statistics/", {"days": "7"}).content.decode()
    for said in (
        "2 (100&nbsp;%)",
        "IP SEOUL",
        "Not urgent",
        "The offence is minor",
        "Nothing known",
    ):
        assert said in page
    assert page.count('<svg class="bars"') == page.count('<td class="bar-cell">')


def test_strange_periods_are_refused(at_desk: AtDesk) -> None:
    assert at_desk("Boris").get("/statistics/", {"days": "-1"}).status_code == 400


def test_the_head_of_bureau_reads_figures_and_requests(at_desk: AtDesk) -> None:
    client = at_desk("Boris", role="head_of_bureau")
    assert client.get("/statistics/").status_code == 200
    assert client.get("/requests/").status_code == 200
    page = client.get(f"/requests/{an_accepted().id}/").content.decode()
    assert 'value="answer"' not in page


def test_a_unit_reads_no_figures(in_unit: Callable[..., Client]) -> None:
    assert in_unit().get("/statistics/").status_code == 403
