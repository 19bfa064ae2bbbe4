"""How fast one machine may call: a bucket that fills again. One process serves the staff site."""

import math
import threading
from dataclasses import dataclass, field
from typing import Final

from liaison.api.agencies.errors import TooMany
from liaison.core import clock

# a border with a hundred counters, all busy, asks twenty times a second
PER_SECOND: Final = 50
BURST: Final = 200
MACHINES: Final = 10_000


@dataclass
class Bucket:
    """What one machine has left."""

    left: float
    at: float


@dataclass
class Paces:
    """The buckets of all machines that called since the process began."""

    buckets: dict[str, Bucket] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, machine: str, *, at: float) -> float:
        """Take one call; return 0, or after how many seconds there is one.

        Args:
            machine: who calls.
            at: the present moment, in seconds; a clock that is set back refills nothing.
        """
        with self.lock:
            if len(self.buckets) >= MACHINES:
                self.buckets.clear()
            bucket = self.buckets.setdefault(machine, Bucket(BURST, at))
            bucket.left = min(BURST, bucket.left + max(0.0, at - bucket.at) * PER_SECOND)
            bucket.at = at
            if bucket.left < 1:
                return (1 - bucket.left) / PER_SECOND
            bucket.left -= 1
            return 0.0


PACES: Final = Paces()


def check(machine: str) -> None:
    """Refuse a machine that calls too fast.

    Raises:
        TooMany: with the seconds to wait.
    """
    wait = PACES.take(machine, at=clock.now().timestamp())
    if wait > 0:
        raise TooMany(math.ceil(wait))
