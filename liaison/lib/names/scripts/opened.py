"""A learned table in the form the kernel reads, and the best that each side of a pair could have.

Of two long words of one kind a part always fits: what counts besides the sum is how far it stays
below the best spelling of the one word, and below the best word for the other.
"""

import functools
import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from liaison.lib.names.scripts import compiled, kernel, tables

Codes = NDArray[np.int16]
_LEAST: Final = -60.0
_ALONE: Final = math.log(kernel.ALONE)
_CACHED: Final = 1 << 15


class Opened:
    """A table, open for asking."""

    def __init__(self, name: str) -> None:
        """Read a table and lay it out.

        Args:
            name: one of `tables.known()`.
        """
        compiled.load()
        table = self.table = tables.load(name)
        places = table.places()
        self.keys = np.zeros(places, dtype=np.int64)
        self.values = np.zeros(places, dtype=np.float32)
        self.firsts = np.zeros(places, dtype=np.int32)
        scale = kernel.LETTERS**table.latin_most
        kernel.open_table(
            table.keys, np.exp(table.ratios), scale, self.keys, self.values, self.firsts
        )
        units = table.keys >> 3
        self.native_best = _best(units // scale, table.ratios)
        self.latin_best = _best(units % scale, table.ratios)
        self.native = functools.lru_cache(maxsize=_CACHED)(self._native)
        self.latin = functools.lru_cache(maxsize=_CACHED)(self._latin)

    def log_ratio(self, native: str, letters: str) -> float:
        """Return the log of P(native, latin) / (P(native) P(latin)), as the table has it."""
        table = self.table
        found = kernel.likelihood_ratio(
            self.native(native)[0],
            self.latin(letters)[0],
            self.keys,
            self.values,
            self.firsts,
            table.inserts,
            table.base,
            table.native_most,
            table.latin_most,
        )
        return math.log(found) if found > 0 else _LEAST

    def odds(self, native: str, letters: str) -> float:
        """Return the log odds of a pair against words by chance and words nearby.

        Args:
            native: symbols of the script.
            letters: a to z.
        """
        ratio = self.log_ratio(native, letters)
        start, for_ratio, below_native, below_latin = self.table.calibration
        return (
            start
            + for_ratio * ratio
            + below_native * (self.native(native)[1] - ratio)
            + below_latin * (self.latin(letters)[1] - ratio)
        )

    def _native(self, symbols: str) -> tuple[Codes, float]:
        table = self.table
        codes = [table.alphabet.get(char, 0) for char in symbols]
        alone = [_ALONE] * table.base
        best = _best_way(codes, table.base, table.native_most, self.native_best, alone)
        return np.array(codes, dtype=np.int16), best

    def _latin(self, letters: str) -> tuple[Codes, float]:
        table = self.table
        codes = [ord(char) - 96 for char in letters]
        best = _best_way(
            codes, kernel.LETTERS, table.latin_most, self.latin_best, table.lone_letters
        )
        return np.array(codes, dtype=np.int16), best


def _best(groups: NDArray[np.int64], ratios: NDArray[np.float32]) -> dict[int, float]:
    """Return the largest ratio of each group of symbols."""
    found: dict[int, float] = {}
    for group, ratio in zip(groups.tolist(), ratios.tolist(), strict=True):
        if group and ratio > found.get(group, _LEAST):
            found[group] = ratio
    return found


def _best_way(
    codes: list[int], base: int, most: int, best: dict[int, float], alone: list[float]
) -> float:
    """Return the log ratio of the best row of units for one side, whatever the other side is."""
    ways = [0.0] + [len(codes) * _LEAST] * len(codes)
    for place, code in enumerate(codes):
        ways[place + 1] = max(ways[place + 1], ways[place] + alone[code])
        group = 0
        for end in range(place, min(place + most, len(codes))):
            if codes[end] == 0:
                break
            group = group * base + codes[end]
            if group in best:
                ways[end + 1] = max(ways[end + 1], ways[place] + best[group])
    return ways[-1]


@functools.cache
def opened(name: str) -> Opened | None:
    """Return a table, open for asking; none where the package has no such table."""
    return Opened(name) if name in tables.known() else None
