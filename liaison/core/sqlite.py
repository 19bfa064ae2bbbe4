"""What is erased must leave the disk: SQLite's write-ahead log keeps old pages until it is cut."""

from datetime import datetime

from django.db import OperationalError, connection


def forget_erased() -> None:
    """Write the log back and cut it to nothing, outside any transaction; elsewhere do nothing.

    A reader in the middle of something keeps the old pages alive; then the next call cuts them.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except OperationalError:
        # somebody is writing: the periodic call comes again
        return


def forget_erased_now(_now: datetime) -> None:
    """See `forget_erased`; as periodic work is called."""
    forget_erased()
