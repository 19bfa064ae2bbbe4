"""How much likelier a pair is than chance: the sum over all alignments, as plain loops.

`compiled.load` puts machine code in the place of every function named in `KERNELS`; as plain
Python they give the same figures, slowly. Tables come in as arrays, so that newly learned
figures need no new compilation.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Longs = NDArray[np.int64]
Firsts = NDArray[np.int32]
Floats = NDArray[np.float32]
Codes = NDArray[np.int16]

LETTERS: Final = 27  # a to z, and 0 for none
# a symbol without a partner, and two that nothing explains, against chance
ALONE: Final = 0.002
MISMATCH: Final = 0.004
KERNELS: Final = ("place_of", "open_table", "likelihood_ratio")  # callees first


def place_of(table: Longs, key: int) -> int:
    """Return where a unit is in the open table, or the empty place where it would be.

    Fibonacci hashing; only bits that wrapping leaves alone are used.

    Args:
        table: keys, 0 for an empty place; a power of two in length.
        key: of a unit.
    """
    mask = table.shape[0] - 1
    place = ((key * 0x1E3779B97F4A7C15) >> 20) & mask
    while table[place] != 0 and table[place] != key:
        place = (place + 1) & mask
    return int(place)


def open_table(
    keys: Longs, ratios: Floats, scale: int, table: Longs, values: Floats, firsts: Firsts
) -> None:
    """Enter units into an empty table, and with which letters each native group may begin.

    Args:
        keys: of the units.
        ratios: how much likelier each is than its symbols by chance.
        scale: how many Latin groups there are.
        table: filled with keys: of the units, and of their native groups.
        values: filled with the ratios.
        firsts: filled with one bit a letter; bit 0 where a group may have no letter at all.
    """
    for number in range(keys.shape[0]):
        key = keys[number]
        place = place_of(table, key)
        table[place] = key
        values[place] = ratios[number]
        unit = key >> 3
        letters = unit % scale
        while letters >= LETTERS:
            letters //= LETTERS
        group = (unit // scale * scale) << 3
        place = place_of(table, group)
        table[place] = group
        firsts[place] |= 1 << letters


def likelihood_ratio(
    native: Codes,
    latin: Codes,
    table: Longs,
    values: Floats,
    firsts: Firsts,
    inserts: Floats,
    base: int,
    native_most: int,
    latin_most: int,
) -> float:
    """Return P(native, latin) / (P(native) P(latin)).

    Args:
        native: numbers of native symbols, 0 for one that was never seen.
        latin: letters as 1 to 26.
        table: keys of the units and of their native groups.
        values: how much likelier each unit is than its symbols by chance.
        firsts: which letters a native group may begin with.
        inserts: how much likelier each letter stands alone than by chance.
        base: how many native symbols there are.
        native_most: most native symbols of a unit.
        latin_most: most letters of a unit.
    """
    n, m = native.shape[0], latin.shape[0]
    sums = np.zeros((n + 1, m + 1))
    sums[0, 0] = 1.0
    scale = 1
    for _ in range(latin_most):
        scale *= LETTERS
    for i in range(n + 1):
        for j in range(m):
            sums[i, j + 1] += sums[i, j] * inserts[latin[j]]
        if i == n:
            break
        for j in range(m):
            sums[i + 1, j] += sums[i, j] * ALONE
            sums[i + 1, j + 1] += sums[i, j] * MISMATCH
        sums[i + 1, m] += sums[i, m] * ALONE
        group = 0
        for a in range(1, min(native_most, n - i) + 1):
            if native[i + a - 1] == 0:
                break
            group = group * base + native[i + a - 1]
            start = place_of(table, (group * scale) << 3)
            first = firsts[start]
            if first == 0:
                continue
            if first & 1:
                ratio = values[place_of(table, ((group * scale) << 3) + 1)]
                for j in range(m + 1):
                    sums[i + a, j] += sums[i, j] * ratio
            for j in range(m):
                if not (first >> latin[j]) & 1:
                    continue
                here = sums[i, j]
                letters = 0
                for b in range(1, min(latin_most, m - j) + 1):
                    letters = letters * LETTERS + latin[j + b - 1]
                    key = ((group * scale + letters) << 3) + b + 1
                    place = place_of(table, key)
                    if table[place] == key:
                        sums[i + a, j + b] += here * values[place]
    return float(sums[n, m])
