"""The learned figures: costs of letters, how common parts are, weights of the sum."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

FILE: Final = Path(__file__).with_name("weights.npz")


@dataclass(frozen=True, slots=True)
class Weights:
    """What `tools/learn_names.py` learned.

    Attributes:
        costs: of letters, by class, in sixteenths of a nat.
        common: nats by the CRC of a common part.
        letters: nats of a letter after another.
        pairs: weights of pairs of parts, by class.
        names: weights of a name: a row for one script, a row for two.
        skip: cost of a part without partner while pairing.
    """

    costs: NDArray[np.uint8]
    common: Mapping[int, float]
    letters: tuple[float, ...]
    pairs: NDArray[np.float32]
    names: NDArray[np.float32]
    skip: float


@functools.cache
def load() -> Weights:
    """Return the figures shipped with the library."""
    with np.load(FILE) as held:
        common = dict(
            zip(held["common_keys"].tolist(), (held["common_nats"] / 16).tolist(), strict=True)
        )
        return Weights(
            costs=held["costs"],
            common=common,
            letters=tuple(held["letters"].tolist()),
            pairs=held["pairs"],
            names=held["names"],
            skip=float(held["skip"]),
        )
