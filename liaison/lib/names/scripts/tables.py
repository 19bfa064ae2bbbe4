"""The learned tables of the transliteration model, read from the package on first use.

One file a table, `data/NAME.npz`: the alphabet, the units as numbers, and how much likelier each
is than chance, in sixteenths of a nat. Made by `python -m tools.names_model.learn`; the data it
learned from, all CC0 or MIT, is named in docs/explanation/scripts-and-romanisation.md.
"""

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

LETTERS: Final = 27
STEP: Final = 1 / 16  # of a nat: how finely figures are kept
_ROOM: Final = 3  # places of an open table for each unit, native groups included


@dataclass(frozen=True, slots=True)
class Table:
    """What stands for what in one script.

    Attributes:
        alphabet: number of each native symbol, from 1.
        native_most: most native symbols of a unit.
        latin_most: most letters of a unit.
        keys: the units as numbers.
        ratios: log of how much likelier each unit is than its symbols by chance.
        inserts: for each letter, how much likelier it stands alone than by chance.
        native_chance: log of how frequent each native symbol is.
        latin_chance: log of how frequent each letter is.
        calibration: what makes log odds of a log ratio: a start, a factor for the ratio, and one
            for how far it stays below the best of either side.
    """

    alphabet: dict[str, int]
    native_most: int
    latin_most: int
    keys: NDArray[np.int64]
    ratios: NDArray[np.float32]
    inserts: NDArray[np.float32]
    native_chance: NDArray[np.float32]
    latin_chance: NDArray[np.float32]
    calibration: tuple[float, float, float, float]

    @property
    def lone_letters(self) -> list[float]:
        """Log of how much likelier each letter stands alone than by chance."""
        return [float(value) for value in np.log(self.inserts)]

    @property
    def base(self) -> int:
        """How many native symbols there are, the unknown one included."""
        return len(self.alphabet) + 1

    def places(self) -> int:
        """Return how long an open table of the units is: a power of two."""
        return 1 << max(10, (len(self.keys) * _ROOM).bit_length())


@functools.cache
def known() -> frozenset[str]:
    """Return the names of the tables in the package."""
    folder = resources.files(__package__) / "data"
    return frozenset(one.name[:-4] for one in folder.iterdir() if one.name.endswith(".npz"))


@functools.cache
def load(name: str) -> Table:
    """Return a table.

    Args:
        name: one of `known()`.
    """
    path = resources.files(__package__) / "data" / f"{name}.npz"
    with path.open("rb") as stream, np.load(stream) as stored:
        return Table(
            alphabet={char: number for number, char in enumerate(str(stored["alphabet"]), 1)},
            native_most=int(stored["native_most"]),
            latin_most=int(stored["latin_most"]),
            keys=np.cumsum(stored["keys"], dtype=np.int64),
            ratios=stored["ratios"].astype(np.float32) * np.float32(STEP),
            inserts=np.exp(stored["inserts"].astype(np.float32)),
            native_chance=stored["native_chance"].astype(np.float32),
            latin_chance=stored["latin_chance"].astype(np.float32),
            calibration=_four(stored["calibration"]),
        )


@functools.cache
def letters() -> list[list[list[float]]]:
    """Return how much likelier a letter is after two others than anywhere, as logs.

    Letters are 1 to 26; 0 is before the word and after it.
    """
    path = resources.files(__package__) / "data" / "letters.npy"
    with path.open("rb") as stream:
        stored = np.load(stream).astype(np.float32) * np.float32(STEP)
    found: list[list[list[float]]] = stored.tolist()
    return found


def _four(values: NDArray[np.float32]) -> tuple[float, float, float, float]:
    start, ratio, native, latin = (float(value) for value in values)
    return start, ratio, native, latin
