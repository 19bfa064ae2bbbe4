"""Looking at sights: a window for every role and language, and what is demanded of each page."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page

from liaison.identity.models import Person
from tests.journeys.gallery.serving import Site
from tests.journeys.gallery.sights import NOBODY, Sight

LANGUAGES = {"en": "ltr", "ar": "rtl", "zh-hans": "ltr"}
WIDTHS = (1280, 390)
HEIGHT = 900
# milliseconds; a page that takes longer on a busy machine is a page that never comes
PATIENCE = 15_000
THEMES = ("light", "dark")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# what a change of colours alone can break
COLOURS = ("color-contrast", "link-in-text-block")
REFUSED = re.compile(r"status of [45]")
HTMX_REFUSED = "Response Status Error Code 4"
# what a narrow page can break that a wide one in the same language does not
LAYOUT = (*COLOURS, "target-size", "scrollable-region-focusable", "region", "label", "button-name")
MEASURES = (Path(__file__).with_name("measures.js")).read_text()
AXE = """only => axe.run({runOnly: only, resultTypes: ['violations'], preload: false}).then(
  found => found.violations.flatMap(one => one.nodes.map(
    node => [one.id, node.target.join(' '), node.html.slice(0, 160)])))"""


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
    """Opens sights in a browser."""

    def __init__(self, browser: Browser, site: Site) -> None:
        """Keep both; windows open when they are needed."""
        self.browser, self.site = browser, site
        self.windows: dict[tuple[str, str], Window] = {}

    @contextmanager
    def open(self, sight: Sight, language: str) -> Generator[Window]:
        """Show a sight; what it changes in the house is undone afterwards."""
        window = self._window(sight.role, language)
        window.page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        window.page.emulate_media(color_scheme="light", reduced_motion="reduce")
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

    def _window(self, role: str, language: str) -> Window:
        if role == NOBODY and (role, language) in self.windows:
            # whoever is not signed in yet begins anew each time
            self.windows.pop((role, language)).page.context.close()
        if (role, language) not in self.windows:
            context = self.browser.new_context(locale=language)
            context.set_default_timeout(PATIENCE)
            for name, morsel in self._cookies(role).items():
                context.add_cookies(
                    [{"name": name, "value": morsel, "url": self.site.address}],
                )
            found = Window(context.new_page())
            found.listen()
            self.windows[role, language] = found
        return self.windows[role, language]

    def _cookies(self, role: str) -> dict[str, str]:
        if role == NOBODY:
            return {}
        jar = self.site.house.browsers[role].cookies
        return {settings.SESSION_COOKIE_NAME: jar[settings.SESSION_COOKIE_NAME].value}

    def close(self) -> None:
        """Close all windows."""
        for window in self.windows.values():
            window.page.context.close()


def dress(page: Page, *, width: int, theme: str) -> None:
    """Make a page narrow or wide, light or dark, where it stands."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.evaluate("scrollTo(0, 0)")


def _rules(language: str, width: int, theme: str) -> list[str]:
    """Return what can be wrong in this dress and not in the ones before it."""
    if theme != THEMES[0]:
        # colours know no language: narrow and dark is looked at in one
        return [] if language != "en" and width != WIDTHS[0] else list(COLOURS)
    return list(LAYOUT) if language != "en" and width != WIDTHS[0] else list(TAGS)


def faults(window: Window, axe: str, sight: Sight, language: str) -> list[tuple[Any, ...]]:
    """Return everything that is wrong with an open page, each with where it was seen."""
    page, found = window.page, [("console", one) for one in window.said]
    found += [tuple(one) for one in page.evaluate(MEASURES, [language, LANGUAGES[language]])]
    page.evaluate(axe)
    seen = list(found)
    for width in WIDTHS:
        for theme in THEMES:
            dress(page, width=width, theme=theme)
            only = _rules(language, width, theme)
            here = [tuple(one) for one in page.evaluate(AXE, only)] if only else []
            here += [tuple(one) for one in page.evaluate("() => measures.wide()")]
            seen += [(width, theme, *one) for one in here]
    where = f"{sight.name} {language} {urlsplit(page.url).path}"
    return [(where, *one) for one in seen]
