"""Surnames that the same family writes in different ways: `resources/names/surnames.toml`, read.

Korean and Chinese surnames are few and their Latin spellings are settled by habit, not by rule,
so a table does what no rule can. The file says where each list comes from.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

FILE: Final = Path(__file__).resolve().parents[3] / "resources" / "names" / "surnames.toml"


def parse(content: bytes) -> Mapping[str, tuple[str, ...]]:
    """Read a table of surnames.

    Args:
        content: TOML: tables `hangul` and `han`, each character with its Latin spellings.

    Returns:
        Every character with its spellings, the first one by rule.
    """
    tables = tomllib.loads(content.decode())
    found = {
        sign: tuple(spellings)
        for name in ("hangul", "han")
        for sign, spellings in tables[name].items()
    }
    return MappingProxyType(found)


def _families(spellings: Mapping[str, tuple[str, ...]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for sign, written in spellings.items():
        for one in written:
            found.setdefault(one, set()).add(sign)
    return MappingProxyType({one: frozenset(signs) for one, signs in found.items()})


SPELLINGS: Final = parse(FILE.read_bytes())
FAMILIES: Final = _families(SPELLINGS)
