"""Latin letters with marks, as people and machines write them without.

Tables: ICAO Doc 9303-3 section 6.A (multinational Latin characters: Ä is AE or A, Ñ is N or
NXX); national habits of German, the Nordic countries, Turkish, Polish, Croatian, Romanian,
Icelandic, Vietnamese and Azerbaijani.
"""

import unicodedata
from typing import Final

from liaison.lib.names.scripts.lattice import Reading, Step, paths

_LETTERS: Final[dict[str, Step]] = {
    "ä": (("a", 0), ("ae", 0.1)), "ö": (("o", 0), ("oe", 0.1)),
    "ü": (("u", 0), ("ue", 0.1), ("uxx", 4)), "å": (("a", 0), ("aa", 0.3)),
    "ø": (("o", 0), ("oe", 0.2)), "æ": (("ae", 0), ("e", 1.5)), "œ": (("oe", 0), ("e", 1.5)),
    "ß": (("ss", 0), ("s", 1.5)), "ı": (("i", 0), ("y", 3)), "ş": (("s", 0), ("sh", 0.5)),
    "ș": (("s", 0), ("sh", 0.8)), "ț": (("t", 0), ("ts", 0.8)), "ţ": (("t", 0), ("ts", 0.8)),
    "ç": (("c", 0), ("ch", 0.7), ("s", 1.5)), "ğ": (("g", 0), ("", 1.5), ("gh", 1.2)),
    "č": (("c", 0), ("ch", 0.4), ("tch", 2.5)), "ć": (("c", 0), ("ch", 0.5)),
    "š": (("s", 0), ("sh", 0.4), ("sch", 2.2)), "ž": (("z", 0), ("zh", 0.5), ("j", 2.2)),
    "đ": (("d", 0), ("dj", 0.5), ("dz", 2.5)), "ð": (("d", 0), ("th", 1.2)),
    "þ": (("th", 0), ("t", 1.2)), "ł": (("l", 0), ("w", 3)),
    "ñ": (("n", 0), ("ny", 1.5), ("nxx", 4)),
    "ə": (("a", 0.1), ("e", 0.2)), "ŋ": (("ng", 0.2), ("n", 0.2)), "ħ": (("h", 0),),
    "ř": (("r", 0), ("rz", 1.8)), "ě": (("e", 0), ("ie", 1.8)), "ő": (("o", 0), ("oe", 0.8)),
    "ű": (("u", 0), ("ue", 0.8)), "ĳ": (("ij", 0), ("y", 1)), "ĸ": (("q", 0.2), ("k", 0.2)),
    "ŧ": (("t", 0),), "ƒ": (("f", 0),), "ə̈": (("a", 0),), "ɣ": (("gh", 0), ("g", 0.5)),
    "ƣ": (("gh", 0), ("g", 0.5)), "ơ": (("o", 0),), "ư": (("u", 0),),
    "ō": (("o", 0), ("ou", 1), ("oh", 1.2), ("oo", 1.6)),
    "ū": (("u", 0), ("uu", 1.2), ("ou", 1.9)),
    "ŏ": (("o", 0), ("eo", 0.5)), "ŭ": (("u", 0), ("eu", 0.5)),
    "ġ": (("g", 0), ("gh", 0.8)), "ż": (("z", 0),), "ź": (("z", 0),), "ĝ": (("g", 0), ("j", 1)),
    "ŝ": (("s", 0), ("sh", 0.8)), "ĉ": (("c", 0), ("ch", 0.8)), "ḥ": (("h", 0),),
    "ḫ": (("kh", 0.2), ("h", 0.3)),
    "ẖ": (("kh", 0.2), ("h", 0.3)), "ɓ": (("b", 0),), "ɗ": (("d", 0),), "ƙ": (("k", 0),),
    "ɛ": (("e", 0),), "ɔ": (("o", 0),), "ƴ": (("y", 0),), "ǝ": (("e", 0),),
}  # fmt: skip


def read(word: str) -> tuple[Reading, ...]:
    """Return a Latin word without its marks, the plain form first.

    Args:
        word: lower case, composed (NFC).
    """
    return paths(_LETTERS.get(char) or ((_plain(char), 0),) for char in word)


def _plain(char: str) -> str:
    if "a" <= char <= "z":
        return char
    opened = unicodedata.normalize("NFKD", char)
    return "".join(
        letter if "a" <= letter <= "z" else _LETTERS[letter][0][0]
        for letter in opened
        if "a" <= letter <= "z" or (letter in _LETTERS and letter != char)
    )
