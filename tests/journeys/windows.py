"""A browser window that notices what goes wrong in it."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from liaison.cli.demo.houses import House
from liaison.cli.demo.places import PASSWORD

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run({runOnly: tags, resultTypes: ['violations']})"
SHOTS = Path(__file__).parents[2] / "var" / "screenshots"
WIDTHS = {"desk": 1280, "phone": 390}
HEIGHT = 800
# no page has more places to stop at than this
STOPS = 150


@dataclass
class Window:
    """A browser window that notices what the console says and what fails to load."""

    page: Page
    axe: str
    name: str
    errors: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, browser: Browser, house: House, axe: str, name: str) -> "Window":
        """Open one of a width at the staff site of a house."""
        context = browser.new_context(
            base_url=house.address,
            locale="en",
            viewport={"width": WIDTHS[name], "height": HEIGHT},
        )
        found = cls(context.new_page(), axe, name)
        found.page.on(
            "console", lambda m: found.errors.append(m.text) if m.type == "error" else None
        )
        found.page.on("pageerror", lambda error: found.errors.append(str(error)))
        return found

    def close(self) -> None:
        """Close it, and forget who was signed in."""
        self.page.context.close()

    def sign_in(self, name: str) -> None:
        """Sign in from the keyboard."""
        self.page.goto("/sign-in/")
        self.page.get_by_label("Sign-in name").fill(name)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "/sign-in/" not in url)

    def look(self, what: str) -> None:
        """Take a picture, run axe, demand a clean console and no sideways scrolling."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{what}-{self.name}.png", full_page=True)
        self.page.evaluate(self.axe)
        found = self.page.evaluate(RUN, TAGS)
        # axe and the picture leave empty style attributes behind, which htmx would carry over
        self.page.evaluate(
            "document.querySelectorAll('[style]').forEach(e => e.removeAttribute('style'))"
        )
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{what} is {wide} px too wide"
        assert self.errors == []

    def look_at_both(self, what: str) -> None:
        """Look at a page as wide as a desk's screen and as narrow as a phone."""
        before = self.name
        for name in ("phone", "desk"):
            self.name = name
            self.page.set_viewport_size({"width": WIDTHS[name], "height": HEIGHT})
            self.look(what)
        self.name = before
        self.page.set_viewport_size({"width": WIDTHS[before], "height": HEIGHT})

    def reach(self, place: Locator) -> None:
        """Go there with the tab key alone."""
        for _ in range(STOPS):
            if place.evaluate("e => e === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no keyboard reaches {place}")

    def write(self, label: str, words: str) -> None:
        """Reach a field by its label and type."""
        self.reach(self.page.get_by_label(label))
        self.page.keyboard.type(words)

    def press(self, place: Locator, key: str = "Enter") -> None:
        """Reach a button or a box and press a key on it."""
        self.reach(place)
        self.page.keyboard.press(key)
