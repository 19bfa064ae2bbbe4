"""How long the owner of a record has to confirm: data, read strictly, never a constant in code.

`resources/policy/confirmation.toml` is read once, at start. Pure but for that reading.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

from liaison.queries.errors import PolicyRefused
from liaison.queries.states import Urgency

FILE: Final = Path(__file__).resolve().parents[2] / "resources" / "policy" / "confirmation.toml"
MAX_BYTES: Final = 16 * 1024
MAX_TEXT: Final = 300
KEYS: Final = frozenset({"minutes", "source", "article", "verified"})
# beyond a week nobody waits at a post any more, and no other bureau may make us wait longer
LONGEST: Final = timedelta(days=7)
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """One clock, with where it comes from.

    Attributes:
        length: how long the owner has.
        source: where the figure was found.
        article: what it applies to there.
        verified: whether a person checked it against the source.
    """

    length: timedelta
    source: str
    article: str
    verified: bool


def parse(content: bytes) -> Mapping[Urgency, Limit]:
    """Read a file of clocks.

    Args:
        content: TOML in UTF-8, one table for each urgency.

    Returns:
        Every urgency with its limit; cannot be changed.

    Raises:
        PolicyRefused: too large, not TOML, a clock missing, unknown, malformed or out of bounds.
    """
    if len(content) > MAX_BYTES:
        raise PolicyRefused("file", f"more than {MAX_BYTES} bytes")
    try:
        tables = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyRefused("file", f"not TOML: {error}") from error
    if set(tables) != {urgency.value for urgency in Urgency}:
        raise PolicyRefused("file", "must have the tables urgent and routine and nothing else")
    limits = {urgency: _limit(urgency.value, tables[urgency.value]) for urgency in Urgency}
    if limits[Urgency.URGENT].length > limits[Urgency.ROUTINE].length:
        raise PolicyRefused("urgent", "must not be longer than routine")
    return MappingProxyType(limits)


def _limit(name: str, table: object) -> Limit:
    if not isinstance(table, dict) or set(table) != KEYS:
        raise PolicyRefused(name, f"must say {', '.join(sorted(KEYS))} and nothing else")
    minutes, verified = table["minutes"], table["verified"]
    if type(minutes) is not int or not 1 <= minutes <= LONGEST // _MINUTE:
        raise PolicyRefused(name, f"minutes must be from 1 to {LONGEST // _MINUTE}")
    if not isinstance(verified, bool):
        raise PolicyRefused(name, "verified must be true or false")
    return Limit(
        length=minutes * _MINUTE,
        source=_text(name, table["source"]),
        article=_text(name, table["article"]),
        verified=verified,
    )


def _text(name: str, said: object) -> str:
    if not isinstance(said, str) or not said.strip() or len(said) > MAX_TEXT:
        raise PolicyRefused(name, f"texts must have from 1 to {MAX_TEXT} characters")
    return said


LIMITS: Final = parse(FILE.read_bytes())
