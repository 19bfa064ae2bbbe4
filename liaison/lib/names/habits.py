"""Habits no rule has: Stephen is Steven, Bill is William. For common words, from a table."""

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

FILE: Final = Path(__file__).with_name("data") / "habits.txt"


class Habits(NamedTuple):
    """What a word is written as elsewhere.

    Attributes:
        spellings: the same name, spelt in other ways.
        wholes: names it is short for.
    """

    spellings: tuple[str, ...]
    wholes: tuple[str, ...]


_NONE: Final = Habits((), ())


def habits_of(word: str) -> Habits:
    """Return the habits of a word in Latin letters.

    Args:
        word: a to z.
    """
    return _table().get(word, _NONE)


@functools.cache
def _table() -> Mapping[str, Habits]:
    found = {}
    for line in FILE.read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            word, _, said = line.partition(": ")
            spellings, _, wholes = said.partition("; ")
            found[word] = Habits(tuple(spellings.split()), tuple(wholes.split()))
    return found
