"""The demonstration's browser fills in the form a person would, and only that one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest

from liaison.cli.demo.browser import Browser
from liaison.cli.demo.houses import House
from liaison.cli.demo.places import BEIJING
from liaison.cli.demo.terminal import StepFailed

PAGE = """
<form action="/sign-out/" method="post"><input type="hidden" name="token" value="t0"></form>
<form action="/check/" method="post">
  <input type="hidden" name="token" value="t1">
  <input name="document" value="old">
  <input name="empty">
  <input type="submit" value="Ask">
  <input type="checkbox" name="urgent" value="yes">
  <input type="checkbox" name="known" value="yes" checked>
  <input type="radio" name="reason" value="found">
  <input type="radio" name="reason" value="lost" checked>
  <textarea name="note">\nold &amp; new</textarea>
  <select name="state"><option value="CHN">China</option>
    <option value="KOR" selected>Korea</option></select>
  <select name="purpose"><option value="visa">Visa</option></select>
</form>
<form method="post"><input type="hidden" name="step" value="one"><input name="words"></form>
<form method="post"><input type="hidden" name="step" value="two"><input name="words"></form>
"""
Answering = Callable[[httpx.Request], httpx.Response]
Opening = Callable[[Answering], Browser]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opening]:
    """Open a browser whose site is a function."""
    found: list[Browser] = []

    def browser(answering: Answering) -> Browser:
        made = Browser(House(BEIJING, base=tmp_path, first_port=8410))
        made._client.close()
        made._client = httpx.Client(
            base_url="http://127.0.0.1:8410", transport=httpx.MockTransport(answering)
        )
        found.append(made)
        return made

    yield browser
    for made in found:
        made.close()


def page(request: httpx.Request) -> httpx.Response:
    """Show the page, or what was posted."""
    if request.method == "POST":
        return httpx.Response(200, text=f"{request.url.path}?{request.content.decode()}")
    return httpx.Response(200, html=PAGE)


def posted(answer: httpx.Response) -> tuple[str, dict[str, list[str]]]:
    """Return the path and the fields that were posted."""
    path, _, fields = answer.text.partition("?")
    return path, parse_qs(fields, keep_blank_values=True)


def test_what_stands_in_the_form_is_sent_along(opened: Opening) -> None:
    browser = opened(page)
    browser.get("/check/")

    path, fields = posted(browser.submit("/check/", {"document": "LX7310254"}))

    assert path == "/check/"
    assert fields == {
        "token": ["t1"],
        "document": ["LX7310254"],
        "empty": [""],
        "known": ["yes"],
        "reason": ["lost"],
        "note": ["old & new"],
        "state": ["KOR"],
        # the first option stands there until another is chosen
        "purpose": ["visa"],
    }


@pytest.mark.parametrize("step", ["one", "two"])
def test_a_form_without_an_address_goes_to_its_page(step: str, opened: Opening) -> None:
    browser = opened(page)
    browser.get("/hits/1/")

    path, fields = posted(browser.submit("/hits/1/", {"words": "seen"}, step=step))

    assert path == "/hits/1/"
    assert fields == {"step": [step], "words": ["seen"]}


@pytest.mark.parametrize(
    ("action", "fields", "step"),
    [
        ("/elsewhere/", {}, ""),
        ("/check/", {"colour": "blue"}, ""),
        ("/check/", {}, "one"),
        ("/hits/1/", {}, "three"),
        ("/hits/1/", {}, ""),
    ],
    ids=["another address", "a field nobody asks for", "a step", "another step", "no step"],
)
def test_a_form_that_is_not_there_stops_the_story(
    action: str, fields: dict[str, str], step: str, opened: Opening
) -> None:
    browser = opened(page)
    browser.get("/hits/1/")

    with pytest.raises(StepFailed, match="no form for"):
        browser.submit(action, fields, step=step)


def test_without_a_page_there_is_no_form(opened: Opening) -> None:
    with pytest.raises(StepFailed, match="no page is open"):
        opened(page).submit("/check/", {})


def test_a_redirect_is_followed_to_its_page(opened: Opening) -> None:
    def moved(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/":
            return httpx.Response(302, headers={"location": "/check/"})
        return page(request)

    browser = opened(moved)
    browser.get("/")

    assert browser.page is not None
    assert browser.page.url.path == "/check/"


@pytest.mark.parametrize("status", [302, 403, 404, 500])
def test_another_answer_stops_the_story(status: int, opened: Opening) -> None:
    """Going round in circles is no page either."""
    browser = opened(lambda _: httpx.Response(status, headers={"location": "/check/"}))

    with pytest.raises(StepFailed, match=f"GET /check/: {status}"):
        browser.get("/check/")

    assert browser.page is None


def test_who_is_shown_the_form_again_is_not_signed_in(opened: Opening) -> None:
    form = '<form method="post"><input name="username"><input name="password"></form>'

    with pytest.raises(StepFailed, match="ada could not sign in at INTERPOL Beijing"):
        opened(lambda _: httpx.Response(200, html=form)).sign_in("ada")


def test_the_browser_names_its_bureau(tmp_path: Path) -> None:
    browser = Browser(House(BEIJING, base=tmp_path, first_port=8410))

    assert browser._client.headers["host"] == "beijing.localhost:8410"
    assert browser._client.headers["origin"] == "http://beijing.localhost:8410"
    browser.close()
