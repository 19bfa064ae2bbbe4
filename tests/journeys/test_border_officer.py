"""A border officer in a real browser: sign in, check, hit; wide and narrow, with axe."""

from collections.abc import Generator, Sequence

import pytest
from playwright.sync_api import Browser, expect

from liaison.cli.demo.stage import Stage
from tests.journeys.windows import WIDTHS, Window

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


@pytest.fixture(params=WIDTHS)
def window(
    browser: Browser, stage: Stage, axe: str, request: pytest.FixtureRequest
) -> Generator[Window]:
    found = Window.open(browser, stage.seoul, axe, request.param)
    yield found
    found.close()


def test_sign_in_check_and_hit(window: Window, on_record: Sequence[str]) -> None:
    page = window.page
    page.goto("/sign-in/")
    window.look("sign-in")
    window.sign_in("chiara")
    page.wait_for_url("**/check/")
    window.look("check")

    page.keyboard.type(on_record[0])  # the field has the focus: a scanner types into it
    page.get_by_label("Issuing State").fill("CHN")
    page.get_by_label("Purpose").select_option("security_check")
    page.get_by_label("Case reference").fill("ICN lane 7")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Possible match").first).to_be_visible()
    window.look("answer")

    page.get_by_role("link", name="Compare").first.click()
    page.wait_for_url("**/hits/*/")
    window.look("hit")
    page.get_by_label("Yes, the same").check()
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("button", name="Ask the owner")).to_be_visible()
    window.look("hit-compared")


def test_no_match_says_what_it_means(window: Window) -> None:
    page = window.page
    window.sign_in("chiara")
    page.wait_for_url("**/check/")
    page.keyboard.type("ZZ1234567")
    page.get_by_label("Issuing State").fill("KOR")
    page.get_by_label("Purpose").select_option("security_check")
    page.get_by_label("Case reference").fill("ICN lane 7")
    page.keyboard.press("Enter")
    expect(page.get_by_text("does not mean").first).to_be_visible()
    window.look("no-match")
