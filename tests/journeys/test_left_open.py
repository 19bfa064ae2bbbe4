"""A page that is left open shows nothing any more: after half an hour, and after signing out."""

from collections.abc import Generator, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from liaison.core import clock
from tests.audit.cast import empty_the_log
from tests.cast import NOW, a_person, sit_down

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OVER = "Your session is over."
SHOWN = "Desk officer"


@pytest.fixture(autouse=True)
def committing(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ends after this one
    """Empty the log after the test, which the log itself refuses."""
    yield
    empty_the_log()


@pytest.fixture
def desk(
    browser: Browser, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch
) -> Generator[BrowserContext]:
    """A browser in which Ada is signed in, on a morning that stands."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    client = Client()
    sit_down(client, a_person())
    context = browser.new_context(base_url=live_server.url)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    yield context
    context.close()


def opened(desk: BrowserContext) -> Page:
    """Open a page in a window whose clock a test turns."""
    page = desk.new_page()
    page.clock.install()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto("/check/")
    expect(page.locator("body")).to_contain_text(SHOWN)
    return page


def test_left_alone_it_hides_what_it_showed(desk: BrowserContext) -> None:
    page = opened(desk)
    page.clock.run_for("29:00")
    expect(page.locator("body")).to_contain_text(SHOWN)
    page.clock.run_for("01:10")
    expect(page.get_by_role("paragraph").filter(has_text=OVER)).to_be_visible()
    expect(page.locator("body")).not_to_contain_text(SHOWN)
    assert "Check" not in page.title()
    link = page.get_by_role("link", name="Sign in")
    assert link.get_attribute("href") == "/sign-in/?next=%2Fcheck%2F"


def test_whoever_types_is_not_sent_away(desk: BrowserContext) -> None:
    page = opened(desk)
    page.clock.run_for("20:00")
    page.keyboard.press("Shift")
    page.clock.run_for("20:00")
    expect(page.locator("body")).to_contain_text(SHOWN)


def test_the_first_touch_after_an_hour_brings_nothing_back(desk: BrowserContext) -> None:
    """A machine that slept ran no clock: the touch itself looks first."""
    page = opened(desk)
    page.clock.fast_forward("01:00:00")
    page.keyboard.press("Shift")
    expect(page.get_by_role("paragraph").filter(has_text=OVER)).to_be_visible()


def test_signing_out_hides_every_window(desk: BrowserContext) -> None:
    other = opened(desk)
    page = opened(desk)
    page.locator(".menu > summary").last.click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url("/sign-in/")
    expect(other.get_by_role("paragraph").filter(has_text=OVER)).to_be_visible()
    expect(other.locator("body")).not_to_contain_text(SHOWN)


def test_going_back_shows_nothing(desk: BrowserContext) -> None:
    """Attack: the next person at the desk presses Back."""
    page = opened(desk)
    page.locator(".menu > summary").last.click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url("/sign-in/")
    page.go_back()
    expect(page.locator("body")).not_to_contain_text(SHOWN)
