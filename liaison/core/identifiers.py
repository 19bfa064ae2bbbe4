"""Identifiers that sort by the time they were made: UUID version 7 (RFC 9562 section 5.7)."""

import os
import threading
import uuid
from datetime import datetime

_VERSION = 0x7 << 76
_VARIANT = 0x2 << 62
# what is made in one millisecond is counted (RFC 9562 section 6.2, method 1): 26 bits, of which
# the first half begins at random, so that thousands fit before the counter would overflow
_COUNTER_BITS = 26
_COUNTER_START = (1 << 20) - 1
_COUNTER_LOW_BITS = 14
_NOISE_BITS = 48


class _Counter:
    """Counts within a millisecond, for all threads of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._milliseconds = -1
        self._count = 0

    def next(self, milliseconds: int) -> int:
        """Return a number higher than the last one of the same millisecond."""
        with self._lock:
            if milliseconds == self._milliseconds:
                self._count = (self._count + 1) % (1 << _COUNTER_BITS)
            else:
                self._milliseconds = milliseconds
                self._count = int.from_bytes(os.urandom(4), "big") & _COUNTER_START
            return self._count


_counter = _Counter()


def uuid7(now: datetime) -> uuid.UUID:
    """Return a new identifier that sorts behind those this process made before.

    One verb uses one `now`; the order of what it writes must not be lost for that.

    Args:
        now: an aware moment.

    Returns:
        A UUIDv7: 48 bits of milliseconds, 26 bits counted, 48 bits random, so that two nodes never
        choose the same one.
    """
    milliseconds = int(now.timestamp() * 1000)
    count = _counter.next(milliseconds)
    high, low = count >> _COUNTER_LOW_BITS, count & (1 << _COUNTER_LOW_BITS) - 1
    noise = int.from_bytes(os.urandom(_NOISE_BITS // 8), "big")
    value = milliseconds << 80 | _VERSION | high << 64 | _VARIANT | low << _NOISE_BITS | noise
    return uuid.UUID(int=value)
