"""Policy of live questions: data, read strictly. Pure but for that reading.

`resources/policy/live_queries.toml` is read once, at start.
"""

import re
import tomllib
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from liaison.queries.clocks import MAX_BYTES, MAX_TEXT
from liaison.queries.errors import PolicyRefused
from liaison.rules.processing import Purpose

FILE: Final = Path(__file__).resolve().parents[2] / "resources" / "policy" / "live_queries.toml"
KEYS: Final = {
    "asking": {"budget_ms", "candidates", "offer_minutes", "source", "verified"},
    "silent": {"purposes", "source", "verified"},
    "refused": {"bureaus", "source", "verified"},
}
BUDGET_MS: Final = (50, 10_000)
CANDIDATES: Final = (1, 20)
OFFER_MINUTES: Final = (1, 120)
_BUREAU: Final = re.compile(r"[a-z][a-z0-9-]{0,59}(/[a-z0-9-]{1,60}){0,2}")


@dataclass(frozen=True, slots=True)
class LivePolicy:
    """How live questions are asked and answered.

    Attributes:
        budget: how long all bureaus together may take.
        candidates: most that one answer names.
        offer: how long a candidate may be fetched in full.
        silent: purposes for which owners of discreet records learn nothing.
        refused: bureaus that may not ask us.
    """

    budget: timedelta
    candidates: int
    offer: timedelta
    silent: frozenset[Purpose]
    refused: frozenset[str]


def parse(content: bytes) -> LivePolicy:
    """Read a policy.

    Args:
        content: TOML in UTF-8 with the tables asking, silent and refused.

    Raises:
        PolicyRefused: too large, not TOML, a key missing, unknown, malformed or out of bounds.
    """
    if len(content) > MAX_BYTES:
        raise PolicyRefused("file", f"more than {MAX_BYTES} bytes")
    try:
        tables = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyRefused("file", f"not TOML: {error}") from error
    if set(tables) != set(KEYS):
        raise PolicyRefused("file", f"must have the tables {', '.join(KEYS)} and nothing else")
    for name, keys in KEYS.items():
        _check_table(name, tables[name], keys)
    asking = tables["asking"]
    return LivePolicy(
        budget=timedelta(milliseconds=_number(asking, "budget_ms", BUDGET_MS)),
        candidates=_number(asking, "candidates", CANDIDATES),
        offer=timedelta(minutes=_number(asking, "offer_minutes", OFFER_MINUTES)),
        silent=_purposes(tables["silent"]["purposes"]),
        refused=_bureaus(tables["refused"]["bureaus"]),
    )


def _check_table(name: str, table: object, keys: set[str]) -> None:
    if not isinstance(table, dict) or set(table) != keys:
        raise PolicyRefused(name, f"must say {', '.join(sorted(keys))} and nothing else")
    if not isinstance(table["verified"], bool):
        raise PolicyRefused(name, "verified must be true or false")
    said = table["source"]
    if not isinstance(said, str) or not said.strip() or len(said) > MAX_TEXT:
        raise PolicyRefused(name, f"texts must have from 1 to {MAX_TEXT} characters")


def _number(table: dict[str, Any], name: str, bounds: tuple[int, int]) -> int:
    said = table[name]
    if type(said) is not int or not bounds[0] <= said <= bounds[1]:
        raise PolicyRefused(name, f"must be from {bounds[0]} to {bounds[1]}")
    return said


def _purposes(said: object) -> frozenset[Purpose]:
    known = {purpose.value for purpose in Purpose}
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        raise PolicyRefused("silent", "purposes must be a list of texts")
    if unknown := set(said) - known:
        raise PolicyRefused("silent", f"no purpose is called {min(unknown)}")
    return frozenset(Purpose(one) for one in said)


def _bureaus(said: object) -> frozenset[str]:
    if not isinstance(said, list) or not all(
        isinstance(one, str) and _BUREAU.fullmatch(one) for one in said
    ):
        raise PolicyRefused("refused", "bureaus must be a list of ids")
    return frozenset(said)


POLICY: Final = parse(FILE.read_bytes())
