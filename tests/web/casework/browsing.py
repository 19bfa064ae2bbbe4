"""A browser whose server is the test itself: every request goes through Django's test client.

So pages are looked at in the transaction of a test: no port, no second database, no process.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, Page, Route

# an origin that browsers trust without TLS; nothing listens there
ORIGIN = "http://127.0.0.1"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
SHOTS = Path(__file__).parents[3] / "var" / "screenshots"
WIDTHS = {"wide": 1600, "desk": 1280, "phone": 390}


@contextmanager
def window(browser: Browser, client: Client, width: str) -> Generator[tuple[Page, list[str]]]:
    """Open a window whose requests the test client answers.

    Args:
        browser: the browser.
        client: who is signed in.
        width: a name in `WIDTHS`; `wide` is dark.

    Yields:
        The page, and what its console complained about.
    """
    context = browser.new_context(
        base_url=ORIGIN,
        locale="en",
        color_scheme="dark" if width == "wide" else "light",
        viewport={"width": WIDTHS[width], "height": 900},
    )
    context.route("**/*", _answer_with(client))
    page, errors = context.new_page(), []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page, errors
    context.close()


def look(page: Page, axe: str, name: str) -> list[tuple[str, str]]:
    """Take a picture of a page; return what axe finds, and whether it is too wide."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"casework-{name}.png", full_page=True)
    page.evaluate(axe)
    report = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    wrong = [(one["id"], one["nodes"][0]["html"][:200]) for one in report["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*wrong, ("wide", str(wide))] if wide > 0 else wrong


def _answer_with(client: Client) -> Callable[[Route], None]:
    # playwright answers in a greenlet with a context of its own, and a database of its own with it
    here = copy_context()

    def answer(route: Route) -> None:
        here.copy().run(respond, route)

    def respond(route: Route) -> None:
        asked = route.request
        path = urlsplit(asked.url).path
        if path.startswith("/static/"):
            file = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=file) if file else route.fulfill(status=404)
            return
        headers = {name: value for name, value in asked.headers.items() if name.startswith("hx-")}
        target = asked.url.removeprefix(ORIGIN)
        if asked.method == "POST":
            said = client.post(
                target,
                asked.post_data or "",
                content_type=asked.headers.get("content-type", ""),
                headers=headers,
            )
        else:
            said = client.get(target, headers=headers)
        route.fulfill(
            status=said.status_code, headers=dict(said.headers.items()), body=said.content
        )

    return answer
