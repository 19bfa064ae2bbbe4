"""Costs of letters by expectation maximisation, and weights by logistic regression.

The model of spellings is a memoryless transducer with edits of one letter for one, for none, and
of two for one (Ristad and Yianilos, IEEE PAMI 20 (1998)). All of it is numpy; the loops are
compiled by numba.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numba import njit
from numpy.typing import NDArray

Array = NDArray[Any]
LETTERS: Final = 27
LONGEST: Final = 24
ROUNDS: Final = 8
FIRST_ROUNDS: Final = 4
RARE: Final = 2.0  # an edit of two letters met less often than this is none
STEPS: Final = 16
WORST: Final = 0.07  # of the pairs is no spelling at all and is left out


@njit(cache=True)
def _sums(x: Array, y: Array, one: Array, two: Array, pair: Array) -> tuple[Array, Array]:
    rows, columns = len(x), len(y)
    ahead = np.zeros((rows + 1, columns + 1))
    back = np.zeros((rows + 1, columns + 1))
    ahead[0, 0] = back[rows, columns] = 1.0
    for i in range(rows + 1):
        for j in range(columns + 1):
            if i > 0:
                ahead[i, j] += ahead[i - 1, j] * one[x[i - 1], 0]
            if j > 0:
                ahead[i, j] += ahead[i, j - 1] * one[0, y[j - 1]]
            if i > 0 and j > 0:
                ahead[i, j] += ahead[i - 1, j - 1] * one[x[i - 1], y[j - 1]]
            if i > 1 and j > 0:
                ahead[i, j] += ahead[i - 2, j - 1] * two[x[i - 2], x[i - 1], y[j - 1]]
            if i > 0 and j > 1:
                ahead[i, j] += ahead[i - 1, j - 2] * pair[x[i - 1], y[j - 2], y[j - 1]]
    for i in range(rows, -1, -1):
        for j in range(columns, -1, -1):
            if i < rows:
                back[i, j] += back[i + 1, j] * one[x[i], 0]
            if j < columns:
                back[i, j] += back[i, j + 1] * one[0, y[j]]
            if i < rows and j < columns:
                back[i, j] += back[i + 1, j + 1] * one[x[i], y[j]]
            if i < rows - 1 and j < columns:
                back[i, j] += back[i + 2, j + 1] * two[x[i], x[i + 1], y[j]]
            if i < rows and j < columns - 1:
                back[i, j] += back[i + 1, j + 2] * pair[x[i], y[j], y[j + 1]]
    return ahead, back


@njit(cache=True)
def _expect(
    xs: Array, xo: Array, ys: Array, yo: Array, old: tuple[Array, ...], new: tuple[Array, ...]
) -> Array:
    one, two, pair = old
    found = np.zeros(len(xo) - 1)
    for k in range(len(xo) - 1):
        x, y = xs[xo[k] : xo[k + 1]], ys[yo[k] : yo[k + 1]]
        ahead, back = _sums(x, y, one, two, pair)
        whole = ahead[len(x), len(y)]
        if whole <= 0:
            continue
        found[k] = np.log(whole) / max(len(x), len(y))
        for i in range(len(x) + 1):
            for j in range(len(y) + 1):
                after = back[i, j] / whole
                a = x[i - 1] if i > 0 else 0
                b = y[j - 1] if j > 0 else 0
                if i > 0:
                    new[0][a, 0] += ahead[i - 1, j] * one[a, 0] * after
                if j > 0:
                    new[0][0, b] += ahead[i, j - 1] * one[0, b] * after
                if i > 0 and j > 0:
                    new[0][a, b] += ahead[i - 1, j - 1] * one[a, b] * after
                if i > 1 and j > 0:
                    new[1][x[i - 2], a, b] += ahead[i - 2, j - 1] * two[x[i - 2], a, b] * after
                if i > 0 and j > 1:
                    new[2][a, y[j - 2], b] += ahead[i - 1, j - 2] * pair[a, y[j - 2], b] * after
    return found


def learn(pairs: list[tuple[str, str]], symmetric: bool) -> Array:  # noqa: FBT001 - one caller
    """Return what letters cost, in sixteenths of a nat, as the kernels read it.

    Args:
        pairs: spellings of one name each, a to z only.
        symmetric: whether neither side is the original.
    """
    if symmetric:
        pairs = pairs + [(b, a) for a, b in pairs]
    tables, fits = _rounds(pairs, FIRST_ROUNDS)
    worst = np.quantile(fits, WORST)
    kept = [pair for pair, fit in zip(pairs, fits, strict=True) if fit > worst]
    tables, _ = _rounds(kept, ROUNDS)
    return _costs(*tables)


def _rounds(pairs: list[tuple[str, str]], rounds: int) -> tuple[tuple[Array, ...], Array]:
    xs, xo = _coded([pair[0] for pair in pairs])
    ys, yo = _coded([pair[1] for pair in pairs])
    one = np.full((LETTERS, LETTERS), 2e-5)
    one[0] = one[:, 0] = 1e-3
    one[range(1, LETTERS), range(1, LETTERS)] = 0.03
    one[0, 0] = 0.0
    two = np.full((LETTERS, LETTERS, LETTERS), 2e-7)
    two[0] = two[:, 0] = two[:, :, 0] = 0.0
    tables: tuple[Array, ...] = (one, two, two.copy())
    fits = np.zeros(len(pairs))
    for _ in range(rounds):
        counts = tuple(np.zeros_like(table) for table in tables)
        fits = _expect(xs, xo, ys, yo, tables, counts)
        counts[1][counts[1] < RARE] = 0
        counts[2][counts[2] < RARE] = 0
        counts[0][...] += 0.3
        counts[0][0, 0] = 0
        total = sum(table.sum() for table in counts)
        tables = tuple(table / total for table in counts)
    return tables, fits


def _coded(words: Sequence[str]) -> tuple[Array, Array]:
    codes = [[ord(char) - 96 for char in word[:LONGEST]] for word in words]
    ends = np.cumsum([0, *(len(one) for one in codes)])
    return np.array([code for one in codes for code in one], dtype=np.uint8), ends


def _costs(one: Array, two: Array, pair: Array) -> Array:
    ours = one.sum(1) + two.sum((1, 2)) + two.sum((0, 2)) + pair.sum((1, 2))
    theirs = one.sum(0) + two.sum((0, 1)) + pair.sum((0, 2)) + pair.sum((0, 1))
    logs = []
    for met in (ours, theirs):
        met[0] = 0
        log = np.log(np.maximum(met / met.sum(), 1e-4)) / 2
        log[0] = 0
        logs.append(log)
    a, b = logs
    with np.errstate(divide="ignore"):
        found = (
            a[:, None] + b - np.log(one),
            a[:, None, None] + a[:, None] + b - np.log(two),
            a[:, None, None] + b[:, None] + b - np.log(pair),
        )
    flat = np.concatenate([table.ravel() for table in found])
    found_steps: Array = np.clip(np.round(np.nan_to_num(flat, posinf=99) * STEPS), 0, 255)
    return found_steps.astype(np.uint8)


def letters(met: Mapping[str, int]) -> Array:
    """Return how rare each letter is after each other, in nats; 0 stands for the edge."""
    counts = np.full((LETTERS, LETTERS), 0.5)
    for word, many in met.items():
        codes = [0, *(ord(char) - 96 for char in word), 0]
        for before, after in pairwise(codes):
            counts[before, after] += min(many, 20)
    found: Array = -np.log(counts / counts.sum(1, keepdims=True))
    return found.ravel().astype(np.float32)


def balanced(truths: Sequence[Array], shares: Sequence[float] = ()) -> Array:
    """Return the weight of each row: every set its share, its right and wrong rows the same."""
    found = [
        np.where(one > 0, 0.5 / max(one.sum(), 1.0), 0.5 / max((1 - one).sum(), 1.0)) * share
        for one, share in zip(truths, shares or [1.0] * len(truths), strict=True)
    ]
    joined = np.concatenate(found)
    whole: Array = joined * (len(joined) / joined.sum())
    return whole


def logistic(rows: Array, truth: Array, weight: Array, keep: float = 0.3) -> Array:
    """Return intercept and slopes of a logistic regression, by Newton's method.

    Args:
        rows: a row each.
        truth: 1 or 0.
        weight: of each row.
        keep: how strongly slopes are held at 0.
    """
    matrix = np.column_stack([np.ones(len(rows)), rows]).astype(float)
    found: Array = np.zeros(matrix.shape[1])
    held = np.diag([1e-6, *[keep] * rows.shape[1]])
    for _ in range(50):
        share = 1 / (1 + np.exp(-np.clip(matrix @ found, -30, 30)))
        slope = matrix.T @ (weight * (share - truth)) + held @ found
        bend = (matrix * (weight * share * (1 - share))[:, None]).T @ matrix + held
        step = np.linalg.solve(bend, slope)
        found -= step
        if math.sqrt(float(step @ step)) < 1e-6:  # noqa: PLR2004 - it stands
            break
    return found


def f1(points: Array, truth: Array, threshold: float) -> float:
    """Return the harmonic mean of precision and recall at a threshold."""
    taken = points >= threshold
    right = float(truth[taken].sum())
    return 2 * right / float(taken.sum() + truth.sum()) if right else 0.0
