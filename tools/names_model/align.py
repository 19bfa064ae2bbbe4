"""Learns which groups of symbols stand for which groups of letters: EM over all alignments.

A joint many-to-many model: a pair is a row of units, each some native symbols beside some Latin
letters, either side possibly empty. Jiampojamarn, Kondrak and Sherif, Applying Many-to-Many
Alignments and Hidden Markov Models to Letter-to-Phoneme Conversion, NAACL 2007. Rare units are
discounted in each round, so that long units seen once do not memorise the data.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]
LETTERS: Final = 27
# of a thousand symbols, so many are without a partner or have one that nothing explains
ALONE: Final = 0.002
MISMATCH: Final = 0.004
SEEN_LEAST: Final = 1.5  # weight of pairs in which a unit must have been possible
_FULL: Final = 0.6  # of the places of the table


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a unit may be."""

    native: int
    latin: int


def _slot(keys: Longs, key: int) -> int:
    mask = keys.shape[0] - 1
    place = ((key * 0x1E3779B97F4A7C15) >> 20) & mask
    while keys[place] != 0 and keys[place] != key:
        place = (place + 1) & mask
    return int(place)


def _fill(
    keys: Longs,
    start: Floats,
    native: Longs,
    latin: Longs,
    base: int,
    a_max: int,
    b_max: int,
    back_n: Floats,
    back_l: Floats,
    counts: Floats,
    weight: float,
) -> int:
    """Enter every unit of one pair into the table; return how many are new."""
    n, m, new = native.shape[0], latin.shape[0], 0
    for i in range(n):
        key_n, p_n = 0, 1.0
        for a in range(1, min(a_max, n - i) + 1):
            key_n = key_n * base + native[i + a - 1]
            p_n *= back_n[native[i + a - 1]]
            for j in range(m + 1):
                key_l, p_l = 0, 1.0
                for b in range(min(b_max, m - j) + 1):
                    if b > 0:
                        key_l = key_l * LETTERS + latin[j + b - 1]
                        p_l *= back_l[latin[j + b - 1]]
                    if b == 0 and a > 1:
                        continue
                    key = (key_n * LETTERS**b_max + key_l) * 8 + b + 1
                    slot = _slot(keys, key)
                    if keys[slot] == 0:
                        keys[slot] = key
                        start[slot] = p_n * p_l * (0.02 if b == 0 else 0.3 ** abs(a - b) * 0.5**a)
                        new += 1
                    counts[slot] += weight
    return new


def _pass(
    keys: Longs,
    prob: Floats,
    counts: Floats,
    natives: Longs,
    n_at: Longs,
    latins: Longs,
    l_at: Longs,
    weights: Floats,
    base: int,
    a_max: int,
    b_max: int,
    back_n: Floats,
    back_l: Floats,
    insert: Floats,
    insert_counts: Floats,
) -> float:
    """Count every unit in every alignment once; return the log likelihood."""
    total = 0.0
    slots = np.empty((64, 64, a_max, b_max + 1), dtype=np.int64)
    alpha = np.empty((64, 64))
    beta = np.empty((64, 64))
    for pair in range(weights.shape[0]):
        native = natives[n_at[pair] : n_at[pair + 1]]
        latin = latins[l_at[pair] : l_at[pair + 1]]
        n, m = native.shape[0], latin.shape[0]
        alpha[: n + 1, : m + 1] = 0.0
        beta[: n + 1, : m + 1] = 0.0
        alpha[0, 0] = 1.0
        for i in range(n + 1):
            for j in range(m + 1):
                here = alpha[i, j]
                if j < m:
                    alpha[i, j + 1] += here * (insert[latin[j]] + ALONE * back_l[latin[j]])
                if i < n:
                    alpha[i + 1, j] += here * ALONE * back_n[native[i]]
                    if j < m:
                        alpha[i + 1, j + 1] += (
                            here * MISMATCH * back_n[native[i]] * back_l[latin[j]]
                        )
                key_n = 0
                for a in range(1, min(a_max, n - i) + 1):
                    key_n = key_n * base + native[i + a - 1]
                    key_l = 0
                    for b in range(min(b_max, m - j) + 1):
                        if b > 0:
                            key_l = key_l * LETTERS + latin[j + b - 1]
                        if b == 0 and a > 1:
                            continue
                        slot = _slot(keys, (key_n * LETTERS**b_max + key_l) * 8 + b + 1)
                        slots[i, j, a - 1, b] = slot
                        if keys[slot] != 0:
                            alpha[i + a, j + b] += here * prob[slot]
        whole = alpha[n, m]
        if whole <= 0.0:
            continue
        total += weights[pair] * np.log(whole)
        beta[n, m] = weights[pair] / whole
        for i in range(n, -1, -1):
            for j in range(m, -1, -1):
                after = beta[i, j] if i == n and j == m else 0.0
                if j < m:
                    after += beta[i, j + 1] * (insert[latin[j]] + ALONE * back_l[latin[j]])
                    insert_counts[latin[j]] += alpha[i, j] * insert[latin[j]] * beta[i, j + 1]
                if i < n:
                    after += beta[i + 1, j] * ALONE * back_n[native[i]]
                    if j < m:
                        after += (
                            beta[i + 1, j + 1] * MISMATCH * back_n[native[i]] * back_l[latin[j]]
                        )
                for a in range(1, min(a_max, n - i) + 1):
                    for b in range(min(b_max, m - j) + 1):
                        if b == 0 and a > 1:
                            continue
                        slot = slots[i, j, a - 1, b]
                        if keys[slot] != 0 and prob[slot] > 0.0:
                            part = prob[slot] * beta[i + a, j + b]
                            after += part
                            counts[slot] += alpha[i, j] * part
                beta[i, j] = after
    return total


_machine_code = importlib.import_module("numba").njit(cache=True)
_slot = _machine_code(_slot)
_fill = _machine_code(_fill)
_pass = _machine_code(_pass)


def encode(words: list[str], alphabet: dict[str, int]) -> tuple[Longs, Longs]:
    """Return words as one row of numbers and the places where each starts."""
    flat = [alphabet.get(char, 0) for word in words for char in word]
    ends = np.cumsum([0, *(len(word) for word in words)])
    return np.asarray(flat, dtype=np.int64), ends.astype(np.int64)


def background(codes: Longs, weights: Floats, ends: Longs, size: int) -> Floats:
    """Return how frequent each symbol is, none of them impossible."""
    counts = np.full(size, 0.5)
    np.add.at(counts, codes, np.repeat(weights, np.diff(ends)))
    return np.asarray(counts / counts.sum(), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Learned:
    """What the rounds found."""

    keys: Longs
    prob: Floats
    insert: Floats
    back_native: Floats
    back_latin: Floats


def learn(
    natives: tuple[Longs, Longs],
    latins: tuple[Longs, Longs],
    weights: Floats,
    size: int,
    shape: Shape,
    *,
    rounds: int,
    discount: float,
    say: Callable[[str], None],
) -> Learned:
    """Return the units and how probable each is.

    Args:
        natives: native words, from `encode`.
        latins: Latin words, from `encode`.
        weights: how much each pair counts.
        size: how many native symbols there are, the unknown one included.
        shape: how large a unit may be.
        rounds: how often to count.
        discount: expected counts taken from every unit in each round.
        say: called with a line about each round.
    """
    back_n = background(natives[0], weights, natives[1], size)
    back_l = background(latins[0], weights, latins[1], LETTERS)
    room = 1 << 25
    keys, prob = np.zeros(room, dtype=np.int64), np.zeros(room)
    seen = np.zeros(room)
    used = 0
    for pair in range(weights.shape[0]):
        used += _fill(
            keys,
            prob,
            natives[0][natives[1][pair] : natives[1][pair + 1]],
            latins[0][latins[1][pair] : latins[1][pair + 1]],
            size,
            shape.native,
            shape.latin,
            back_n,
            back_l,
            seen,
            weights[pair],
        )
        if used > room * _FULL:
            raise MemoryError("too many units: fewer pairs or smaller units")
    prob[seen < SEEN_LEAST] = 0.0
    insert = back_l * 0.02
    for number in range(rounds):
        counts, insert_counts = np.zeros(room), np.zeros(LETTERS)
        total = _pass(
            keys,
            prob,
            counts,
            *natives,
            *latins,
            weights,
            size,
            shape.native,
            shape.latin,
            back_n,
            back_l,
            insert,
            insert_counts,
        )
        counts = np.maximum(counts - discount * min(1.0, number / 3), 0.0)
        whole = counts.sum() + insert_counts.sum()
        prob, insert = counts / whole, insert_counts / whole
        units = int((prob > 0).sum())
        say(f"round {number}: {total / weights.sum():.4f} nats a pair, {units} units")
    kept = prob > 0
    return Learned(keys[kept], prob[kept], insert, back_n, back_l)
