"""No mouse: Desk, Request, Check and Hit by keyboard; the focus is seen and never lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.gallery.looking import HEIGHT, WIDTHS, Gallery
from tests.journeys.gallery.sights import at

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("gallery-1")]
# no page of a working day has more places to stop at than this
STOPS = 120
# where the keyboard is, what shows it, and whether anything hides it
FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const style = getComputedStyle(here), box = here.getBoundingClientRect();
  const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight
    && box.right > 0 && box.left < innerWidth;
  const shown = style.outlineStyle !== "none" || style.boxShadow !== "none" || here.id === "main";
  return {seen, shown, what: here.outerHTML.slice(0, 120)};
}"""


def walk(page: Page, until: str) -> None:
    """Press the tab key until a place has the focus; every stop on the way must be seen."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        assert here, "the focus is lost"
        assert here["seen"], f"out of sight: {here['what']}"
        assert here["shown"], f"not marked: {here['what']}"
        if page.evaluate("selector => document.activeElement.matches(selector)", until):
            return
    pytest.fail(f"no keyboard reaches {until}")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_desk_to_a_step_of_a_request(gallery: Gallery, language: str, width: int) -> None:
    with gallery.open(at("desk/"), language) as window:
        page = window.page
        page.set_viewport_size({"width": width, "height": HEIGHT})
        walk(page, ".skip")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("j")
        expect(page.locator("[data-row] [data-open]").first).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/requests/[0-9a-f-]+/$"))
        walk(page, "details.step:not([open]) > summary")
        page.keyboard.press("Enter")
        walk(page, "details.step[open] :is(select, textarea, input, button)")
        # a menu gives the focus back
        page.locator("details.menu > summary").focus()
        page.keyboard.press("Enter")
        walk(page, ".menu-body *")
        page.keyboard.press("Escape")
        expect(page.locator("details.menu > summary")).to_be_focused()
        assert window.said == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", WIDTHS)
def test_from_a_check_to_the_comparison_of_a_hit(
    gallery: Gallery, language: str, width: int
) -> None:
    with gallery.open(at("check/"), language) as window:
        page = window.page
        page.set_viewport_size({"width": width, "height": HEIGHT})
        field = page.locator("#id_document")
        expect(field).to_be_focused()
        page.keyboard.type("LX0000000")
        walk(page, "#id_state")
        page.keyboard.type("CHN")
        walk(page, "#id_reference")
        page.keyboard.type("PVG-7")
        page.keyboard.press("Enter")
        expect(page.locator(".answer-possible")).to_be_visible()
        # the form was swapped: whoever scans the next document finds the field ready
        expect(field).to_be_focused()
        walk(page, ".answer-hits a.btn" if width == WIDTHS[0] else "#check button")
        page.locator(".answer-hits a.btn").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/hits/[0-9a-f-]+/$"))
        walk(page, ".offer input[type=radio]")
        page.keyboard.press("Space")
        walk(page, ".offer button[type=submit]")
        page.keyboard.press("Enter")
        page.wait_for_load_state("load")
        assert window.said == []
