"""Policy of live questions: data, read strictly. Pure but for that reading.

`resources/policy/live_queries.toml` is read once, at start.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from liaison.core import datafile
from liaison.core.datafile import Table
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
BUREAUS: Final = 200  # 195 other members of INTERPOL
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
    whole = datafile.parse(content, most=MAX_BYTES, refused=PolicyRefused).only(KEYS)
    asking, silent, refused = (_table(whole, name) for name in KEYS)
    return LivePolicy(
        budget=timedelta(milliseconds=asking.number("budget_ms", *BUDGET_MS)),
        candidates=asking.number("candidates", *CANDIDATES),
        offer=timedelta(minutes=asking.number("offer_minutes", *OFFER_MINUTES)),
        silent=silent.several_of("purposes", Purpose),
        refused=_bureaus(refused),
    )


def _table(whole: Table, name: str) -> Table:
    table = whole.table(name).only(KEYS[name])
    table.truth("verified")
    table.text("source", most=MAX_TEXT)
    return table


def _bureaus(table: Table) -> frozenset[str]:
    found = table.words("bureaus", most=BUREAUS)
    if not all(_BUREAU.fullmatch(one) for one in found):
        raise table.wrong("bureaus must be a list of ids")
    return found


POLICY: Final = parse(FILE.read_bytes())
