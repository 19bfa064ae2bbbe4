"""Cyrillic names in Latin letters: what passports, standards and newspapers write.

Tables: ICAO Doc 9303-3 section 6.B (transliteration of Cyrillic characters); GOST R 52535.1-2006
and GOST 7.79-2000 (ISO 9:1995); BGN/PCGN 1947 (Russian), 2019 (Ukrainian), 1979 (Belarusian);
the Bulgarian Transliteration Act 2009; Serbian by Gaj's alphabet; Kazakh by the letters of
Cyrillic that the alphabet of 2021 replaces. German and French newspaper habits cost more.
"""

from typing import Final

from liaison.lib.names.scripts.lattice import Reading, Step, paths

_LETTERS: Final[dict[str, Step]] = {
    "а": (("a", 0),), "б": (("b", 0),), "в": (("v", 0), ("w", 1.5)), "г": (("g", 0), ("h", 1.2)),
    "ґ": (("g", 0),), "д": (("d", 0),), "е": (("e", 0), ("ye", 1.4), ("ie", 2.0)),
    "ё": (("yo", 0.3), ("e", 0.5), ("io", 1.5), ("jo", 1.8), ("o", 1.8)),
    "є": (("ye", 0), ("ie", 0.4), ("e", 1.0), ("je", 1.5)),
    "ж": (("zh", 0), ("j", 1.6), ("z", 2.0)), "з": (("z", 0), ("s", 2.5)),
    "и": (("i", 0), ("y", 1.2)), "і": (("i", 0),), "ї": (("i", 0.1), ("yi", 0.4), ("ji", 1.5)),
    "й": (("y", 0), ("i", 0.7), ("j", 1.3)), "к": (("k", 0), ("c", 2.5)), "л": (("l", 0),),
    "м": (("m", 0),), "н": (("n", 0),), "о": (("o", 0),), "п": (("p", 0),), "р": (("r", 0),),
    "с": (("s", 0), ("ss", 2.2)), "т": (("t", 0),), "у": (("u", 0), ("ou", 1.9)),
    "ф": (("f", 0), ("ph", 2.5)), "х": (("kh", 0), ("h", 0.5), ("ch", 1.9), ("x", 2.4)),
    "ц": (("ts", 0), ("c", 1.1), ("tz", 2.0), ("z", 2.2)),
    "ч": (("ch", 0), ("c", 1.6), ("tch", 2.1), ("tsch", 2.2)),
    "ш": (("sh", 0), ("s", 1.8), ("sch", 1.9), ("ch", 2.2)),
    "щ": (("shch", 0), ("sch", 1.0), ("sht", 1.3), ("shh", 1.9), ("sh", 1.9), ("schtsch", 2.5)),
    "ъ": (("", 0.1), ("a", 1.0), ("ie", 1.6), ("u", 1.8)), "ы": (("y", 0), ("i", 0.9)),
    "ь": (("", 0), ("y", 2.4)), "э": (("e", 0),),
    "ю": (("yu", 0), ("iu", 0.6), ("ju", 1.3), ("u", 1.6)),
    "я": (("ya", 0), ("ia", 0.5), ("ja", 1.3), ("a", 1.6)),
    "ў": (("u", 0), ("w", 0.9), ("v", 1.2)), "ѓ": (("gj", 0), ("g", 0.7)),
    "ќ": (("kj", 0), ("k", 0.7)), "ѕ": (("dz", 0),), "ј": (("j", 0), ("y", 0.8), ("i", 1.2)),
    "љ": (("lj", 0), ("l", 0.8)), "њ": (("nj", 0), ("n", 0.8)),
    "ћ": (("c", 0), ("ch", 0.9), ("cj", 1.6)), "ђ": (("dj", 0), ("d", 0.7), ("dz", 2.0)),
    "џ": (("dz", 0), ("dzh", 0.9), ("j", 1.2)), "ѐ": (("e", 0),), "ѝ": (("i", 0),),
    "ә": (("a", 0), ("ae", 0.8), ("e", 1.0)), "ғ": (("g", 0), ("gh", 0.3)),
    "қ": (("k", 0), ("q", 0.4)), "ң": (("n", 0), ("ng", 0.3)), "ө": (("o", 0), ("u", 1.5)),
    "ұ": (("u", 0), ("y", 1.3)), "ү": (("u", 0), ("y", 1.3)), "һ": (("h", 0), ("kh", 1.2)),
    "җ": (("j", 0), ("zh", 0.7)), "ҳ": (("h", 0), ("kh", 0.7)), "ӯ": (("u", 0), ("o", 1.0)),
    "ӣ": (("i", 0),), "ҷ": (("j", 0), ("ch", 1.2)), "ѣ": (("e", 0), ("ie", 0.9)),
    "ѳ": (("f", 0), ("th", 1.0)), "ѵ": (("i", 0),), "ӑ": (("a", 0),), "ҫ": (("s", 0),),
}  # fmt: skip
_VOWELS: Final = frozenset("аеёєиіїоуыэюяәөұүъь")
_OPENED: Final[dict[str, Step]] = {
    "е": (("e", 0.2), ("ye", 0.3), ("je", 1.5), ("ie", 1.8)),
    "г": (("g", 0), ("h", 1.0)),
    "ї": (("yi", 0), ("i", 0.3), ("ji", 1.5)),
}
# longer endings and clusters first
_GROUPS: Final[tuple[tuple[str, Step], ...]] = (
    ("ий$", (("y", 0), ("iy", 0.2), ("ii", 0.6), ("i", 1.0), ("ij", 1.0), ("yi", 1.1))),
    ("ый$", (("y", 0), ("yy", 0.3), ("iy", 0.5), ("yi", 0.7), ("yj", 1.4), ("i", 1.0))),
    ("ій$", (("iy", 0), ("ii", 0.4), ("y", 0.5), ("i", 0.9))),
    ("кс", (("ks", 0), ("x", 0.6))),
    ("ье", (("ye", 0), ("ie", 0.4), ("e", 0.7), ("je", 1.4))),
    ("ьё", (("yo", 0), ("io", 0.6), ("e", 0.8), ("ye", 0.9))),
    ("ья", (("ya", 0), ("ia", 0.4), ("ja", 1.3))),
    ("ью", (("yu", 0), ("iu", 0.4), ("ju", 1.3))),
    ("ьо", (("yo", 0), ("io", 0.4), ("o", 1.0))),
    ("дж", (("dzh", 0.2), ("j", 0.3), ("dj", 0.9))),
    ("ия$", (("iya", 0.1), ("ia", 0.1), ("iia", 0.2), ("ya", 1.2), ("ija", 1.4))),
)


def read(word: str) -> tuple[Reading, ...]:
    """Return the usual Latin forms of a Cyrillic word.

    Args:
        word: lower case, composed (NFC).
    """
    steps: list[Step] = []
    place = 0
    while place < len(word):
        size, step = _step(word, place)
        steps.append(step)
        place += size
    return paths(steps)


def _step(word: str, place: int) -> tuple[int, Step]:
    for group, step in _GROUPS:
        letters = group.rstrip("$")
        ends = place + len(letters)
        if word.startswith(letters, place) and (group == letters or ends == len(word)):
            return len(letters), step
    char = word[place]
    if char in _OPENED and (place == 0 or word[place - 1] in _VOWELS):
        return 1, _OPENED[char]
    return 1, _LETTERS.get(char, (("", 0),))
