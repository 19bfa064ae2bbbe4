"""That a process lives, and what it has done: one row for each, written every ten seconds.

The worker and the federation listener answer nobody who watches; the staff site tells of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from liaison.core.models import Heartbeat
from liaison.core.tally import TALLY

EVERY: Final = timedelta(seconds=10)
# a process that ended by `kill -9` is forgotten after this
FORGOTTEN_AFTER: Final = timedelta(hours=1)
LISTED: Final = 50


@dataclass(frozen=True)
class Beat:
    """A process as it was last heard of.

    Attributes:
        process: `worker` or `federation`.
        name: which one of them.
        started_at: since when it runs.
        at: when it was last heard of.
        told: what it has done, as `Tally.told` returned it.
    """

    process: str
    name: str
    started_at: datetime
    at: datetime
    told: Mapping[str, object]


class Pulse:
    """Says that this process lives.

    Args:
        process: `worker` or `federation`.
        name: which one of them; two at a time never have the same one.
        started_at: since when it runs.
    """

    def __init__(self, process: str, name: str, *, started_at: datetime) -> None:
        """Nothing is said yet."""
        self._process = process
        self._name = name
        self._started_at = started_at
        self._said_at: datetime | None = None

    def beat(self, now: datetime) -> bool:
        """Say it if ten seconds have passed; return whether they had.

        Args:
            now: the present moment.
        """
        if self._said_at is not None and now < self._said_at + EVERY:
            return False
        facts = {"process": self._process, "started_at": self._started_at, "at": now}
        with transaction.atomic():
            Heartbeat.objects.update_or_create(
                name=self._name, defaults=facts | {"told": TALLY.told()}
            )
            Heartbeat.objects.filter(at__lt=now - FORGOTTEN_AFTER).delete()
        self._said_at = now
        return True

    def end(self) -> None:
        """Say that this process ends because it was told to."""
        Heartbeat.objects.filter(name=self._name).delete()


def beats() -> tuple[Beat, ...]:
    """Return every process that was heard of within the hour, the last heard first."""
    rows = Heartbeat.objects.order_by("-at")[:LISTED]
    return tuple(Beat(row.process, row.name, row.started_at, row.at, row.told) for row in rows)
