"""What came and went since the files were written: one statement, whatever is asked.

On PostgreSQL rows become visible in the order of commits, not of ids: a row counts as covered
when its transaction is older than every one that was still running. SQLite has one writer at a
time, so ids are the order.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.db import connection

from liaison.lib.finding import days
from liaison.lib.finding.types import Document
from liaison.search import terms

DATE: Final = re.compile(r"([0-9]{4}|XXXX)-([0-9]{2}|XX)-([0-9]{2}|XX)")
# the row that never is: a list is never empty, so that there is one form of the statement
_NO_ROW: Final = (0,)
_SQL: Final = """
SELECT b.token, b.pending, {bound}, c.id, c.entry, c.gone, c.written,
       e.names, e.numbers, e.birth
FROM (SELECT 1 AS one) o
LEFT JOIN search_searchbase b ON b.id = 1
LEFT JOIN search_searchchange c ON c.{column} >= %s AND {unseen}
LEFT JOIN search_searchentry e ON e.id = c.entry AND NOT c.gone
ORDER BY c.id
LIMIT %s
"""
_FORMS: Final = {
    "postgresql": {
        "bound": "pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
        "column": "written",
        "unseen": "NOT c.id = ANY(%s)",
    },
    "sqlite": {
        "bound": "(SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence"
        " WHERE name = 'search_searchchange')",
        "column": "id",
        "unseen": "%s IS NOT NULL",
    },
}


class Change(NamedTuple):
    """One row.

    Attributes:
        id: of the row.
        key: of the entry.
        gone: whether it went.
        written: the transaction that wrote it.
        document: what is to be found of it; None when it went, also later.
    """

    id: int
    key: int
    gone: bool
    written: int
    document: Document | None


@dataclass(frozen=True)
class Changes:
    """What one statement said.

    Attributes:
        token: of the files that are of this database; "" when there never were any.
        pending: of those that are being put in place, or "".
        bound: everything before it is among the rows, or was covered before.
        rows: in the order of their ids.
    """

    token: str
    pending: str
    bound: int
    rows: tuple[Change, ...]


def since(covered: int, seen: Iterable[int] = (), *, most: int) -> Changes:
    """Return what came and went.

    Args:
        covered: the bound from which on rows are wanted.
        seen: ids of rows behind it that are known.
        most: at most as many rows, and one more to show that there are.
    """
    form = _FORMS[connection.vendor]
    known: list[int] | int = list(seen or _NO_ROW) if connection.vendor == "postgresql" else 0
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(**form), [covered, known, most + 1])
        rows = cursor.fetchall()
    token, pending, bound = rows[0][:3]
    changes = tuple(_change(row[3:]) for row in rows if row[3] is not None)
    return Changes(token or "", pending or "", int(bound), changes)


def document(
    key: int, names: Sequence[str], numbers: Sequence[Sequence[str]], birth: str
) -> Document:
    """Return what is to be found of an entry.

    Args:
        key: its id.
        names: as written.
        numbers: pairs of scheme and folded number.
        birth: ISO 8601-2, or "".
    """
    parts = DATE.fullmatch(birth)
    known = [None if "X" in part else int(part) for part in parts.groups()] if parts else [None]
    words = tuple(found for name in names if (found := terms.names_of(name)))
    folded = tuple(dict.fromkeys(one for _, one in numbers))
    return Document(key, days.number(*known), words, folded)


def _change(row: Sequence[object]) -> Change:
    number, key, gone, written, names, numbers, birth = row
    found = None
    if names is not None:
        found = document(int(str(key)), _json(names), _json(numbers), str(birth))
    return Change(int(str(number)), int(str(key)), bool(gone), int(str(written)), found)


def _json(value: object) -> Any:  # noqa: ANN401 - what the column holds
    return json.loads(value) if isinstance(value, str) else value
