"""Thousands of rows of one table in one prepared statement.

Django's `bulk_create` builds a new statement for every forty rows of a wide table; a file of a
hundred thousand documents spent two thirds of its time there. The values are prepared by the
same fields, so what is stored is the same.
"""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

# fields that store a text unchanged
_TEXTS = frozenset({models.CharField, models.TextField})


def insert(
    table: type[models.Model], columns: tuple[str, ...], rows: Iterable[Sequence[object]]
) -> None:
    """Insert rows, in the caller's transaction.

    Args:
        table: its model.
        columns: attribute names; every column without a default in the database.
        rows: values in the order of the columns.
    """
    names = ", ".join(_name(_field(table, column)) for column in columns)
    places = ", ".join(["%s"] * len(columns))
    into = connection.ops.quote_name(table._meta.db_table)  # noqa: SLF001 - documented API
    # the names are those of our own models, never of anybody's input
    statement = f"INSERT INTO {into} ({names}) VALUES ({places})"  # noqa: S608
    _execute(statement, table, columns, rows)


def update(
    table: type[models.Model], columns: tuple[str, ...], rows: Iterable[Sequence[object]]
) -> None:
    """Update rows by their primary key, in the caller's transaction.

    Args:
        table: its model.
        columns: attribute names of what is written.
        rows: values in the order of the columns, and the primary key after them.
    """
    names = ", ".join(f"{_name(_field(table, column))} = %s" for column in columns)
    key = table._meta.pk  # noqa: SLF001 - documented API
    which = connection.ops.quote_name(table._meta.db_table)  # noqa: SLF001 - documented API
    # the names are those of our own models, never of anybody's input
    statement = f"UPDATE {which} SET {names} WHERE {_name(key)} = %s"  # noqa: S608
    _execute(statement, table, (*columns, key.name), rows)


def _execute(
    statement: str,
    table: type[models.Model],
    columns: tuple[str, ...],
    rows: Iterable[Sequence[object]],
) -> None:
    by_column = [
        _stored(_field(table, column), said)
        for column, said in zip(columns, zip(*rows, strict=True), strict=False)
    ]
    prepared = list(zip(*by_column, strict=True))
    if prepared:
        with connection.cursor() as cursor:
            cursor.executemany(statement, prepared)


def _stored(field: "models.Field[Any, Any]", said: Sequence[object]) -> Sequence[object]:
    """Return what one column stores, in the order of the rows."""
    if type(field) in _TEXTS and set(map(type, said)) == {str}:
        return said  # what is text already is stored as it is
    prepare = _Prepare(field)
    if isinstance(field, models.JSONField):
        # lists and objects have no hash to be remembered by
        return [prepare.stored(value) for value in said]
    return [prepare[value] for value in said]


class _Prepare(dict[Any, Any]):
    """What one column stores for a value; a moment or an id is prepared once for all its rows."""

    def __init__(self, field: "models.Field[Any, Any]") -> None:
        super().__init__()
        self.field = field
        self.connection = connections[DEFAULT_DB_ALIAS]

    def stored(self, value: object) -> object:
        """Return what the column stores."""
        return self.field.get_db_prep_save(value, connection=self.connection)

    def __missing__(self, value: object) -> object:
        stored = self.stored(value)
        self[value] = stored
        return stored


def _field(table: type[models.Model], column: str) -> "models.Field[Any, Any]":
    field = table._meta.get_field(column)  # noqa: SLF001 - Django's documented Model._meta API
    return cast("models.Field[Any, Any]", field)


def _name(field: "models.Field[Any, Any]") -> str:
    return connection.ops.quote_name(cast("str", field.column))
