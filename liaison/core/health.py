"""Whether this node can work: its database answers, the tables are this program's, a worker lives.

A database that nobody can write shows as a worker that is not heard of any more: a probe that
writes would itself be in the way of a long import.
"""

import enum
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from liaison.core.models import Heartbeat

WORKER: Final = "worker"
# a reader hardly ever waits; who watches waits no twenty seconds
WAIT_MILLISECONDS: Final = 1_000


class Reason(enum.StrEnum):
    """Why a node is not ready, in the order they are looked at; the first one hides the others."""

    DATABASE = "database"
    MIGRATIONS = "migrations"
    WORKER = "worker"


def look(now: datetime) -> Reason | None:
    """Return why this node is not ready, or None when it is. Three queries, all of them reads.

    Args:
        now: the present moment.
    """
    try:
        # a deleted file stays readable for whoever has it open, and is lost with the process
        if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
            return Reason.DATABASE
        with _patience():
            applied = MigrationRecorder(connection).applied_migrations()
            if not _wanted() <= applied.keys():
                return Reason.MIGRATIONS
            return None if _worker_lives(now) else Reason.WORKER
    except DatabaseError:
        # the next look opens a connection of its own
        if not connection.in_atomic_block:
            connection.close()
        return Reason.DATABASE


def _worker_lives(now: datetime) -> bool:
    oldest = now - timedelta(seconds=settings.NODE.number("worker.silent_seconds"))
    return Heartbeat.objects.filter(process=WORKER, at__gte=oldest).exists()


@cache
def _wanted() -> frozenset[tuple[str, str]]:
    """Return the last migration of every room, as this program knows them."""
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    return frozenset((str(app), str(name)) for app, name in graph.leaf_nodes())


class _patience:  # noqa: N801 - used like a function
    """Wait for a locked file no longer than who watches does; elsewhere do nothing."""

    def __enter__(self) -> None:
        self._set(WAIT_MILLISECONDS)

    def __exit__(self, *_: object) -> None:
        options = connection.settings_dict["OPTIONS"]
        self._set(int(options.get("timeout", 5)) * 1_000)

    def _set(self, milliseconds: int) -> None:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout={milliseconds:d}")
