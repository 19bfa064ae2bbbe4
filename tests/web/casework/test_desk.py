"""The desk: everything open by the clock, each line with who must move."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.casework.things import a_draft, a_sent, a_submitted, an_accepted, an_arrived
from tests.cast import entries
from tests.web.casework.conftest import HTMX

AtDesk = Callable[..., Client]
MOST_QUERIES = 30


def page_of(client: Client, **asked: str) -> str:
    """Return the desk."""
    return client.get("/desk/", asked).content.decode()


def test_an_empty_desk_says_what_fills_it(at_desk: AtDesk) -> None:
    page = page_of(at_desk("Boris"))
    assert "Nothing is open." in page
    assert "New request" in page


def test_every_line_says_who_must_move_and_until_when(at_desk: AtDesk) -> None:
    arrived, submitted, sent = an_arrived(), a_submitted(), a_sent(subject="A second lorry")
    page = page_of(at_desk("Boris"))
    assert page.index(submitted.our_reference) < page.index(arrived.our_reference)
    for row in (arrived, submitted, sent):
        assert row.our_reference in page
    for said in (
        "the desk reads it and accepts, asks back or refuses",
        "the desk reviews it",
        "the bureaus asked answer",
        "SL-2026-000017",
        "IP SEOUL",
        "d 7 h left",
    ):
        assert said in page


def test_a_unit_s_draft_is_nobody_s_business(at_desk: AtDesk) -> None:
    draft = a_draft()
    assert draft.our_reference not in page_of(at_desk("Boris"))


def test_lists_are_chosen_and_counted(at_desk: AtDesk) -> None:
    arrived, accepted = an_arrived(), an_accepted()
    page = page_of(at_desk("Boris"), queue="arrived")
    assert arrived.our_reference in page
    assert accepted.our_reference not in page
    assert 'aria-current="true">New from abroad <strong>1</strong>' in page


def test_a_page_that_asks_again_reads_nothing_new(at_desk: AtDesk) -> None:
    an_arrived()
    client = at_desk("Boris")
    seen = page_of(client).split("seen=")[1].split('"')[0]
    before = entries()
    again = client.get("/desk/", {"seen": seen}, **HTMX).content.decode()
    assert again.strip().startswith('<div id="worklist"')
    assert entries() == before
    an_arrived()
    before = entries()
    client.get("/desk/", {"seen": seen}, **HTMX)
    assert entries() == before + 1


def test_a_long_list_has_more_and_few_queries(at_desk: AtDesk) -> None:
    for _ in range(52):
        an_arrived()
    client = at_desk("Boris")
    client.get("/desk/")
    with CaptureQueriesContext(connection) as queries:
        page = page_of(client)
    assert len(queries) <= MOST_QUERIES, [one["sql"] for one in queries]
    assert page.count("data-row") == 50
    cursor = page.split("cursor=")[-1].split('"')[0]
    more = client.get(f"/desk/?cursor={cursor}").content.decode()
    assert more.count("data-row") == 2


STRANGE = [{"queue": "nowhere"}, {"cursor": "x" * 201}, {"queue": "\x00"}, {"cursor": "\u202e"}]


@pytest.mark.parametrize("asked", STRANGE, ids=str)
def test_strange_addresses_are_refused(at_desk: AtDesk, asked: dict[str, str]) -> None:
    assert at_desk("Boris").get("/desk/", asked).status_code == 400


def test_a_cursor_of_somebody_else_is_refused(at_desk: AtDesk) -> None:
    answer = at_desk("Boris").get("/desk/", {"cursor": "abc"})
    assert answer.status_code == 400
    assert "casework:field" in answer.content.decode()


def test_who_does_not_review_has_no_desk(at_desk: AtDesk, in_unit: Callable[..., Client]) -> None:
    assert in_unit().get("/desk/").status_code == 403
    assert at_desk("Boris", role="head_of_bureau").get("/desk/").status_code == 403
