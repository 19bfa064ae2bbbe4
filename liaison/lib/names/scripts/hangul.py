"""Korean names in Latin letters: Revised Romanisation, McCune-Reischauer, Pyongyang, free habits.

Revised Romanisation of Korean (Ministry of Culture and Tourism 2000-8) with its rule for names
(3.4: changes of sound between syllables are not written); McCune-Reischauer 1939; the rules of
the DPRK as registered with the UNGEGN. Family names follow no rule: their habits are a table.
"""

import unicodedata
from typing import Final

from liaison.lib.names.scripts.folding import habits_of
from liaison.lib.names.scripts.lattice import Choice, Reading, Step, paths

_FIRST: Final = 0xAC00
_LAST: Final = 0xD7A3
_FINALS: Final = 28
_MEDIALS: Final = 21
_SILENT: Final = 11  # ㅇ before a vowel
_R: Final = 5
_L_FINAL: Final = 8
_Y: Final = frozenset((2, 3, 6, 7, 12, 17, 20))  # medials before which ㄹ and ㄴ fall away

_INITIAL: Final[tuple[Step, ...]] = (
    (("g", 0.3), ("k", 0.5)), (("kk", 0), ("k", 0.9), ("gg", 1.3)), (("n", 0),),
    (("d", 0.2), ("t", 0.8)), (("tt", 0), ("dd", 1.0), ("t", 1.0)), (("r", 0), ("l", 0.7)),
    (("m", 0),), (("b", 0.2), ("p", 0.8)), (("pp", 0), ("bb", 0.8), ("p", 1.0)), (("s", 0),),
    (("ss", 0), ("s", 0.8)), (("", 0),), (("j", 0.1), ("ch", 0.6)), (("jj", 0), ("tch", 1.2)),
    (("ch", 0),), (("k", 0),), (("t", 0), ("th", 2.0)), (("p", 0), ("ph", 2.0)), (("h", 0),),
)  # fmt: skip
_MEDIAL: Final[tuple[Step, ...]] = (
    (("a", 0), ("ah", 2.2)), (("ae", 0), ("ai", 1.2), ("e", 1.5)), (("ya", 0),), (("yae", 0),),
    (("eo", 0.2), ("u", 0.8), ("o", 0.9), ("eu", 2.0)), (("e", 0), ("ae", 2.0)),
    (("yeo", 0.2), ("yu", 1.0), ("you", 0.8), ("yo", 0.9)), (("ye", 0), ("e", 1.4)),
    (("o", 0), ("oh", 2.0)), (("wa", 0),), (("wae", 0),), (("oe", 0), ("oi", 1.4)),
    (("yo", 0), ("yoh", 2.5)), (("u", 0), ("oo", 0.9), ("woo", 2.0)),
    (("wo", 0), ("weo", 1.6), ("won", 3.0)), (("we", 0),), (("wi", 0),),
    (("yu", 0), ("yoo", 1.1), ("you", 1.6)), (("eu", 0), ("u", 0.7), ("oo", 2.0)),
    (("ui", 0.1), ("ee", 0.4), ("eui", 1.0), ("i", 1.2), ("yi", 2.0)), (("i", 0), ("ee", 1.4)),
)  # fmt: skip
_K: Final[Step] = (("k", 0), ("g", 0.8))
_T: Final[Step] = (("t", 0), ("s", 1.6), ("d", 1.8))
_P: Final[Step] = (("p", 0), ("b", 0.9))
_L: Final[Step] = (("l", 0), ("r", 1.2))
_N: Final[Step] = (("n", 0),)
_FINAL: Final[tuple[Step, ...]] = (
    (("", 0),), _K, _K, _K, _N, _N, _N, _T, _L, _K, (("m", 0),), _L, _L, _L, _P, _L, (("m", 0),),
    _P, _P, _T, _T, (("ng", 0),), _T, _T, _K, _T, _P, (("", 0), ("h", 1.0)),
)  # fmt: skip
# a final before a vowel sounds as the next syllable's first
_LINKED: Final[dict[int, Step]] = {
    1: (("g", 0.1), ("k", 0.5)), 7: (("d", 0.1), ("t", 0.7)), 8: (("r", 0.2), ("l", 0.2)),
    17: (("b", 0.1), ("p", 0.6)), 19: (("s", 0), ("t", 1.5)), 22: (("j", 0), ("t", 1.0)),
    23: (("ch", 0), ("t", 1.0)),
}  # fmt: skip
# between voiced sounds McCune-Reischauer writes g, d, b, j
_VOICED: Final[dict[int, Step]] = {
    0: (("g", 0.1), ("k", 0.6)), 3: (("d", 0.1), ("t", 0.8)), 7: (("b", 0.1), ("p", 0.9)),
    12: (("j", 0), ("ch", 0.9)),
}  # fmt: skip
FAMILY: Final = "family_korean.txt"
_STEP_OF_HABIT: Final = 0.4


def read(word: str) -> tuple[Reading, ...]:
    """Return the usual Latin forms of a Korean word.

    Args:
        word: composed syllables; anything else is left out.
    """
    syllables = [_parts(char) for char in unicodedata.normalize("NFC", word)]
    known = [one for one in syllables if one]
    steps: list[Step] = []
    linked = False
    for place, (initial, medial, final) in enumerate(known):
        after = known[place + 1] if place + 1 < len(known) else None
        before = known[place - 1] if place else None
        steps.append((("", 0),) if linked else _opening(initial, medial, before))
        steps.append(_vowel(initial, medial, linked=linked))
        linked = bool(after and after[0] == _SILENT and final in _LINKED)
        steps.append(_LINKED[final] if linked else _closing(final, after))
    found = paths(steps)
    habits = tuple(
        Reading(text, number * _STEP_OF_HABIT)
        for number, text in enumerate(habits_of(FAMILY).get(word, ()))
    )
    return (*habits, *(Reading(one.text, one.cost + bool(habits) * 0.5) for one in found))


def is_family(name: str) -> bool:
    """Tell whether a family name is so written: of one syllable or two."""
    return name in habits_of(FAMILY)


def _parts(char: str) -> tuple[int, int, int] | None:
    code = ord(char)
    if not _FIRST <= code <= _LAST:
        return None
    index, final = divmod(code - _FIRST, _FINALS)
    initial, medial = divmod(index, _MEDIALS)
    return initial, medial, final


def _opening(initial: int, medial: int, before: tuple[int, int, int] | None) -> Step:
    if before and before[2] in {0, 4, 8, 16, 21} and initial in _VOICED:
        return _VOICED[initial]
    if before and before[2] == _L_FINAL and initial == _R:
        return (("l", 0), ("r", 0.4))
    if not before and initial in {2, _R} and medial in _Y:
        silent: Choice = ("", 1.2)
        return (*_INITIAL[initial], silent)
    if initial == 9 and medial in {16, 20, 6, 17}:  # noqa: PLR2004 - ㅅ before i and y
        return (("s", 0.2), ("sh", 0.3))
    return _INITIAL[initial]


def _vowel(initial: int, medial: int, *, linked: bool) -> Step:
    if initial == _SILENT and not linked:
        extra: dict[int, Step] = {
            13: (("u", 0.1), ("woo", 0.6), ("oo", 1.2), ("wu", 1.5)),
            20: (("i", 0), ("yi", 1.0), ("ee", 1.2), ("lee", 3.0)),
            4: (("eo", 0.2), ("u", 0.8), ("o", 0.9), ("uh", 1.4)),
        }
        return extra.get(medial, _MEDIAL[medial])
    return _MEDIAL[medial]


def _closing(final: int, after: tuple[int, int, int] | None) -> Step:
    if after and after[0] == _R and final == _L_FINAL:
        return (("l", 0), ("r", 1.5), ("", 1.5))
    return _FINAL[final]
