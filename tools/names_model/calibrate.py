"""Makes log odds of the figures of a table: logistic regression on words it never saw.

True pairs are held-out ones; false pairs are held-out words beside other held-out words, drawn at
random and from those that are spelt alike, three to one.
"""

import random
from typing import Final

import numpy as np
import numpy.typing as npt
from anyascii import anyascii
from rapidfuzz import fuzz, process

from liaison.lib.names.scripts.opened import Opened
from tools.names_model.corpus import Pairs

Floats = npt.NDArray[np.float64]
PAIRS_MOST: Final = 2400
NATIVES_MOST: Final = 4000
RANDOM, NEAR = 6, 2  # false pairs for each true one
_NEAR_ASKED: Final = 6
_DIFFERENT: Final = 90  # at least so much unlike, in per cent, a near word must be
_ROUNDS: Final = 60
_CALM: Final = 1e-3  # keeps factors of figures that tell the same from growing

Drawn = tuple[list[tuple[str, str]], list[tuple[str, str]]]


def draw(measured: Pairs, known: Pairs) -> Drawn:
    """Return true and false pairs of symbols, the same ones every time.

    Args:
        measured: held-out pairs.
        known: all pairs of the table: none of them counts as false.
    """
    chance = random.Random(1)  # noqa: S311 - figures must repeat
    rows = sorted(measured)
    chance.shuffle(rows)
    true = rows[:PAIRS_MOST]
    natives = sorted({native for native, _ in rows})
    sample = chance.sample(natives, min(len(natives), NATIVES_MOST))
    spelt = [_plain(native) for native in sample]
    false: list[tuple[str, str]] = []
    for native, latin in true:
        others = [chance.choice(natives) for _ in range(RANDOM)]
        near = process.extract(latin, spelt, scorer=fuzz.ratio, limit=_NEAR_ASKED)
        close = [sample[place] for _, _, place in near]
        alike = [one for one in close if fuzz.ratio(_plain(one), _plain(native)) < _DIFFERENT]
        others += alike[:NEAR]
        false += [(other, latin) for other in others if (other, latin) not in known]
    return true, false


def _plain(native: str) -> str:
    return "".join(char for char in anyascii(native).lower() if "a" <= char <= "z")


def figures(table: Opened, pairs: list[tuple[str, str]]) -> Floats:
    """Return for each pair its log ratio and how far it is below the best of either side."""
    rows = []
    for native, latin in pairs:
        ratio = table.log_ratio(native, latin)
        rows.append((ratio, table.native(native)[1] - ratio, table.latin(latin)[1] - ratio))
    return np.array(rows, dtype=np.float64)


def calibrate(table: Opened, drawn: Drawn) -> tuple[float, ...]:
    """Return the start and the three factors; 0 is where both are as likely."""
    true, false = (figures(table, pairs) for pairs in drawn)
    rows = np.vstack((true, false))
    truth = np.r_[np.ones(len(true)), np.zeros(len(false))]
    weights = 1.0 / len(rows)
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    inputs = np.c_[np.ones(len(rows)), (rows - middle) / spread]
    factors = np.zeros(inputs.shape[1])
    calm = _CALM * np.diag([0.0, 1.0, 1.0, 1.0])
    for _ in range(_ROUNDS):
        found = 1 / (1 + np.exp(-np.clip(inputs @ factors, -30, 30)))
        slope = inputs.T @ ((found - truth) * weights) + calm @ factors
        curve = (inputs * (found * (1 - found) * weights)[:, None]).T @ inputs + calm
        factors = factors - np.linalg.solve(curve + 1e-9 * np.eye(len(factors)), slope)
    each = factors[1:] / spread
    start = float(factors[0] - each @ middle) + float(np.log(len(false) / len(true)))
    return (start, *(float(one) for one in each))


def recall(scores: Floats, truth: Floats) -> float:
    """Return the share of true pairs above all but one in a hundred of the false ones."""
    false = np.sort(scores[truth == 0])[::-1]
    return float((scores[truth == 1] > false[len(false) // 100]).mean())
