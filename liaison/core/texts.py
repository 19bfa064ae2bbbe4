"""Words that people write: what is put right, what is refused, what is kept. Pure.

One rule for every room, form and parser; the rooms only add their lengths.

- **Put right** (`tidy`): line ends become one kind and every other space a plain one; marks of
  direction and of line breaking that nobody sees are taken out, outer spaces too.
- **Refused** (`hidden`): controls; embeddings, overrides and isolates of direction, which make a
  line show other words than it holds (Trojan Source, CVE-2021-42574); other format characters,
  such as tags that carry a second text; half surrogates, private use, unassigned; letters that
  look like nothing; joiners and selectors with nothing before them; marks piled on one letter.
- **Kept**: every script, the joiners of Persian, Mongolian and Indian scripts, the selectors of
  Han characters. Nothing is composed: NFC would make one of two signs that a Korean or a Japanese
  name tells apart. Letters of two scripts that look alike are kept, too: names come in all of
  them, and where it matters a page marks them (`liaison/web/marking.py`).
"""

import enum
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from liaison.core.errors import TextRefused

# on one letter: Vietnamese needs 2, pointed Hebrew 4, the tallest Tibetan stacks about 8
MARKS_MOST: Final = 10

# zero width (non-)joiner, Mongolian vowel separator: they change how the letter before is written
_JOINERS: Final = frozenset("\u200c\u200d\u180e")
# of variants: Mongolian, of symbols, of Han characters (UTS 37)
_SELECTORS: Final = frozenset(
    "\u180b\u180c\u180d\u180f"
    + "".join(map(chr, range(0xFE00, 0xFE10)))
    + "".join(map(chr, range(0xE0100, 0xE01F0)))
)
# letters and marks by their category, nothing to the eye: grapheme joiner, Hangul fillers, Khmer
# inherent vowels, the empty Braille cell
_BLANKS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_CATEGORIES: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SPACES: Final = "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
# soft hyphen, Arabic letter mark, zero width space, marks of direction, word joiner, byte order
_TAKEN_OUT: Final = "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"
_PUT_RIGHT: Final = (
    dict.fromkeys(map(ord, _SPACES), " ")
    | {ord("\r"): "\n"}
    | dict.fromkeys(map(ord, _TAKEN_OUT), "")
)


class Reason(enum.StrEnum):
    """What is wrong with a text."""

    MISSING = "missing"
    SHORT = "short"
    LONG = "long"
    CHARACTERS = "characters"


def tidy(text: str) -> str:
    """Return a text with everything put right that can be; a second time changes nothing."""
    return text.replace("\r\n", "\n").translate(_PUT_RIGHT).strip()


def acts(char: str) -> bool:
    """Return whether a character, wherever it stands, is not seen or acts on a screen."""
    return char not in _JOINERS and unicodedata.category(char) in _CATEGORIES


def hidden(text: str, *, lines: bool = False) -> str:
    """Return the first character that may not stand where it does; empty: all may.

    Args:
        text: one line, or several.
        lines: whether line feeds may stand in it.
    """
    if text.isascii() and text.isprintable():
        return ""
    return next((char for char, fits in _judged(text, lines=lines) if not fits), "")


def is_plain(text: str) -> bool:
    """Return whether a text is one line with nothing hidden and no space but the plain one."""
    if text.isascii():
        return text.isprintable()
    return not hidden(text) and not any(space in text for space in _SPACES)


def shown(text: str, *, most: int, instead: str = "") -> str:
    """Return the words of a stranger as one line that is fit for a screen and for the log.

    Args:
        text: anything.
        most: characters that are kept.
        instead: written in the place of what may not stand.
    """
    line = text.translate(dict.fromkeys(map(ord, _SPACES[1:]), " "))
    return "".join(char if fits else instead for char, fits in _judged(line, lines=False))[:most]


def _judged(text: str, *, lines: bool) -> Iterator[tuple[str, bool]]:
    """Yield each character and whether it may stand behind those that may."""
    before, piled = " ", 0
    for char in text:
        if char == "\n":
            fits = lines
        elif char in _JOINERS:
            fits = not before.isspace() and before not in _JOINERS
        elif char in _SELECTORS:
            fits = not before.isspace() and before not in _JOINERS | _SELECTORS
        elif unicodedata.category(char) in {"Mn", "Me"}:
            piled += 1
            fits = piled <= MARKS_MOST and char not in _BLANKS
        else:
            piled = 0
            fits = char not in _BLANKS and not acts(char)
        before = char if fits else before
        yield char, fits


@dataclass(frozen=True)
class Rule:
    """How long a text may be, and the name of the room's refusal.

    Attributes:
        refusal: the room's own name for it.
        maximum: most characters.
        minimum: fewest characters; from 1 on the text must also hold a letter or a digit.
        lines: whether it may have several lines.
    """

    refusal: type[TextRefused]
    maximum: int
    minimum: int = 0
    lines: bool = True

    def read(self, field: str, text: str) -> str:
        """Return a text as it is kept.

        Args:
            field: told in a refusal.
            text: what was typed, or sent from abroad.

        Raises:
            TextRefused: missing, short, long, or with something hidden; under the room's own name.
        """
        if len(text) > self.maximum:
            raise self.refusal(field, Reason.LONG, self.maximum)
        plain = tidy(text)
        if hidden(plain, lines=self.lines):
            raise self.refusal(field, Reason.CHARACTERS)
        if self.minimum and not any(char.isalnum() for char in plain):
            raise self.refusal(field, Reason.MISSING)
        if len(plain) < self.minimum:
            raise self.refusal(field, Reason.SHORT, self.minimum)
        return plain
