"""How fast somebody may call: buckets that fill again. Bounded memory of one process."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

# callers remembered; whoever was away longest is forgotten first, and begins with a full bucket
MEMORY = 10_000


@dataclass
class Bucket:
    """What one caller has left.

    Attributes:
        left: calls.
        at: when it was last filled, in seconds.
        refused: whether the last call found it empty.
    """

    left: float
    at: float
    refused: bool = False


@dataclass
class Paces:
    """The buckets of all callers since the process began; safe for its threads.

    Attributes:
        per_second: how fast a bucket fills.
        burst: how much it holds: calls in a row.
    """

    per_second: float
    burst: float
    buckets: OrderedDict[str, Bucket] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, caller: str, *, at: float) -> float:
        """Take one call; return 0, or after how many seconds there is one.

        Args:
            caller: who calls.
            at: the present moment, in seconds; a clock that is set back refills nothing.
        """
        return self.asked(caller, at=at)[0]

    def asked(self, caller: str, *, at: float) -> tuple[float, bool]:
        """Take one call; say how long to wait, and whether this is the first refusal of a row.

        Args:
            caller: as `take`.
            at: as `take`.
        """
        with self.lock:
            bucket = self.buckets.setdefault(caller, Bucket(self.burst, at))
            self.buckets.move_to_end(caller)
            if len(self.buckets) > MEMORY:
                self.buckets.popitem(last=False)
            filled = max(0.0, at - bucket.at) * self.per_second
            bucket.left, bucket.at = min(self.burst, bucket.left + filled), at
            if bucket.left < 1:
                first, bucket.refused = not bucket.refused, True
                return (1 - bucket.left) / self.per_second, first
            bucket.left -= 1
            # a trickle of calls does not end the row: half a bucket does
            bucket.refused = bucket.refused and bucket.left < self.burst / 2
            return 0.0, False
