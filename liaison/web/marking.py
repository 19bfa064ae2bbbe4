"""Stored words on a page: nothing hidden is shown raw, words of two scripts are marked.

Names come in every script and none is refused (`liaison.core.texts`); but a number that is Latin
but for one Cyrillic letter is another number, and no eye tells. Unicode Technical Standard 39,
section 5.1: scripts that are confused and never meet within a word. Letters of Chinese, Japanese
and Korean stand beside Latin ones all the time and look like none of them.
"""

import re
import unicodedata
from typing import Final

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liaison.core import texts

# stands where something hidden stood
INSTEAD: Final = "\ufffd"
_CONFUSED: Final = frozenset({"LATIN", "CYRILLIC", "GREEK", "COPTIC", "ARMENIAN", "CHEROKEE"})
# micro and ohm are signs of units, whatever letter they were made of
_UNITS: Final = dict.fromkeys((0xB5, 0x2126))
# marks, joiners and selectors part no word: nobody sees a joiner
_WORD: Final = re.compile("((?:[^\\W_]|[\u0300-\u036f\u0483-\u0489\u200c\u200d\ufe00-\ufe0f])+)")
# of `isolate`: what stands between the two turns nothing outside
_ISOLATES: Final = re.compile("\u2068([^\u2066-\u2069]*)\u2069")
_PART: Final = re.compile("([\u2068\u2069])")


def scripts(word: str) -> frozenset[str]:
    """Return the scripts of a word that are taken for one another, by their Unicode names."""
    letters = filter(str.isalpha, unicodedata.normalize("NFKC", word.translate(_UNITS)))
    return _CONFUSED & {unicodedata.name(letter, "").partition(" ")[0] for letter in letters}


def plain(text: str) -> str:
    """Return a text with a visible sign in the place of everything hidden; line feeds stay."""
    if text.isascii() and text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(texts.shown(line, most=len(line), instead=INSTEAD) for line in lines)


def readable(text: str) -> str:
    """Return a text as `plain` does; directions that our pages isolated stay isolated."""
    return text if text.isascii() and text.isprintable() else "".join(_parts(text))


def marked(value: object) -> SafeString:
    """Return what stands on a page for a name, a number or a reference that is decided by.

    Args:
        value: a text, or what becomes one; markup of our own stays as it is.
    """
    if isinstance(value, SafeString):
        return value
    text = str(value)
    if text.isascii() and text.isprintable():
        return conditional_escape(text)
    words = (word for part in _parts(text) for word in _WORD.split(part))
    return format_html_join("", "{}", ((_shown(word),) for word in words))


def _parts(text: str) -> list[str]:
    """Return a text in parts, our own isolates apart: each that opens is closed."""
    left, pairs = text, 1
    while pairs:
        left, pairs = _ISOLATES.subn(r"\1", left)
    if _PART.search(left):
        return [plain(text)]
    return [part if _PART.fullmatch(part) else plain(part) for part in _PART.split(text)]


def _shown(word: str) -> str:
    if word.isascii() or len(scripts(word)) < 2:  # noqa: PLR2004 - one is no mixture
        return word
    words = _("letters of two scripts")
    return format_html(
        '<span class="two-scripts" title="{}">{}</span>'
        '<small class="two-scripts-said"> ({})</small>',
        words,
        word,
        words,
    )
