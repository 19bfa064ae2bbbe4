"""Names in Han characters: read in Mandarin, Cantonese, Hokkien, Japanese or Korean, or foreign.

Which language a Han name is in cannot be seen from its characters: every reading that is likely
enough is given, the most usual of each language first.
"""

from typing import Final

from liaison.lib.names.scripts import mandarin
from liaison.lib.names.scripts.folding import fold_han, habits_of
from liaison.lib.names.scripts.lattice import READINGS_MAXIMUM, Reading, merged
from liaison.lib.names.scripts.spelling import spell

SOUTHERN: Final = "family_southern.txt"
COMPOUND: Final = "family_compound.txt"
_FAMILY_LONGEST: Final = 2
_JAPANESE, _CHINESE, _KOREAN, _FOREIGN = "han_japanese", "han_chinese", "han_korean", "han_foreign"


def read(word: str) -> tuple[Reading, ...]:
    """Return the likely Latin forms of a Han word: a family name, a given name, or both.

    Args:
        word: folded characters (`symbols.native_symbols`).
    """
    rows = mandarin.rows(word, 3)
    family = mandarin.family_reading(word) if len(word) <= _FAMILY_LONGEST else ""
    spoken = [Reading("".join(row), number * 0.8) for number, row in enumerate(rows)]
    taiwan = [Reading("".join(map(mandarin.wade_giles, row)), 0.6) for row in rows[:1]]
    southern = tuple(
        Reading(text, number * 0.4)
        for number, text in enumerate(habits_of(SOUTHERN).get(word, ()))
    )
    return merged([
        ([Reading(family, 0.0)], -0.1),
        (spoken, 0.0),
        (spell(_JAPANESE, word, 4, 0.0), 0.2),
        (southern, 0.4),
        (taiwan, 0.3),
        (spell(_KOREAN, word, 2, 0.0), 1.2),
        (spell(_CHINESE, word, 3, 0.0), 0.9),
        (spell(_FOREIGN, word, 2, 0.0) if len(word) > 1 else (), 0.9),
    ], READINGS_MAXIMUM)  # fmt: skip


def splits(name: str) -> tuple[tuple[str, str], ...]:
    """Return the ways to part a Han name into family and given name, the likeliest first.

    Args:
        name: two to six characters, as written.
    """
    size = len(name)
    if size < 2 or size > 6:  # noqa: PLR2004 - no name of a person is longer
        return ()
    folded = "".join(map(fold_han, name))
    order = [1, 2, 3] if size <= 3 else [2, 1, 3]  # noqa: PLR2004
    if folded[:2] in habits_of(COMPOUND) or folded[:2] in habits_of(SOUTHERN):
        order = [2, 1, 3]
    return tuple((name[:cut], name[cut:]) for cut in order if cut < size)
