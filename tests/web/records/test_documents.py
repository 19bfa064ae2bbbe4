"""The list of our own documents: searching, filtering, turning pages."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.cast import entries
from tests.exchange.house import logged
from tests.records.things import a_copy, a_document, an_own_document, imported, numbered

Sit = Callable[..., Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def page_of(client: Client, **asked: str) -> str:
    """Return the list as text."""
    answer = client.get("/records/", asked, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_line_says_the_document_in_words(at_desk: Sit) -> None:
    row = an_own_document()
    page = page_of(at_desk(role="data_steward"))
    for words in (
        f'href="/records/{row.id}/"',
        "LX7310254",
        "China",
        "Passport",
        "Lost or stolen",
        "Active",
        "2036-03-02",
        "BJ-2026-000001",
    ):
        assert words in page


FOUND = {
    "the number": "LX7310254",
    "the number as people write it": " lx 731-0254 ",
    "a number that looks alike": "LX73IO254",
    "the beginning of the reference": "bj-2026",
}


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_a_document_is_found_by(at_desk: Sit, text: str) -> None:
    imported(a_document(), a_document(number="LX1111111", national_reference=""))
    page = page_of(at_desk(), text=text)
    assert "1 record\n" in page
    assert "LX7310254" in page


def test_states_part_the_list(at_desk: Sit) -> None:
    an_own_document(withdrawn=True)
    an_own_document(number="LX1111111", national_reference="")
    client = at_desk()
    withdrawn = page_of(client, state="withdrawn")
    assert "LX7310254" in withdrawn
    assert "LX1111111" not in withdrawn
    assert "LX7310254" not in page_of(client, state="active")


def test_copies_of_others_are_not_ours(at_desk: Sit) -> None:
    a_copy()
    assert "This bureau has not entered any record yet." in page_of(at_desk())


def test_nothing_found_says_what_to_do(at_desk: Sit) -> None:
    an_own_document()
    page = page_of(at_desk(), text="LX9999999")
    assert "No record fits." in page
    assert 'value="LX9999999"' in page


def test_pages_keep_what_was_asked(
    at_desk: Sit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    imported(*(numbered(120)))
    client = at_desk()
    with django_assert_max_num_queries(30):
        page = page_of(client, state="active", page="2")
    assert "Page 2 of 3" in page
    assert 'href="?state=active&amp;page=3"' in page
    assert page.count('<th scope="row"') == 50


@pytest.mark.parametrize("page", ["4", "99999999"])
def test_a_page_behind_the_last_is_the_last(at_desk: Sit, page: str) -> None:
    imported(*(numbered(60)))
    assert "Page 2 of 2" in page_of(at_desk(), page=page)


def test_what_was_asked_and_shown_is_logged(at_desk: Sit) -> None:
    page_of(at_desk(), text="LX")
    assert logged("records:records:listed") == 1


HOSTILE = {
    "a state of one's own": {"state": "burnt"},
    "a page that is no number": {"page": "two"},
    "page nought": {"page": "0"},
    "a negative page": {"page": "-3"},
    "a page beyond all databases": {"page": "9" * 5000},
    "a text too long": {"text": "x" * 61},
    "a text of several lines": {"text": "LX\n731"},
    "a text that turns the line": {"text": "\u202e731"},
    "NUL": {"text": "\0"},
}


@pytest.mark.parametrize("asked", HOSTILE.values(), ids=HOSTILE)
def test_the_list_refuses(at_desk: Sit, asked: dict[str, str]) -> None:
    client = at_desk()
    before = entries()
    answer = client.get("/records/", asked, follow=True)
    assert answer.status_code == 400
    assert "The address asks for something this page does not know." in answer.content.decode()
    assert entries() == before


def test_markup_in_a_search_stays_text(at_desk: Sit) -> None:
    page = page_of(at_desk(), text="<script>alert(1)</script>")
    assert "<script>alert" not in page


def test_who_does_not_read_documents_is_refused(at_desk: Sit) -> None:
    client = at_desk(role="frontline_officer")
    before = entries()
    assert client.get("/records/", {"state": "burnt"}).status_code == 403
    assert entries() == before + 1


def test_nothing_is_posted_to_the_list(at_desk: Sit) -> None:
    assert at_desk().post("/records/").status_code == 405
