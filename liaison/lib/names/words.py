"""A written name as words: what each is written in, and what it does in the name."""

import enum
import functools
import unicodedata
from dataclasses import dataclass
from typing import Final

from liaison.lib.names.scripts import Script, script_of
from liaison.lib.names.writing import DROPPED, plain

WORDS_MOST: Final = 8  # compared; "Abu Bakr Muhammad ibn Zakariya al-Razi" has 7
_LETTERS_MOST: Final = 60  # of one word
_REMEMBERED: Final = 1 << 16  # words come back in other names
_SPACELESS: Final = frozenset({Script.HAN, Script.KANA, Script.HANGUL, Script.THAI})


class Kind(enum.IntEnum):
    """What a word does in a name; the kernels know these numbers."""

    PLAIN = 0
    SMALL = 1  # van, al, bin
    TITLE = 2  # Dr, Haji, junior
    INITIAL = 3


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name.

    Attributes:
        text: lower case, with its marks.
        script: what it is written in.
        kind: what it does.
    """

    text: str
    script: Script
    kind: Kind


SMALL: Final = frozenset(
    {"abu", "abou", "af", "al", "an", "ar", "as", "at", "av", "az", "ben", "bin", "bint", "bn"}
    | {"da", "das", "de", "del", "della", "dello", "den", "der", "di", "do", "dos", "du", "e"}
    | {"ed", "ech", "el", "es", "ez", "i", "ibn", "ibnu", "la", "le", "los", "mac", "ould", "oglu"}
    | {"qizi", "s", "st", "t", "te", "ten", "ter", "ul", "und", "uulu", "van", "vd", "vom", "von"}
    | {"y", "zu", "zum", "zur", "kyzy", "binti", "bte", "ur", "ud", "us", "o"}
    | {
        "بن",
        "ابن",
        "بنت",
        "ال",
        "ابو",
        "أبو",
        "оглы",
        "кызы",
        "фон",
        "ван",
        "де",
        "אל",
        "בן",
    }
)
TITLES: Final = frozenset(
    {"dr", "mr", "mrs", "ms", "miss", "prof", "professor", "sir", "lord", "lady", "dame", "rev"}
    | {"hadji", "haj", "haji", "hajj", "hajji", "hagi", "sheikh", "shaikh", "shaykh", "sheik"}
    | {"mullah", "mulla", "mufti", "maulvi", "mawlawi", "maulawi", "molvi", "maulana", "ustad"}
    | {"ayatollah", "imam", "qari", "hafiz", "sayyid", "seyyed", "sayed", "syed", "said"}
    | {"gen", "general", "col", "colonel", "maj", "major", "capt", "captain", "lt", "sgt", "cmdr"}
    | {"brig", "brigadier", "adm", "jr", "sr", "junior", "senior", "ii", "iii", "iv", "phd", "md"}
    | {"eng", "engineer", "ing", "hon", "president", "prince", "princess", "king", "queen"}
    | {"الحاج", "الشيخ", "الدكتور", "دكتور"}
) - {"said", "hafiz", "king", "prince", "sayed"}


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a name, in the order they are written.

    Args:
        text: as written, in any script; not longer than a name.

    Returns:
        At most `WORDS_MOST`: titles go first, then small words, then what stands last.
    """
    found = [_word(one) for one in _split(text)]
    if all(one.kind in {Kind.SMALL, Kind.TITLE} for one in found):
        found = [Word(one.text, one.script, Kind.PLAIN) for one in found]
    for kind in (Kind.TITLE, Kind.SMALL):
        while len(found) > WORDS_MOST and any(one.kind is kind for one in found):
            found.remove(next(one for one in reversed(found) if one.kind is kind))
    return tuple(found[:WORDS_MOST])


@functools.lru_cache(maxsize=_REMEMBERED)
def _word(text: str) -> Word:
    script = script_of(text)
    return Word(text[:_LETTERS_MOST], script, _kind(text, script))


def _split(text: str) -> list[str]:
    if text.isascii():
        return plain(text).split()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(_kept(char) for char in folded).split()


def _kept(char: str) -> str:
    if char.isalnum():
        return char
    category = unicodedata.category(char)
    if char in DROPPED or category == "Cf":
        return ""
    return char if category[0] == "M" else " "


def _kind(word: str, script: Script) -> Kind:
    if word in TITLES:
        return Kind.TITLE
    if word in SMALL:
        return Kind.SMALL
    if len(word) == 1 and script not in _SPACELESS and word.isalpha():
        return Kind.INITIAL
    return Kind.PLAIN
