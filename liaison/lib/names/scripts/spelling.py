"""Latin spellings of a word out of the learned tables: what attested names make likely."""

import functools
import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from liaison.lib.names.scripts import tables
from liaison.lib.names.scripts.lattice import READINGS_MAXIMUM, Reading

_UNITS_MOST: Final = 6  # spellings of one group of symbols that are tried; ten find no more
_BEAM: Final = 8  # a wider one takes four times as long and finds the same
_UNKNOWN_COST: Final = 6.0
_EDGE: Final = ord("`")  # the character before a: number 0
LETTERS_SHARE: Final = 0.5  # of what the letters alone say; units know some of it already

_Piece = tuple[str, float]
_KEPT: Final = 1 << 16  # groups of symbols whose spellings are remembered


@functools.cache
def _natives(name: str) -> NDArray[np.int64]:
    """Return the native side of every unit of a table, ascending as its keys are."""
    table = tables.load(name)
    found: NDArray[np.int64] = table.keys // 8 // tables.LETTERS**table.latin_most
    return found


@functools.lru_cache(maxsize=_KEPT)
def _pieces(name: str, group: tuple[int, ...]) -> tuple[_Piece, ...]:
    """Return the likeliest spellings of a group of symbols, with their log probability.

    Found when asked for: making all of a table ready takes a second, and a word asks for ten.
    """
    if group[0] == 0:  # no unit begins with a symbol the table does not know
        return ()
    table = tables.load(name)
    native = functools.reduce(lambda number, code: number * table.base + code, group, 0)
    first, last = np.searchsorted(_natives(name), (native, native + 1))
    scale = tables.LETTERS**table.latin_most
    chance = float(np.sum(table.native_chance[list(group)]))
    found: list[_Piece] = []
    for key, ratio in zip(
        table.keys[first:last].tolist(), table.ratios[first:last].tolist(), strict=True
    ):
        numbers = _digits(key // 8 % scale, tables.LETTERS)
        text = "".join(chr(96 + number) for number in numbers)
        found.append((text, ratio + (chance + float(np.sum(table.latin_chance[list(numbers)])))))
    return tuple(sorted(found, key=lambda one: (-one[1], one[0]))[:_UNITS_MOST])


def _digits(number: int, base: int) -> tuple[int, ...]:
    found: list[int] = []
    while number:
        number, rest = divmod(number, base)
        found.append(rest)
    return tuple(reversed(found))


def spell(
    name: str, symbols: str, most: int = READINGS_MAXIMUM, share: float = LETTERS_SHARE
) -> tuple[Reading, ...]:
    """Return the likeliest Latin spellings of a word.

    Args:
        name: of the table; an unknown one spells nothing.
        symbols: the word as symbols of its script.
        most: how many to return.
        share: of what Latin letters say by themselves.
    """
    if name not in tables.known():
        return ()
    table = tables.load(name)
    codes = [table.alphabet.get(char, 0) for char in symbols]
    beams: list[dict[str, float]] = [{} for _ in range(len(codes) + 1)]
    beams[0][""] = 0.0
    for place, code in enumerate(codes):
        kept = _first(beams[place], _BEAM)
        for size in range(1, min(table.native_most, len(codes) - place) + 1):
            group = tuple(codes[place : place + size])
            skipped = (
                (("", float(table.native_chance[code]) - _UNKNOWN_COST),) if size == 1 else ()
            )
            for piece, value in _pieces(name, group) or skipped:
                for text, total in kept:
                    fits = share * _letters_fit(text, piece)
                    _enter(beams[place + size], text + piece, total + value + fits)
    ended = {
        text: value + share * _letters_fit(text, "`") for text, value in beams[-1].items() if text
    }
    best = _first(ended, most)
    top = best[0][1] if best else 0.0
    return tuple(Reading(text, round(top - value, 3)) for text, value in best)


def _first(beam: dict[str, float], most: int) -> list[tuple[str, float]]:
    return sorted(beam.items(), key=lambda one: (-one[1], one[0]))[:most]


def _enter(beam: dict[str, float], text: str, value: float) -> None:
    """Add one more way to write a text: probabilities of ways add up."""
    if text in beam:
        low, high = sorted((beam[text], value))
        value = high + math.log1p(math.exp(low - high))
    beam[text] = value


@functools.lru_cache(maxsize=1 << 16)
def _fit_after(before: str, piece: str) -> float:
    """Return how well letters follow two others, in nats; "`" is the edge of the word."""
    table, total = tables.letters(), 0.0
    first, second = (ord(char) - _EDGE for char in before)
    for char in piece:
        code = ord(char) - _EDGE
        total += table[first][second][code]
        first, second = second, code
    return total


def _letters_fit(text: str, piece: str) -> float:
    return _fit_after(("``" + text)[-2:], piece)
