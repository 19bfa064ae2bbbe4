"""Tables of the package that are text: forms of Han characters, habits of family names.

Traditional, simplified and Japanese forms of one character are folded to one. That table is
derived from the character tables of OpenCC (Apache-2.0) by `tools/names_model/fold_han.py`.
"""

import functools
from importlib import resources
from typing import Final

_TABLE: Final = "han_forms.txt"


@functools.cache
def _forms() -> dict[str, str]:
    return {line[0]: line[1] for line in _lines(_TABLE)}


@functools.cache
def habits_of(table: str) -> dict[str, tuple[str, ...]]:
    """Return the usual Latin spellings of each family name of a table, the most usual first.

    Args:
        table: name of a text file in the package: a name, then its spellings, on each line.
    """
    rows = (line.split() for line in _lines(table))
    return {row[0]: tuple(row[1:]) for row in rows}


def _lines(table: str) -> list[str]:
    text = (resources.files(__package__) / "data" / table).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def fold_han(char: str) -> str:
    """Return the simplified form of a character, or the character itself."""
    return _forms().get(char, char)
