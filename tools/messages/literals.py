"""Words in templates that no translation reaches: texts and attributes outside the tags."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from django.template.base import Lexer, TokenType

# attributes, of elements and of components, that people read or hear
READ: Final = frozenset(
    {
        "alt", "aria-description", "aria-label", "caption", "data-label", "heading", "kicker",
        "label", "lead", "note", "placeholder", "summary", "title", "words",
    }
)  # fmt: skip
# names that are the same everywhere, and keys as they stand on keyboards
NAMES: Final = frozenset({"Liaison", "UTC", "Enter", "lia", "INTERPOL"})
_OPENS: Final = frozenset({"blocktranslate", "blocktrans", "comment"})
_SILENT: Final = frozenset({"script", "style"})
# blocks of these names fill attributes or names, never text
_CLASSES: Final = frozenset({"body_class", "body_attributes"})
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def of(source: str) -> list[str]:
    """Return the words of a template that stay English in every language.

    Args:
        source: of the template.
    """
    reader = _Reader()
    reader.feed("".join(_markup(source)))
    reader.close()
    return reader.found


def _markup(source: str) -> Iterator[str]:
    inside = ""
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.TEXT:
            yield " " if inside else token.contents
            continue
        if token.token_type == TokenType.BLOCK:
            inside = _inside(token.split_contents(), inside)
        yield " "


def _inside(words: list[str], inside: str) -> str:
    """Return the tag whose end is waited for."""
    if inside:
        return "" if words[0] in {f"end{inside}", "endblock"} else inside
    if words[0] in _OPENS:
        return words[0]
    return "block" if words[0] == "block" and words[1] in _CLASSES else ""


class _Reader(HTMLParser):
    """Collects what people would read."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read the attributes of an element."""
        self.silent += tag in _SILENT
        for name, value in attrs:
            if name in READ:
                self._look(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read the attributes of an element without content."""
        self.handle_starttag(tag, attrs)
        self.silent -= tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self.silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        """Read a text."""
        if not self.silent:
            self._look(data)

    def _look(self, text: str) -> None:
        if set(_WORD.findall(text)) - NAMES:
            self.found.append(" ".join(text.split()))
