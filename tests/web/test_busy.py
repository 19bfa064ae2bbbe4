"""A database that is held, or away: a page says so, and what became of what was sent."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from liaison.core.busy import RETRY_SECONDS
from liaison.core.tally import TALLY, together
from liaison.identity.models import Person
from tests.audit.cast import empty_the_log
from tests.cast import a_person, entries, sit_down
from tests.simulators.held_database import away, held
from tests.web import refusing_urls

pytestmark = pytest.mark.django_db(transaction=True)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def committing(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ends after this one
    """Empty the log after the test, which the log itself refuses."""
    yield
    empty_the_log()


@pytest.fixture
def ada() -> Client:
    """Return Ada's browser, whose session is open."""
    client = Client(raise_request_exception=False)
    sit_down(client, a_person("Ada"))
    assert client.get(reverse("language")).status_code == 405
    return client


def told() -> int:
    """Return how often the staff site met a database that was held."""
    counts = together([TALLY.told()]).counts.get("busy", Counter())
    return counts["staff", "locked"]


def test_what_was_sent_is_undone_and_stays_with_the_browser(
    ada: Client, caplog: pytest.LogCaptureFixture
) -> None:
    before, counted = entries(), told()
    with held():
        answer = ada.post(reverse("language"), {"language": "fr"})
    page = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, str(RETRY_SECONDS))
    assert "Liaison is busy at the moment." in page
    assert "Nothing of what you sent was stored." in page
    assert "your browser has kept what you typed" in page
    assert answer["Cache-Control"] == "no-store"
    assert (entries(), Person.objects.get().language) == (before, "en")
    assert told() == counted + 1
    assert "database busy" in caplog.text
    assert ada.post(reverse("language"), {"language": "fr"}).status_code == 302


def test_a_part_of_a_page_gets_words_and_the_form_stays(ada: Client) -> None:
    with held():
        answer = ada.post(reverse("language"), {"language": "fr"}, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, answer["HX-Retarget"]) == (503, "#refusal")
    assert answer["Retry-After"] == str(RETRY_SECONDS)
    assert "What you typed is still here. Nothing was changed." in page
    assert "<html" not in page


def test_what_a_page_asks_by_itself_says_nothing(
    ada: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with away(monkeypatch):
        answer = ada.get(reverse("events-count"), headers={**HTMX, "X-Unattended": "1"})
    assert (answer.status_code, answer["HX-Reswap"], answer.content) == (503, "none", b"")


def test_a_database_that_is_away_is_told_in_the_language_of_the_browser(
    ada: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with away(monkeypatch):
        english = ada.get("/")
        chinese = ada.get("/", headers={"accept-language": "zh-hans"})
    assert (english.status_code, chinese.status_code) == (503, 503)
    assert "Its database does not answer." in english.content.decode()
    assert "Wait a moment and reload the page." in english.content.decode()
    assert b'lang="zh' in chinese.content
    assert ada.get("/").status_code < 400


@pytest.mark.urls("tests.web.refusing_urls")
def test_what_was_stored_before_it_broke_is_not_called_undone(
    ada: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The view has answered; only the words for the next page could not be kept."""
    holding = held()
    monkeypatch.setattr(refusing_urls, "AFTER_WORK", [holding.__enter__])
    try:
        answer = ada.post("/late/")
    finally:
        holding.__exit__(None, None, None)
    assert answer.status_code == 503
    assert "It is not certain whether what you sent was stored." in answer.content.decode()
    assert Person.objects.get().name == "Changed"


@pytest.mark.urls("tests.web.refusing_urls")
def test_our_own_fault_is_not_called_busy(ada: Client) -> None:
    answer = ada.get("/broken/")
    assert answer.status_code == 500
    assert "Something broke on our side." in answer.content.decode()
