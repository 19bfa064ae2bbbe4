"""A refusal that leaves a view: the right page, and an entry outside what was rolled back."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from liaison.audit.models import Payload
from liaison.identity.models import Person
from tests.cast import entries

pytestmark = pytest.mark.urls("tests.web.refusing_urls")

PAGES = {
    "a missing permission": ("permission", 403, "This chair may not do that."),
    "hidden and missing look alike": ("person", 404, "nothing here that this chair may see"),
    "missing without words": ("thing", 404, "nothing here that this chair may see"),
    "no words of its own": ("stale", 409, "cannot be done in the present state"),
}


@pytest.mark.parametrize(("name", "status", "words"), PAGES.values(), ids=PAGES)
def test_a_refusal_becomes_a_page(
    at_desk: Callable[..., Client], name: str, status: int, words: str
) -> None:
    """What happened, what to do, what was kept, and the entry to quote."""
    client = at_desk()
    before = entries()
    answer = client.get(f"/refuse/{name}/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert "Nothing was changed." in page
    assert entries() == before + 1
    assert "Audit entry" in page


def test_the_entry_says_who_asked_for_what(at_desk: Callable[..., Client]) -> None:
    """The path is kept; what was typed behind it is not."""
    at_desk("Boris").get("/refuse/permission/?q=E12345678")
    entry = Payload.objects.get(event="web:request:refused")
    body = json.loads(entry.body)
    assert entry.target == "/refuse/permission/"
    assert body["result"] == "identity:permission"
    assert body["who"]["chair"] == "desk_officer@beijing"
    assert "E12345678" not in entry.body


def test_a_part_of_a_page_gets_words_and_stays(at_desk: Callable[..., Client]) -> None:
    """Asked by htmx, the words go above the page; what was typed into it stays."""
    answer = at_desk().get("/refuse/permission/", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#refusal", "innerHTML")
    assert "This chair may not do that." in page
    assert "<html" not in page


def test_the_work_is_rolled_back_and_the_entry_is_not(at_desk: Callable[..., Client]) -> None:
    """One transaction was refused; the entry has its own."""
    client = at_desk()
    before = entries()
    answer = client.get("/half-done/")
    assert answer.status_code == 400
    assert "too easy to guess" in answer.content.decode()
    assert not Person.objects.filter(sign_in_name="half").exists()
    assert entries() == before + 1


def test_pages_that_django_finds_missing_have_the_same_face(
    at_desk: Callable[..., Client],
) -> None:
    """With the frame for those inside."""
    answer = at_desk().get("/nowhere/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "nothing here that this chair may see" in page
    assert 'class="rooms"' in page


def test_a_form_from_elsewhere_is_refused_in_words(db: None) -> None:  # noqa: ARG001
    """Cross-site request forgery, or a page that was open too long."""
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "ada"})
    assert answer.status_code == 403
    assert "The form was not accepted." in answer.content.decode()


def test_the_address_of_a_form_opened_as_a_page_says_so(at_desk: Callable[..., Client]) -> None:
    """After a session ended, or from a bookmark: never the browser's own blank page."""
    answer = at_desk().get("/find/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "takes a form" in answer.content.decode()
