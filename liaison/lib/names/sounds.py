"""What different Latin spellings of one name have in common."""

import re
from typing import Final

# longer spellings first; each is a habit of some romanisation, [K]
_SPELLINGS: Final = (
    ("sch", "sh"), ("tch", "ch"), ("ph", "f"), ("ck", "k"), ("kh", "h"), ("gh", "g"),
    ("th", "t"), ("dh", "d"), ("dj", "j"), ("zh", "j"), ("x", "ks"), ("q", "k"), ("w", "v"),
)  # fmt: skip
_SOFT_C: Final = re.compile(r"c(?=[eiy])")
_HARD_C: Final = re.compile(r"c(?!h)")
_VOWELS: Final = (
    ("ou", "u"), ("oo", "u"), ("ue", "u"), ("oe", "o"), ("ae", "e"), ("ee", "i"), ("ie", "i"),
    ("y", "i"), ("j", "i"),
)  # fmt: skip
_VOWEL: Final = re.compile(r"[aeiouy]")
_SILENT_H: Final = re.compile(r"(?<=[a-z])h\b")
_DOUBLE: Final = re.compile(r"(.)\1+")


def spelling(text: str) -> str:
    """Return the key that usual spellings of one name share: Alexei and Aleksey.

    Args:
        text: lower-case Latin letters.
    """
    found = _SILENT_H.sub("", _consonants(text))
    for read, common in _VOWELS:
        found = found.replace(read, common)
    return _DOUBLE.sub(r"\1", found) or text


def skeleton(text: str) -> str:
    """Return the consonants of a name, double ones once: mhmd for Muhammad and Mohamed.

    Args:
        text: lower-case Latin letters.
    """
    return _DOUBLE.sub(r"\1", _VOWEL.sub("", _consonants(text).replace("v", "f")))


def _consonants(text: str) -> str:
    for read, common in _SPELLINGS:
        text = text.replace(read, common)
    return _HARD_C.sub("k", _SOFT_C.sub("s", text))
