"""How long the owner of a record has to confirm: data, read strictly, never a constant in code.

`resources/policy/confirmation.toml` is read once, at start. Pure but for that reading.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

from liaison.core import datafile
from liaison.core.datafile import Table
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
    whole = datafile.parse(content, most=MAX_BYTES, refused=PolicyRefused).only(Urgency)
    limits = {urgency: _limit(whole.table(urgency)) for urgency in Urgency}
    if limits[Urgency.URGENT].length > limits[Urgency.ROUTINE].length:
        raise PolicyRefused("urgent", "must not be longer than routine")
    return MappingProxyType(limits)


def _limit(table: Table) -> Limit:
    table.only(KEYS)
    return Limit(
        length=table.number("minutes", 1, LONGEST // _MINUTE) * _MINUTE,
        source=table.text("source", most=MAX_TEXT),
        article=table.text("article", most=MAX_TEXT),
        verified=table.truth("verified"),
    )


LIMITS: Final = parse(FILE.read_bytes())
