"""How many queries a piece of work asks and how long they take; the slow ones are logged.

A line names the tables and the verb. Never the text, never the values: both tell who was sought.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from time import perf_counter
from typing import Any, Final

import structlog
from django.conf import settings
from django.db import connection

TEXT_MAXIMUM: Final = 20_000
VERBS: Final = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
_NAMED: Final = re.compile(r'"([a-z0-9_]{1,63})"')

log = structlog.get_logger()


@dataclass
class Asked:
    """What one piece of work asked the database.

    Attributes:
        queries: how many.
        seconds: how long they took together.
    """

    queries: int = 0
    seconds: float = 0.0


@contextmanager
def watched() -> Iterator[Asked]:
    """Count and time every query of this thread in this block."""
    asked, threshold = Asked(), settings.NODE.number("logs.slow_query_milliseconds")

    def execute(run: Callable[..., Any], sql: str, *more: object) -> Any:  # noqa: ANN401 - whatever the cursor returns
        began = perf_counter()
        try:
            return run(sql, *more)
        finally:
            seconds = perf_counter() - began
            asked.queries += 1
            asked.seconds += seconds
            if seconds * 1000 >= threshold:
                log.warning(
                    "slow query",
                    milliseconds=round(seconds * 1000),
                    verb=verb_of(sql),
                    tables=tables_of(sql),
                )

    with connection.execute_wrapper(execute):
        yield asked


def verb_of(sql: str) -> str:
    """Return the first word of a statement, if it is one of the four."""
    word = sql[:20].lstrip(" (").split(" ")[0].upper()
    return word if word in VERBS else "other"


def tables_of(sql: str) -> tuple[str, ...]:
    """Return the tables a statement names; a name that is no table's is left out."""
    return tuple(sorted(set(_NAMED.findall(sql[:TEXT_MAXIMUM])) & _tables()))


@cache
def _tables() -> frozenset[str]:
    return frozenset(connection.introspection.django_table_names())
