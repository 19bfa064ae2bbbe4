"""Which faults of the database pass by themselves: somebody holds it, it is away, it is full.

The driver's own numbers decide, never the text of an error. Everything else (a table that is
missing, a broken constraint) is a fault of ours and stays one.
"""

import enum
from typing import Final

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError

from liaison.core.tally import TALLY

log = structlog.get_logger()

# after how many seconds it is worth asking again; whoever waited has waited twenty already
RETRY_SECONDS: Final = 5


class Cause(enum.StrEnum):
    """Why the database takes nothing at this moment."""

    LOCKED = "locked"
    AWAY = "away"
    FULL = "full"


# https://www.sqlite.org/rescode.html, the low byte: BUSY, LOCKED; IOERR, CANTOPEN; FULL
_SQLITE: Final = {
    5: Cause.LOCKED,
    6: Cause.LOCKED,
    10: Cause.AWAY,
    14: Cause.AWAY,
    13: Cause.FULL,
}
# PostgreSQL's appendix A: lock not available, cancelled by a timeout, deadlock, serialisation,
# idle in a transaction for too long; too many connections; no room on the disk, or in memory
_POSTGRESQL: Final = {
    "55P03": Cause.LOCKED,
    "57014": Cause.LOCKED,
    "40P01": Cause.LOCKED,
    "40001": Cause.LOCKED,
    "25P03": Cause.AWAY,
    "53300": Cause.AWAY,
    "53100": Cause.FULL,
    "53200": Cause.FULL,
}
# classes: connection exception, operator intervention (shutting down, starting up), system error
_AWAY_CLASSES: Final = ("08", "57", "58")


def cause_of(error: BaseException | None) -> Cause | None:
    """Return why the database took nothing, or None when the error is of another kind.

    Args:
        error: what was raised; the driver's error is its cause.
    """
    if not isinstance(error, DatabaseError | InterfaceError):
        return None
    driver = error.__cause__
    number = getattr(driver, "sqlite_errorcode", None)
    if isinstance(number, int):
        return _SQLITE.get(number & 0xFF)
    state = getattr(driver, "sqlstate", None)
    if isinstance(state, str):
        return _POSTGRESQL.get(state, Cause.AWAY if state.startswith(_AWAY_CLASSES) else None)
    # a server that was never reached gives no number
    return Cause.AWAY if isinstance(error, OperationalError | InterfaceError) else None


def tell(cause: Cause, **asked: str) -> None:
    """Write that a call met a database that takes nothing, and count it.

    Args:
        cause: why it takes nothing.
        asked: `view` or `operation`, our own name of what was called; never what was sent.
    """
    log.warning("database busy", code=cause.value, door=settings.DOOR, **asked)
    TALLY.add("busy", settings.DOOR, cause.value)
