"""Words of two scripts: the odds that one spells the other, for every pair worth the asking."""

import functools
from typing import Final

import numpy as np
from numpy.typing import NDArray

from liaison.lib.names.packing import Form, Unit
from liaison.lib.names.scripts import Script, odds
from liaison.lib.names.words import Kind

_REMEMBERED: Final = 1 << 17
_NONE: Final = np.zeros((0, 0), dtype=np.float32)
_LONGER: Final = 4  # times as many letters: no spelling of it


def across(left: Form, right: Form) -> NDArray[np.float32]:
    """Return the odds of every unit of one name with every unit of the other, in nats.

    Args:
        left: a name.
        right: another.

    Returns:
        A row for each unit of the left name; no row where both are in one script.
    """
    one, two = left.script, right.script
    if (one is Script.LATIN) is (two is Script.LATIN):
        return _NONE
    found = np.zeros((len(left.units), len(right.units)), dtype=np.float32)
    for row, unit in enumerate(left.units):
        for column, other in enumerate(right.units):
            if unit.words == 1 or other.words == 1:
                found[row, column] = _odds_of(unit, other)
    return found


def _odds_of(unit: Unit, other: Unit) -> float:
    if (unit.script is Script.LATIN) is (other.script is Script.LATIN):
        return 0.0
    if Kind.INITIAL in (unit.kind, other.kind):
        return 0.0
    latin, native = (unit, other) if unit.script is Script.LATIN else (other, unit)
    letters, signs = len(latin.readings[0].text), len(native.readings[0].text)
    if letters > signs * _LONGER or signs > letters * _LONGER:
        return -20.0
    return _asked(native.text, latin.text)


@functools.lru_cache(maxsize=_REMEMBERED)
def _asked(native: str, latin: str) -> float:
    return odds(native, latin)
