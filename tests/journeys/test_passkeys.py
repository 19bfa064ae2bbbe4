"""Passkeys in a real browser: set up, signed in with, asked again, and a request approved."""

import re
from collections.abc import Generator, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from liaison.core import clock
from liaison.identity.models import Passkey, Session
from liaison.identity.states import Authentication
from tests.audit.cast import empty_the_log
from tests.casework.conftest import outbox
from tests.casework.things import a_submitted, again
from tests.cast import NOW, PASSWORD, a_person
from tests.records.outbox import Outbox

__all__ = ["outbox"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(autouse=True)
def committing(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ends after this one
    """Empty the log after the test, which the log itself refuses."""
    yield
    empty_the_log()


@pytest.fixture
def site(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """The staff site on this machine, where browsers offer passkeys, on a morning that stands."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    address = f"http://localhost:{live_server.url.rpartition(':')[2]}"
    monkeypatch.setitem(settings.NODE.values, "staff.address", address)
    return address


@pytest.fixture
def page(browser: Browser, site: str) -> Generator[Page]:
    """A window whose computer has a passkey of its own, unlocked by its holder."""
    context = browser.new_context(base_url=site)
    found = context.new_page()
    chrome = context.new_cdp_session(found)
    chrome.send("WebAuthn.enable")
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    found.on("pageerror", lambda error: pytest.fail(str(error)))
    yield found
    context.close()


def typed(page: Page) -> None:
    """Type Boris's name and password."""
    page.goto("/sign-in/")
    page.get_by_label("Sign-in name").fill("boris")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")


def test_set_up_sign_in_and_approve(page: Page, outbox: Outbox) -> None:
    row = a_submitted()
    a_person("Boris")

    typed(page)
    page.wait_for_url("**/own/")
    expect(page.get_by_text("Your work needs a second factor.")).to_be_visible()
    page.get_by_label("Name of the new passkey").fill("Office laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("The passkey is set up.")).to_be_visible()
    assert Passkey.objects.get().name == "Office laptop"

    page.locator("summary", has_text="Boris").click()
    page.get_by_role("button", name="Sign out").first.click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/desk/")
    assert Session.objects.get().authentication == Authentication.PASSKEY

    page.goto(f"/requests/{row.pk}/")
    for choice in page.locator("#step-review input[type=radio][value=yes]").all():
        choice.check()
    page.locator("#step-review input[type=radio][value=accept]").check()
    page.get_by_role("button", name="approve with your passkey").click()
    expect(page.get_by_text("approved by passkey")).to_be_visible()
    assert "approval" in outbox.sent[0].body
    assert again(row).state == "sent"


def test_the_password_then_the_passkey(page: Page, browser: Browser, site: str) -> None:
    a_person("Boris")
    typed(page)
    page.get_by_label("Name of the new passkey").fill("Office laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_text("The passkey is set up.").wait_for()
    page.context.clear_cookies()
    typed(page)
    page.wait_for_url("**/sign-in/second/")
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url("**/desk/")

    elsewhere = browser.new_context(base_url=site).new_page()
    typed(elsewhere)
    elsewhere.wait_for_url("**/sign-in/second/")
    elsewhere.goto("/desk/")
    assert re.search(r"/sign-in/\?next=/desk/$", elsewhere.url)
    elsewhere.context.close()
