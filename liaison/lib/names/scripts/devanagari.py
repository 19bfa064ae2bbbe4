"""Hindi, Marathi and Nepali names in Latin letters: the inherent vowel said, or silent at the end.

Hunterian transliteration (the Survey of India's), without marks, and family habits at a cost.
"""

from typing import Final

from liaison.lib.names.scripts.lattice import Reading, Step, paths

_CONSONANTS: Final[dict[str, Step]] = {
    "क": (("k", 0),), "ख": (("kh", 0),), "ग": (("g", 0),), "घ": (("gh", 0),), "ङ": (("n", 0),),
    "च": (("ch", 0), ("c", 1.8)), "छ": (("chh", 0.2), ("ch", 0.3)), "ज": (("j", 0), ("z", 1.9)),
    "झ": (("jh", 0),), "ञ": (("n", 0), ("ny", 1.0)), "ट": (("t", 0),), "ठ": (("th", 0),),
    "ड": (("d", 0), ("r", 1.5)), "ढ": (("dh", 0), ("rh", 1.5)), "ण": (("n", 0),),
    "त": (("t", 0), ("th", 1.8)), "थ": (("th", 0),), "द": (("d", 0),), "ध": (("dh", 0),),
    "न": (("n", 0),), "प": (("p", 0),), "फ": (("ph", 0.2), ("f", 0.4)), "ब": (("b", 0),),
    "भ": (("bh", 0),), "म": (("m", 0),), "य": (("y", 0),), "र": (("r", 0),), "ल": (("l", 0),),
    "ळ": (("l", 0),), "व": (("v", 0.2), ("w", 0.5)), "श": (("sh", 0), ("s", 1.2)),
    "ष": (("sh", 0),), "स": (("s", 0),), "ह": (("h", 0),),
}  # fmt: skip
_VOWELS: Final[dict[str, Step]] = {
    "अ": (("a", 0),), "आ": (("a", 0), ("aa", 1.2)), "इ": (("i", 0),), "ई": (("i", 0), ("ee", 0.9)),
    "उ": (("u", 0),), "ऊ": (("u", 0), ("oo", 1.0)), "ऋ": (("ri", 0),), "ए": (("e", 0),),
    "ऐ": (("ai", 0),), "ओ": (("o", 0),), "औ": (("au", 0), ("ou", 1.0)), "ऑ": (("o", 0),),
    "ऍ": (("e", 0), ("a", 0.6)),
}  # fmt: skip
_SIGNS: Final = dict(zip("ािीुूृेैोौॉॅ", "आइईउऊऋएऐओऔऑऍ", strict=True))
_NASALS: Final = frozenset("\u0902\u0901")
_VIRAMA: Final = "\u094d"
_NUKTA: Final = "\u093c"
_SOFT: Final[dict[str, Step]] = {
    "ज": (("z", 0), ("j", 0.7)), "फ": (("f", 0),), "क": (("q", 0.3), ("k", 0.3)),
    "ख": (("kh", 0),), "ग": (("gh", 0), ("g", 0.6)), "ड": (("r", 0), ("d", 0.5)),
    "ढ": (("rh", 0), ("dh", 0.6)),
}  # fmt: skip
_KSHA: Final[Step] = (("ksh", 0), ("x", 1.2))
_GYA: Final[Step] = (("gy", 0), ("jn", 0.6), ("gn", 1.0))


def read(word: str) -> tuple[Reading, ...]:
    """Return the usual Latin forms of a word in Devanagari.

    Args:
        word: decomposed, so that a nukta stands after its letter.
    """
    steps: list[Step] = []
    place = 0
    while place < len(word):
        char = word[place]
        place += 1
        if char in _VOWELS:
            steps.append(_VOWELS[char])
        elif char in _NASALS:
            steps.append((("n", 0), ("m", 0.7), ("", 1.2)))
        elif char in _CONSONANTS:
            place = _consonant(word, place, char, steps)
        elif char == "\u0903":
            steps.append((("h", 0.3), ("", 0.5)))
    return paths(steps)


def _consonant(word: str, place: int, char: str, steps: list[Step]) -> int:
    """Add a consonant and its vowel; return where the next sound starts."""
    if word.startswith(_VIRAMA + "ष", place) and char == "क":
        steps.append(_KSHA)
        place += 2
    elif word.startswith(_VIRAMA + "ञ", place) and char == "ज":
        steps.append(_GYA)
        place += 2
    elif word.startswith(_NUKTA, place):
        steps.append(_SOFT.get(char, _CONSONANTS[char]))
        place += 1
    else:
        steps.append(_CONSONANTS[char])
    after = word[place : place + 1]
    if after == _VIRAMA:
        return place + 1
    if after in _SIGNS and after:
        steps.append(_VOWELS[_SIGNS[after]])
        return place + 1
    if not after:
        steps.append((("", 0), ("a", 0.7)))
    elif place > 1 and _open_after(word, place):
        steps.append((("a", 0.2), ("", 0.4)))
    else:
        steps.append((("a", 0), ("", 2.0), ("u", 2.5)))
    return place


def _open_after(word: str, place: int) -> bool:
    """Tell whether the next consonant has a vowel of its own: then a short a may be silent."""
    return word[place] in _CONSONANTS and word[place + 1 : place + 2] in _SIGNS
