"""Somebody else who holds the database, and a database that is away: no mock, real ones."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection

# milliseconds that whoever comes second waits here; on a node it is twenty seconds
PATIENCE = 50


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _wait(milliseconds: int) -> None:
    if connection.vendor == "sqlite":
        _run(f"PRAGMA busy_timeout={milliseconds:d}")
    else:
        _run(f"SET lock_timeout = {milliseconds:d}")


@contextmanager
def held() -> Iterator[None]:
    """Hold everything for writing in a connection of its own; what was written can be read."""
    other = connection.copy()
    _wait(PATIENCE)
    try:
        with other.cursor() as cursor:
            if other.vendor == "sqlite":
                cursor.execute("BEGIN IMMEDIATE")
            else:
                tables = ", ".join(model._meta.db_table for model in apps.get_models())
                cursor.execute("BEGIN")
                cursor.execute(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
            yield
            cursor.execute("ROLLBACK")
    finally:
        other.close()
        _wait(20_000)


@contextmanager
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the next connection go to where no database is."""
    name = "NAME" if connection.vendor == "sqlite" else "HOST"
    connection.close()
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, name, "/nowhere/at/all")
        yield
        connection.close()
