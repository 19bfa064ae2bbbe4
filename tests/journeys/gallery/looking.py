"""Looking at sights: a window for every role and language, and what is demanded of each page."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from liaison.identity.models import Person
from tests.journeys.gallery.serving import Site
from tests.journeys.gallery.sights import NOBODY, Sight

LANGUAGES = {"en": "ltr", "ar": "rtl", "zh-hans": "ltr"}
WIDTHS = (1280, 390)
HEIGHT = 900
# milliseconds; a page that takes longer on a busy machine is a page that never comes
PATIENCE = 15_000
Theme = Literal["light", "dark"]
# in an order in which only one thing changes from one to the next
DRESSES: tuple[tuple[int, Theme], ...] = (
    (WIDTHS[0], "light"),
    (WIDTHS[0], "dark"),
    (WIDTHS[1], "dark"),
    (WIDTHS[1], "light"),
)
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# what a change of colours alone can break
COLOURS = ("color-contrast", "link-in-text-block")
REFUSED = re.compile(r"status of [45]")
HTMX_REFUSED = "Response Status Error Code 4"
MEASURES = (Path(__file__).with_name("measures.js")).read_text()
LOOK = """only => {
  scrollTo(0, 0);
  return axe.run({runOnly: [...only], resultTypes: ['violations'], preload: false}).then(
    found => found.violations.flatMap(one => one.nodes.map(
      node => [one.id, node.target.join(' '), node.html.slice(0, 160)])).concat(measures.wide()));
}"""


@dataclass
class Window:
    """A tab of one role in one language, and what its console complained about."""

    page: Page
    said: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Keep what the console and the page's scripts complain about."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def _hear(self, line: ConsoleMessage) -> None:
        # that a page was refused is what some sights show; that a script is missing is not
        refused = REFUSED.search(line.text) and "/static/" not in line.location["url"]
        if line.type == "error" and not refused and HTMX_REFUSED not in line.text:
            self.said.append(line.text)


class Gallery:
    """Opens sights in a browser.

    One window for each language, and in it whoever's turn it is: what was fetched and compiled
    once, styles, fonts and scripts, serves every page after it.
    """

    def __init__(self, browser: Browser, site: Site) -> None:
        """Keep both; windows open when they are needed."""
        self.browser, self.site = browser, site
        self.windows: dict[str, Window] = {}

    @contextmanager
    def open(self, sight: Sight, language: str) -> Generator[Window]:
        """Show a sight; what it changes in the house is undone afterwards."""
        window = self._window(language)
        dress(window.page, *DRESSES[0])
        self._seat(window.page.context, sight.role)
        with self.site.for_a_while():
            with self.site.turn:
                Person.objects.update(language=language)
                sight.arrange(self.site.house)
            window.said.clear()
            answer = window.page.goto(self.site.address + sight.address(self.site.house))
            status = answer.status if answer else 0
            sight.act(window.page)
            window.page.evaluate("document.fonts.ready.then(() => true)")
            if status != sight.status:
                window.said.append(f"the server answered {status}, not {sight.status}")
            yield window

    def _window(self, language: str) -> Window:
        if language not in self.windows:
            context = self.browser.new_context(locale=language, reduced_motion="reduce")
            context.set_default_timeout(PATIENCE)
            found = Window(context.new_page())
            found.listen()
            self.windows[language] = found
        return self.windows[language]

    def _seat(self, context: BrowserContext, role: str) -> None:
        """Let one of the house sit at a window, or somebody who was never here."""
        context.clear_cookies()
        if role != NOBODY:
            name = settings.SESSION_COOKIE_NAME
            session = self.site.house.browsers[role].cookies[name].value
            context.add_cookies([{"name": name, "value": session, "url": self.site.address}])

    def close(self) -> None:
        """Close all windows."""
        for window in self.windows.values():
            window.page.context.close()


def dress(page: Page, width: int, theme: Theme) -> None:
    """Make a page narrow or wide, light or dark, where it stands."""
    if page.viewport_size != {"width": width, "height": HEIGHT}:
        page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme=theme)


def faults(window: Window, axe: str, sight: Sight, language: str) -> list[tuple[Any, ...]]:
    """Return everything that is wrong with an open page, each with where it was seen."""
    page, found = window.page, [("console", one) for one in window.said]
    found += [tuple(one) for one in page.evaluate(MEASURES, [language, LANGUAGES[language]])]
    page.evaluate(axe)
    seen = list(found)
    for width, theme in DRESSES:
        dress(page, width, theme)
        only = TAGS if theme == "light" else COLOURS
        seen += [(width, theme, *one) for one in page.evaluate(LOOK, only)]
    where = f"{sight.name} {language} {urlsplit(page.url).path}"
    return [(where, *one) for one in seen]
