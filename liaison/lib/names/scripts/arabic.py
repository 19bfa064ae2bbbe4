"""Arabic, Persian and Urdu names in Latin letters: the written letters, and likely vowels.

Consonants after BGN/PCGN 1956 (Arabic), 1958 (Persian) and 2007 (Urdu), without marks. Short
vowels are not written: what is said here are keys; the model of attested names knows more.
"""

import re
from typing import Final

from liaison.lib.names.scripts.lattice import Reading, Step, paths

_SHORT: Final[Step] = (("a", 0), ("", 0.5), ("i", 1.1), ("u", 1.2), ("e", 1.0), ("o", 1.8))
_LETTERS: Final[dict[str, Step]] = {
    "ا": (("a", 0), ("e", 2.0)), "ب": (("b", 0),), "پ": (("p", 0),), "ت": (("t", 0),),
    "ٹ": (("t", 0),), "ث": (("th", 0), ("s", 0.8)), "ج": (("j", 0), ("g", 1.2), ("dj", 1.5)),
    "چ": (("ch", 0),), "ح": (("h", 0),), "خ": (("kh", 0), ("h", 1.6)), "د": (("d", 0),),
    "ڈ": (("d", 0),), "ذ": (("dh", 0.2), ("z", 0.6), ("d", 1.1)), "ر": (("r", 0),),
    "ڑ": (("r", 0),), "ز": (("z", 0),), "ژ": (("zh", 0), ("j", 1.2)), "س": (("s", 0),),
    "ش": (("sh", 0), ("ch", 1.6)), "ص": (("s", 0),), "ض": (("d", 0), ("z", 0.9), ("dh", 1.2)),
    "ط": (("t", 0),), "ظ": (("z", 0), ("dh", 0.9), ("d", 1.5)), "ع": (("a", 0.1), ("", 0.5)),
    "غ": (("gh", 0), ("g", 1.2)), "ف": (("f", 0), ("v", 2.5)),
    "ق": (("q", 0), ("k", 0.9), ("gh", 1.6)),
    "ك": (("k", 0),), "گ": (("g", 0),), "ل": (("l", 0),), "م": (("m", 0),), "ن": (("n", 0),),
    "ه": (("h", 0),), "ة": (("a", 0), ("ah", 0.2), ("at", 1.5), ("eh", 1.5)),
    "و": (("u", 0.3), ("w", 0.5), ("o", 0.9), ("ou", 1.0), ("v", 1.5)),
    "ي": (("i", 0.2), ("y", 0.5), ("ee", 1.3), ("ai", 1.5), ("e", 1.6)),
}  # fmt: skip
_WEAK: Final = frozenset("اويع")
_ARTICLE: Final = "ال"
_SUN: Final[dict[str, str]] = {
    "ت": "t", "ث": "th", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s",
    "ض": "d", "ط": "t", "ظ": "z", "ن": "n",
}  # fmt: skip
_SERVANT: Final = "عبدال"
_GOD: Final = "الله"
_SHORTEST: Final = 4  # of a word that may begin with the article
_INITIALS: Final = re.compile("^(اي|او|ا|ع|و|ي)")
_OPENING: Final[dict[str, Step]] = {
    "اي": (("i", 0), ("e", 1.0), ("ay", 1.0)),
    "او": (("o", 0.2), ("u", 0.3), ("aw", 1.0)),
    "ا": (("a", 0), ("i", 0.9), ("e", 1.2), ("u", 1.4), ("o", 1.6)),
    "ع": (("a", 0), ("o", 0.9), ("i", 0.9), ("u", 1.0), ("e", 1.5)),
    "و": (("w", 0), ("v", 1.2), ("ou", 1.5)),
    "ي": (("y", 0), ("i", 1.2)),
}


def read(word: str) -> tuple[Reading, ...]:
    """Return likely Latin forms of a word in Arabic letters.

    Args:
        word: folded letters, no marks (`symbols.native_symbols`).
    """
    prefix, rest = _prefix(word)
    return paths([*prefix, *_steps(rest)])


def _prefix(word: str) -> tuple[list[Step], str]:
    if word == _GOD:
        return [(("allah", 0), ("alla", 1.0))], ""
    if word.startswith("عبدالل") and word.endswith("ه"):
        return [(("abdullah", 0), ("abdallah", 0.2), ("abdulla", 0.9), ("abdollah", 1.0))], ""
    if word.startswith(_SERVANT) and len(word) > len(_SERVANT) + 1:
        sun = _SUN.get(word[len(_SERVANT)], "l")
        step: Step = (
            ("abdul", 0), ("abdel", 0.2), ("abdal", 0.9), ("abdol", 1.0),
            (f"abdu{sun}", 0.7), (f"abde{sun}", 0.8), (f"abda{sun}", 1.0),
        )  # fmt: skip
        return [step], word[len(_SERVANT) :]
    if word.startswith(_ARTICLE) and len(word) >= _SHORTEST:
        sun = _SUN.get(word[2], "l")
        assimilated = 0.5 if sun != "l" else 0.0
        step = (("al", 0), ("", 0.3), ("el", 0.6), (f"a{sun}", assimilated), (f"e{sun}", 1.0))
        return [step], word[2:]
    return [], word


def _steps(word: str) -> list[Step]:
    steps: list[Step] = []
    found = _INITIALS.match(word)
    place = found.end() if found else 0
    if found:
        steps.append(_OPENING[found[0]])
    while place < len(word):
        char, after = word[place], word[place + 1 : place + 2]
        steps.append(_LETTERS.get(char, (("", 0),)))
        if after and char not in _WEAK and after not in _WEAK and after != "ة":
            steps.append(_SHORT)
        place += 1
    return steps
