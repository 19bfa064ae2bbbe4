"""How the policy files of casework are read: strictly, at start, one table for each name. Pure."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from liaison.casework.errors import PolicyRefused

FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "policy"
MAX_BYTES: Final = 64 * 1024
MAX_TABLES: Final = 300
MAX_TEXT: Final = 300


def read(content: bytes, *, file: str, keys: frozenset[str]) -> Mapping[str, Mapping[str, object]]:
    """Return the tables of a policy file, each with exactly these keys.

    Args:
        content: TOML in UTF-8.
        file: its name, for a refusal.
        keys: what every table says.

    Raises:
        PolicyRefused: too large, not TOML, no tables or too many, a key missing or unknown.
    """
    if len(content) > MAX_BYTES:
        raise PolicyRefused(file, f"more than {MAX_BYTES} bytes")
    try:
        tables = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyRefused(file, f"not TOML: {error}") from error
    if not 1 <= len(tables) <= MAX_TABLES:
        raise PolicyRefused(file, f"must have 1 to {MAX_TABLES} tables")
    for name, table in tables.items():
        if not isinstance(table, dict) or set(table) != keys:
            raise PolicyRefused(
                f"{file}: {name}", f"must say {', '.join(sorted(keys))} and nothing else"
            )
    return tables


def text(entry: str, said: object, *, empty: bool = False) -> str:
    """Return a text.

    Raises:
        PolicyRefused: it is none, too long, or empty where it must say something.
    """
    if not isinstance(said, str) or len(said) > MAX_TEXT or not (said.strip() or empty):
        raise PolicyRefused(entry, f"must be a text of 1 to {MAX_TEXT} characters")
    return said


def truth(entry: str, said: object) -> bool:
    """Return true or false.

    Raises:
        PolicyRefused: it is neither.
    """
    if not isinstance(said, bool):
        raise PolicyRefused(entry, "must be true or false")
    return said
