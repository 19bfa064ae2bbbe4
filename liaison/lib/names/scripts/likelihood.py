"""How much likelier two words are one name than chance would have it, in nats."""

import functools
import math
from typing import Final

from liaison.lib.names.scripts import tables
from liaison.lib.names.scripts.kinds import Script, script_of
from liaison.lib.names.scripts.opened import opened
from liaison.lib.names.scripts.symbols import latin_symbols, native_symbols

FLOOR: Final = -40.0
CEILING: Final = 40.0
UNKNOWN: Final = 0.0  # nothing speaks for or against
# how Han characters may have been read, and how often each is met in names
_HAN: Final = (
    ("han_foreign", 0.3),
    ("han_chinese", 0.3),
    ("han_japanese", 0.3),
    ("han_korean", 0.1),
)
_CACHED: Final = 1 << 16


def odds(native: str, latin: str) -> float:
    """Return the natural logarithm of P(native | latin) / P(native).

    Chance is a mixture of any name and of names nearby, as `tools/names_model` draws them.

    Args:
        native: one word in any script; of a name written without spaces, one part or the whole.
        latin: one word in Latin letters, in any form.

    Returns:
        Above 0 where the pair is likelier than chance, between `FLOOR` and `CEILING`; 0 where a
        side has no letters or nothing is known of the script.
    """
    script, symbols = _prepared(native)
    letters = latin_symbols(latin)
    if not symbols or not letters:
        return UNKNOWN
    if script is Script.HAN:
        return _han(symbols, letters)
    table = opened(str(script))
    return UNKNOWN if table is None else _bounded(table.odds(symbols, letters))


@functools.lru_cache(maxsize=_CACHED)
def _prepared(native: str) -> tuple[Script, str]:
    script = script_of(native)
    return script, native_symbols(script, native)


def _han(symbols: str, letters: str) -> float:
    total = 0.0
    for name, share in _HAN:
        if table := opened(name):
            total += share * math.exp(_bounded(table.odds(symbols, letters)))
    return _bounded(math.log(total)) if total > 0 else FLOOR


def _bounded(value: float) -> float:
    return min(CEILING, max(FLOOR, value))


def warm() -> None:
    """Compile the kernel and read every table: for installation, and before the first request."""
    for name in sorted(tables.known()):
        if table := opened(name):
            table.odds("a", "a")
