"""Periodic work of the log: the sequencer comes by every second."""

from datetime import datetime, timedelta
from typing import Final

from liaison.audit import services

EVERY: Final = timedelta(seconds=1)
# Half a million leaves in one visit; the next second brings the next visit.
MAX_CHUNKS: Final = 50


def integrate(now: datetime) -> None:
    """Integrate what is waiting, a transaction per chunk, so that writers get in between.

    Args:
        now: The moment of the checkpoints.
    """
    for _ in range(MAX_CHUNKS):
        if services.integrate(now=now) is None:
            return
