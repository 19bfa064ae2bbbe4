"""A browser without a script: reads the form of a page and sends it back as it stands there."""

from html.parser import HTMLParser
from typing import Protocol

Sent = dict[str, list[str]]


class Page(Protocol):
    """What a test client answers."""

    @property
    def content(self) -> bytes:
        """The page."""


class Sheet(HTMLParser):
    """Collects what a browser would send of one form, buttons left out."""

    def __init__(self, form: str) -> None:
        """Look for the form of this id; inputs elsewhere may belong to it by name."""
        super().__init__()
        self.form, self.inside, self.sent = form, False, Sent()
        self.select, self.area = "", ""
        self.first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an input, or where one begins."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = said.get("id") == self.form
        name = said.get("name", "")
        if said.get("form", self.form if self.inside else "") != self.form:
            return
        if tag == "input" and name:
            ticked = said.get("type") not in {"checkbox", "radio"} or "checked" in said
            self._add(name, said.get("value", ""), wanted=ticked)
        elif tag == "select":
            self.select, self.first = name, None
        elif tag == "option" and self.select:
            self.first = said.get("value", "") if self.first is None else self.first
            self._add(self.select, said.get("value", ""), wanted="selected" in said)
        elif tag == "textarea":
            self.area = name
            self.sent[name] = [""]

    def handle_data(self, data: str) -> None:
        """Note the text of a larger input."""
        if self.area:
            self.sent[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        """Note where something ends."""
        if tag == "form":
            self.inside = False
        elif tag == "select" and self.select:
            # nothing is chosen: a browser shows and sends the first
            self.sent.setdefault(self.select, [self.first or ""])
            self.select = ""
        elif tag == "textarea":
            # a browser leaves out the line break behind the tag
            self.sent[self.area][0] = self.sent[self.area][0].removeprefix("\n")
            self.area = ""

    def _add(self, name: str, value: str, *, wanted: bool) -> None:
        if wanted:
            self.sent.setdefault(name, []).append(value)


def typed(page: Page, *, form: str = "record-form", **said: str) -> Sent:
    """Return what a browser sends of the form of a page, after something was typed into it.

    Args:
        page: the answer that shows it.
        form: its id.
        said: name of an input, `__` for `-`, to what is typed there; it must stand on the page.
    """
    sheet = Sheet(form)
    sheet.feed(page.content.decode())
    changes = {name.replace("__", "-"): text for name, text in said.items()}
    missing = set(changes) - set(sheet.sent)
    assert not missing, missing
    sheet.sent.pop("csrfmiddlewaretoken", None)
    return sheet.sent | {name: [text] for name, text in changes.items()}
