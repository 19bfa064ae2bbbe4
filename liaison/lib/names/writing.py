"""One way of writing a name: Unicode forms, case, marks and punctuation settled.

NFKC and case folding are those of the Unicode Standard (UAX 15; section 3.13). Marks are taken
from letters of scripts in which people leave them out: a Cyrillic й and a Devanagari vowel stay.
"""

import enum
import unicodedata
from typing import Final

from liaison.lib.names.errors import NameEmpty, NameTooLong

NAME_MAXIMUM: Final = 200  # the longest name field of a record; a passport prints 39
_ROUNDS: Final = 4  # two are enough for every character known; the rest is a guard
DROPPED: Final = frozenset("'`\u00b4\u02b9\u02bb\u02bc\u02be\u02bf\u2018\u2019\u201b\u2032\u0640")
_BARE: Final = ("LATIN", "GREEK", "ARABIC", "HEBREW")
# what the rules below make of the first 128 characters: most names of a register have no others
_PLAIN: Final = {
    code: None if chr(code) in DROPPED else " " for code in range(128) if not chr(code).isalnum()
}


class Script(enum.StrEnum):
    """What a word is written in, as far as comparing treats it differently."""

    LATIN = "latin"
    HAN = "han"
    HANGUL = "hangul"
    VOWELLESS = "vowelless"  # Arabic and Hebrew: short vowels are not written
    OTHER = "other"


def normalise(text: str) -> str:
    """Return a name as words of lower-case letters and digits, parted by single spaces.

    Args:
        text: as written anywhere, in any script.

    Returns:
        The settled name; doing it again changes nothing.

    Raises:
        NameTooLong: more than `NAME_MAXIMUM` characters.
        NameEmpty: not one letter or digit.
    """
    if len(text) > NAME_MAXIMUM:
        raise NameTooLong(length=len(text), maximum=NAME_MAXIMUM)
    if text.isascii():
        settled = " ".join(plain(text).split())  # letters and digits alone
        if not settled:
            raise NameEmpty
        return settled
    settled = _settled(text)
    if not any(char.isalnum() for char in settled):
        raise NameEmpty
    return settled


def plain(text: str) -> str:
    """Return an ASCII text in lower case, with spaces for what is neither letter nor digit.

    Args:
        text: of ASCII characters alone; what is not said, such as an apostrophe, goes.
    """
    return text.lower().translate(_PLAIN)


def script_of(word: str) -> Script:
    """Return what a word is written in: the first letter decides."""
    name = unicodedata.name(word[0], "")
    if name.startswith("CJK"):
        return Script.HAN
    if name.startswith("HANGUL"):
        return Script.HANGUL
    if name.startswith(("ARABIC", "HEBREW")):
        return Script.VOWELLESS
    return Script.LATIN if name.startswith("LATIN") else Script.OTHER


def _settled(text: str) -> str:
    settled = text
    for _ in range(_ROUNDS):
        before, settled = settled, _settle(settled)
        if settled == before:
            break
    return settled


def _settle(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(_bare(char) for char in folded)
    return " ".join(unicodedata.normalize("NFKC", bare).split())


def _bare(char: str) -> str:
    """Return a character without its marks, nothing for what is not said, a space for a gap."""
    category = unicodedata.category(char)
    if char in DROPPED or category == "Cf":
        return ""
    if category[0] not in "LMN":
        return " "
    name = unicodedata.name(char, "")
    if category == "Mn" and (name.startswith(("COMBINING", *_BARE))):
        return ""
    if category[0] == "L" and name.startswith(_BARE):
        return unicodedata.normalize("NFD", char)[0]
    return char
