"""The file of clock classes, resources/policy/clocks.toml: data, read strictly."""

import tomllib
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeVar

from liaison.lib.calendar.clocks import ClockClass
from liaison.lib.calendar.errors import DurationOutOfRange, PolicyUnreadable
from liaison.lib.calendar.periods import Duration, Unit

MAX_BYTES: Final = 32 * 1024
MAX_CLASSES: Final = 50
MAX_NAME: Final = 40
MAX_TEXT: Final = 300
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
_T = TypeVar("_T", int, str, bool)


def read(file: Path) -> Mapping[str, ClockClass]:
    """Read the clock classes of a file.

    Raises:
        PolicyUnreadable: it is not there, or says something that cannot be used.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise PolicyUnreadable("file", f"cannot be read: {error.strerror}") from error
    return parse(content)


def parse(content: bytes) -> Mapping[str, ClockClass]:
    """Read clock classes.

    Args:
        content: TOML in UTF-8, one table for each class, named as it is stored.

    Returns:
        Every class by its name, in the order of the file; cannot be changed.

    Raises:
        PolicyUnreadable: too large, not TOML, or a table missing something, unknown, malformed.
    """
    if len(content) > MAX_BYTES:
        raise PolicyUnreadable("file", f"more than {MAX_BYTES} bytes")
    try:
        tables = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyUnreadable("file", f"not TOML: {error}") from error
    if not 1 <= len(tables) <= MAX_CLASSES:
        raise PolicyUnreadable("file", f"must have 1 to {MAX_CLASSES} classes")
    return MappingProxyType({name: _class(name, table) for name, table in tables.items()})


def _class(name: str, table: object) -> ClockClass:
    if not name.isidentifier() or not name.islower() or len(name) > MAX_NAME:
        raise PolicyUnreadable(name[:MAX_NAME], "a name has small letters, digits and _ only")
    if not isinstance(table, dict) or set(table) != KEYS:
        raise PolicyUnreadable(name, f"must say {', '.join(sorted(KEYS))} and nothing else")
    return ClockClass(
        name=name,
        title=_text(name, table, "title"),
        limit=_limit(name, table),
        warn=_lead(name, table, "warn_minutes"),
        escalate=_lead(name, table, "escalate_minutes"),
        pausable=_of(bool, name, table, "pausable"),
        on_working_day=_of(bool, name, table, "on_working_day"),
        source=_text(name, table, "source"),
        article=_text(name, table, "article"),
        verified=_of(bool, name, table, "verified"),
    )


def _limit(name: str, table: dict[str, object]) -> Duration:
    unit = _of(str, name, table, "unit")
    if unit not in set(Unit):
        raise PolicyUnreadable(name, f"unit must be one of {', '.join(Unit)}")
    try:
        return Duration(_of(int, name, table, "amount"), Unit(unit))
    except DurationOutOfRange as error:
        raise PolicyUnreadable(name, str(error)) from error


def _lead(name: str, table: dict[str, object], key: str) -> timedelta:
    minutes = _of(int, name, table, key)
    if not 0 <= minutes <= MAX_LEAD // _MINUTE:
        raise PolicyUnreadable(name, f"{key} must be from 0 to {MAX_LEAD // _MINUTE}")
    return minutes * _MINUTE


def _text(name: str, table: dict[str, object], key: str) -> str:
    said = _of(str, name, table, key)
    if not said.strip() or len(said) > MAX_TEXT:
        raise PolicyUnreadable(name, f"{key} must have 1 to {MAX_TEXT} characters")
    return said


def _of(kind: type[_T], name: str, table: dict[str, object], key: str) -> _T:
    said = table[key]
    if type(said) is not kind:  # a bool is no number here
        raise PolicyUnreadable(name, f"{key} must be {kind.__name__}")
    return said
