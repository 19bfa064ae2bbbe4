"""The only clock of the house: doors, workers and commands read it; all else takes `now`."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)
