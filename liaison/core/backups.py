"""When the last backup was made, and which one: for whoever watches that there is one."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from liaison.core.models import Backup


@dataclass(frozen=True)
class BackupFacts:
    """One backup that was written as a whole.

    Attributes:
        made_at: the moment of what it holds.
        size: bytes of the file.
        digest: hex SHA-256 of the file.
        missing: files that were erased while it was made.
    """

    made_at: datetime
    size: int
    digest: str
    missing: int


def note(facts: BackupFacts) -> None:
    """Remember a backup, in the caller's transaction."""
    Backup.objects.create(
        made_at=facts.made_at, size=facts.size, digest=facts.digest, missing=facts.missing
    )


def table_is_there() -> bool:
    """Return whether this database has a place for it: one of an older Liaison has none."""
    return Backup._meta.db_table in connection.introspection.table_names()  # noqa: SLF001


def last() -> BackupFacts | None:
    """Return the newest backup, or None where none was made; one query."""
    row = Backup.objects.order_by("-made_at").first()
    return BackupFacts(row.made_at, row.size, row.digest, row.missing) if row else None
