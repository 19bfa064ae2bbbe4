"""A border officer in a real browser: sign in, check, hit; wide and narrow, with axe."""

from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from liaison.cli.demo.houses import House, finish
from liaison.cli.demo.invention import write_invented
from liaison.cli.demo.places import PASSWORD
from liaison.cli.demo.stage import Stage

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
SHOTS = Path(__file__).parents[2] / "var" / "screenshots"
WIDTHS = {"desk": 1280, "phone": 390}
SERIES = "LT"


@dataclass
class Window:
    """A browser window that notices what the console says and what fails to load."""

    page: Page
    axe: str
    name: str
    errors: list[str] = field(default_factory=list)

    def look(self, what: str) -> None:
        """Take a picture, run axe, demand a clean console and no sideways scrolling."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{what}-{self.name}.png", full_page=True)
        self.page.evaluate(self.axe)
        found = self.page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
        # axe and the picture leave empty style attributes behind, which htmx would carry over
        self.page.evaluate(
            "document.querySelectorAll('[style]').forEach(e => e.removeAttribute('style'))"
        )
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{what} is {wide} px too wide"
        assert self.errors == []


@pytest.fixture(scope="module")
def known(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A number on record at Seoul, which no other journey touches."""
    file = tmp_path_factory.mktemp("file") / "known.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        write_invented(stream, 3, series=SERIES)
    finish(stage.seoul.command("records", "import", str(file), "--to-nobody"))
    return f"{SERIES}0000001"


@pytest.fixture(params=WIDTHS)
def window(
    browser: Browser, stage: Stage, axe: str, request: pytest.FixtureRequest
) -> Generator[Window]:
    context = _context(browser, stage.seoul, WIDTHS[request.param])
    page = context.new_page()
    found = Window(page, axe, request.param)
    page.on("console", lambda m: found.errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: found.errors.append(str(error)))
    yield found
    context.close()


def test_sign_in_check_and_hit(window: Window, known: str) -> None:
    page = window.page
    page.goto("/sign-in/")
    window.look("sign-in")
    page.get_by_label("Sign-in name").fill("chiara")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    window.look("check")

    page.keyboard.type(known)  # the field has the focus: a scanner types into it
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
    page.goto("/sign-in/")
    page.get_by_label("Sign-in name").fill("chiara")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    page.keyboard.type("ZZ1234567")
    page.get_by_label("Issuing State").fill("KOR")
    page.get_by_label("Purpose").select_option("security_check")
    page.get_by_label("Case reference").fill("ICN lane 7")
    page.keyboard.press("Enter")
    expect(page.get_by_text("does not mean").first).to_be_visible()
    window.look("no-match")


def _context(browser: Browser, house: House, width: int) -> BrowserContext:
    return browser.new_context(
        base_url=house.address, locale="en", viewport={"width": width, "height": 800}
    )
