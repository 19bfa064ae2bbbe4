"""The file of clock classes, resources/policy/clocks.toml: data, read strictly."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

from liaison.casework import tables
from liaison.core.datafile import Table
from liaison.lib.calendar.clocks import ClockClass
from liaison.lib.calendar.periods import LONGEST, Duration, Unit

FILE: Final = "clocks.toml"
# no warning and no escalation is further from the end than this
MAX_LEAD: Final = timedelta(days=30)
KEYS: Final = frozenset(
    {
        "title",
        "amount",
        "unit",
        "warn_minutes",
        "escalate_minutes",
        "pausable",
        "on_working_day",
        "source",
        "article",
        "verified",
    }
)
_MINUTE: Final = timedelta(minutes=1)


def parse(content: bytes) -> Mapping[str, ClockClass]:
    """Read clock classes.

    Args:
        content: TOML in UTF-8, one table for each class, named as it is stored.

    Returns:
        Every class by its name, in the order of the file; cannot be changed.

    Raises:
        PolicyRefused: too large, not TOML, or a table missing something, unknown, malformed.
    """
    said = tables.read(content, file=FILE, keys=KEYS)
    return MappingProxyType({name: _class(table) for name, table in said.items()})


def _class(table: Table) -> ClockClass:
    return ClockClass(
        name=tables.check_name(table),
        title=table.text("title", most=tables.MAX_TEXT),
        limit=_limit(table),
        warn=_lead(table, "warn_minutes"),
        escalate=_lead(table, "escalate_minutes"),
        pausable=table.truth("pausable"),
        on_working_day=table.truth("on_working_day"),
        source=table.text("source", most=tables.MAX_TEXT),
        article=table.text("article", most=tables.MAX_TEXT),
        verified=table.truth("verified"),
    )


def _limit(table: Table) -> Duration:
    unit = table.one_of("unit", Unit)
    return Duration(table.number("amount", 1, LONGEST[unit]), unit)


def _lead(table: Table, key: str) -> timedelta:
    return table.number(key, 0, MAX_LEAD // _MINUTE) * _MINUTE
