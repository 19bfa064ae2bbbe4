"""The policy files of casework: where they stand, how large they may be. Pure."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from liaison.casework.errors import PolicyRefused
from liaison.core import datafile
from liaison.core.datafile import Table

FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "policy"
MAX_BYTES: Final = 64 * 1024
MAX_TABLES: Final = 300
MAX_NAME: Final = 40
MAX_TEXT: Final = 300


def read(content: bytes, *, file: str, keys: frozenset[str]) -> Mapping[str, Table]:
    """Return the tables of a policy file, each with exactly these keys.

    Args:
        content: TOML in UTF-8.
        file: its name, for a refusal.
        keys: what every table says.

    Raises:
        PolicyRefused: too large, not TOML, no tables or too many, a key missing or unknown.
    """

    def refused(place: str, reason: str) -> PolicyRefused:
        return PolicyRefused(f"{file}: {place}", reason)

    whole = datafile.parse(content, most=MAX_BYTES, refused=refused)
    return {name: table.only(keys) for name, table in whole.each(most=MAX_TABLES).items()}


def check_name(table: Table) -> str:
    """Return a table's name, which is stored and sent abroad.

    Raises:
        PolicyRefused: it has anything but small letters, digits and underscores, or is too long.
    """
    name = table.place
    if not name.isidentifier() or not name.islower() or len(name) > MAX_NAME:
        raise table.wrong("a name has small letters, digits and _ only")
    return name
