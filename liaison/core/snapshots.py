"""A database that stands still, as rooms may ask it while a backup is made."""

from collections.abc import Sequence
from typing import Any, Protocol

from django.db import connection, models


class Cursor(Protocol):
    """As much of a cursor as a question to a snapshot needs; SQLite's and PostgreSQL's have it."""

    def execute(self, sql: str, /) -> object:
        """Ask."""

    def fetchone(self) -> Any:  # noqa: ANN401 - as the database answers
        """Return the next row, or None."""

    def fetchmany(self, size: int, /) -> Sequence[Any]:
        """Return the next rows."""


def table(model: type[models.Model]) -> str:
    """Return the quoted name of a room's table."""
    return connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 - Django's own word
