"""Latin readings of a word in any script: rules first, then what attested names make likely."""

import functools
import unicodedata
from collections.abc import Callable
from typing import Final

from anyascii import anyascii

from liaison.lib.names.scripts import (
    arabic,
    cyrillic,
    devanagari,
    greek,
    han,
    hangul,
    hebrew,
    kana,
    latin,
)
from liaison.lib.names.scripts.kinds import Script, script_of
from liaison.lib.names.scripts.lattice import READINGS_MAXIMUM, Reading, merged
from liaison.lib.names.scripts.spelling import spell
from liaison.lib.names.scripts.symbols import LENGTH_MAXIMUM, latin_symbols, native_symbols

_CACHED: Final = 1 << 15
_Rules = Callable[[str], tuple[Reading, ...]]
_RULES: Final[dict[Script, _Rules]] = {
    Script.CYRILLIC: cyrillic.read,
    Script.GREEK: greek.read,
    Script.ARABIC: arabic.read,
    Script.HEBREW: hebrew.read,
    Script.DEVANAGARI: devanagari.read,
    Script.KANA: kana.read,
}
# what a learned spelling costs besides: little where writing leaves out most of the sound
_LEARNED: Final[dict[Script, float]] = {
    Script.CYRILLIC: 1.2,
    Script.GREEK: 0.8,
    Script.ARABIC: 0.0,
    Script.HEBREW: 0.0,
    Script.DEVANAGARI: 0.6,
    Script.THAI: 0.0,
    Script.KANA: 0.8,
    Script.HANGUL: 1.0,
}
_GENERAL_COST: Final = 1.0
_FOREIGN: Final = "han_foreign"
_CHINESE_COST: Final = 1.5  # of reading a foreign name as if it were a Chinese one


@functools.lru_cache(maxsize=_CACHED)
def readings(token: str) -> tuple[Reading, ...]:
    """Return how a word may be written in Latin letters.

    Args:
        token: one word, in any script and form; more than `LENGTH_MAXIMUM` letters are cut.

    Returns:
        At most `READINGS_MAXIMUM`, the likeliest first, its cost 0; none where there is no letter.
    """
    script = script_of(token)
    word = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", token).casefold())
    if script is Script.LATIN:
        return merged([(latin.read(word[:LENGTH_MAXIMUM]), 0.0)])
    symbols = native_symbols(script, word)
    groups: list[tuple[tuple[Reading, ...], float]] = []
    if script is Script.HAN:
        groups.append((han.read(symbols), 0.0))
    elif script is Script.HANGUL:
        groups.append((hangul.read(word[:LENGTH_MAXIMUM]), 0.0))
    elif script in _RULES:
        groups.append((_RULES[script](symbols), 0.0))
    if script in _LEARNED:
        groups.append((spell(str(script), symbols, READINGS_MAXIMUM // 2), _LEARNED[script]))
    found = merged(groups)
    return found or _general(word)


@functools.lru_cache(maxsize=_CACHED)
def foreign_readings(token: str) -> tuple[Reading, ...]:
    """Return the readings of a word that spells a name of another language by its sounds.

    Args:
        token: one word of a Han name that is parted by dots, or too long for a Chinese one.

    Returns:
        As `readings`: names of other languages first; of another script, no more than these.
    """
    usual = readings(token)
    if script_of(token) is not Script.HAN:
        return usual
    word = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", token).casefold())
    spelt = spell(_FOREIGN, native_symbols(Script.HAN, word), READINGS_MAXIMUM // 2)
    return merged([(spelt, 0.0), (usual, _CHINESE_COST)])


def _general(word: str) -> tuple[Reading, ...]:
    text = latin_symbols(anyascii(word[:LENGTH_MAXIMUM]))
    return (Reading(text, 0.0),) if text else ()
