"""Korean syllables in Latin letters: the Revised Romanisation, letter by letter.

Revised Romanisation of Korean, Ministry of Culture and Tourism proclamation 2000-8, 3.4: in
personal names the changes of sound between syllables are not written. [K]
"""

from typing import Final

_FIRST: Final = 0xAC00
_LAST: Final = 0xD7A3
_MEDIALS: Final = 21
_FINALS: Final = 28
_INITIAL: Final = "g kk n d tt r m b pp s ss _ j jj ch k t p h".replace("_", "").split(" ")
_MEDIAL: Final = (
    "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ")  # noqa: SIM905
)
_FINAL: Final = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l",
    "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
]  # fmt: skip

# what the many spellings of one Korean sound have in common; longer spellings first
_SOUNDS: Final = (
    ("yeo", "yu"), ("you", "yu"), ("eou", "u"), ("eo", "u"), ("ou", "u"), ("oo", "u"),
    ("eu", "u"), ("ee", "i"), ("ui", "i"), ("yi", "i"), ("wo", "u"), ("wu", "u"),
    ("ae", "e"), ("ai", "e"), ("oe", "e"), ("ch", "j"), ("sh", "s"), ("rh", "r"),
    ("ph", "b"), ("th", "d"), ("k", "g"), ("p", "b"), ("t", "d"), ("l", "r"),
)  # fmt: skip


def romanise(syllable: str) -> str:
    """Return one composed syllable in Latin letters, or nothing for any other character."""
    code = ord(syllable)
    if not _FIRST <= code <= _LAST:
        return ""
    index, final = divmod(code - _FIRST, _FINALS)
    initial, medial = divmod(index, _MEDIALS)
    return _INITIAL[initial] + _MEDIAL[medial] + _FINAL[final]


def sound(latin: str) -> str:
    """Return the key that the usual spellings of one Korean name share.

    Args:
        latin: lower-case letters: `minsu`, `minsoo`.
    """
    for spelling, common in _SOUNDS:
        latin = latin.replace(spelling, common)
    return "".join(
        char for place, char in enumerate(latin) if place == 0 or char != latin[place - 1]
    ).replace("h", "")
