"""Hebrew names in Latin letters: what the Academy prescribes and what passports have.

Academy of the Hebrew Language, rules of 2006 (the table of Israeli passports), and habits of
Israeli and older Ashkenazi spellings. Vowels are mostly not written: these readings are keys,
the model of attested names knows more.
"""

from typing import Final

from liaison.lib.names.scripts.lattice import Reading, Step, paths

_V: Final[tuple[tuple[str, float], ...]] = (
    ("", 0.6),
    ("a", 0.5),
    ("e", 1.0),
    ("i", 1.3),
    ("o", 1.6),
)
_LETTERS: Final[dict[str, Step]] = {
    "א": (("a", 0), ("", 0.8), ("e", 0.9), ("i", 1.5), ("o", 1.6)),
    "ב": (("b", 0.2), ("v", 0.4)), "ג": (("g", 0),), "ד": (("d", 0),),
    "ה": (("h", 0), ("", 0.9)), "ו": (("o", 0.3), ("v", 0.7), ("u", 0.6), ("w", 1.5)),
    "ז": (("z", 0),), "ח": (("h", 0.3), ("ch", 0.5), ("kh", 0.9)), "ט": (("t", 0),),
    "י": (("i", 0.2), ("y", 0.4), ("e", 1.2), ("ei", 1.5), ("j", 1.9)),
    "כ": (("k", 0.2), ("ch", 0.7), ("kh", 0.8), ("h", 1.4)), "ל": (("l", 0),), "מ": (("m", 0),),
    "נ": (("n", 0),), "ס": (("s", 0),), "ע": (("a", 0), ("", 0.7), ("e", 1.0), ("o", 1.5)),
    "פ": (("p", 0.3), ("f", 0.4), ("ph", 1.4)), "צ": (("tz", 0.1), ("ts", 0.2), ("z", 1.2)),
    "ק": (("k", 0), ("c", 1.5)), "ר": (("r", 0),), "ש": (("sh", 0), ("s", 0.8)),
    "ת": (("t", 0), ("th", 1.2)),
}  # fmt: skip
_INITIAL: Final[dict[str, Step]] = {
    "ב": (("b", 0),), "ו": (("v", 0), ("w", 0.6)), "פ": (("p", 0), ("f", 0.7)),
    "כ": (("k", 0), ("c", 1.2)), "י": (("y", 0), ("i", 0.5), ("j", 0.9), ("ye", 1.0)),
}  # fmt: skip
_GROUPS: Final[tuple[tuple[str, Step], ...]] = (
    ("ג'", (("j", 0), ("g", 0.9), ("dj", 1.4))),
    ("צ'", (("ch", 0), ("tch", 1.2), ("c", 1.5))),
    ("ז'", (("zh", 0), ("j", 0.6), ("g", 1.2))),
    ("ת'", (("th", 0),)),
    ("וו", (("v", 0), ("w", 0.4), ("vo", 1.2))),
    ("יי", (("y", 0.3), ("i", 0.4), ("ai", 0.6), ("ei", 0.6), ("ay", 0.9))),
)
_STRONG: Final = frozenset("בגדזחטכלמנספצקרשת")


def read(word: str) -> tuple[Reading, ...]:
    """Return likely Latin forms of a Hebrew word.

    Args:
        word: letters without points and final forms, geresh as an apostrophe.
    """
    steps: list[Step] = []
    place = 0
    while place < len(word):
        group = next((step for text, step in _GROUPS if word.startswith(text, place)), None)
        size = 2 if group else 1
        char, after = word[place], word[place + size : place + size + 1]
        if group is None and char == "ה" and not after:
            steps.append((("a", 0), ("ah", 0.4), ("e", 1.0), ("h", 1.2)))
        elif group is None and place == 0 and char in _INITIAL:
            steps.append(_INITIAL[char])
        else:
            steps.append(group or _LETTERS.get(char, (("", 0),)))
        if after and after in _STRONG and (char in _STRONG or group):
            steps.append(_V)
        place += size
    return paths(steps)
