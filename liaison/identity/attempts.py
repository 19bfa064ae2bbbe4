"""How often a place was refused lately: bounded memory of one process, no table.

A key is 256 random bits, so nobody guesses one. What this stops is the noise: a place that sends
bad keys without end would cost a query and an entry of the log each time. A key that was good
from that place a moment ago is looked at all the same, so that a faulty neighbour behind one
address shuts nobody out.
"""

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

# bad keys from one place within the window, and how long it then waits
MOST = 20
WINDOW = timedelta(minutes=1)
# a key that worked from a place so lately is looked at even while the place waits
TRUSTED = timedelta(minutes=10)
# places and keys remembered; the oldest is forgotten first
MEMORY = 4096


class Attempts:
    """What one process remembers of refused and accepted keys; safe for its threads."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._lock = threading.Lock()
        self._bad: OrderedDict[str, tuple[datetime, int]] = OrderedDict()
        self._good: OrderedDict[tuple[str, str], datetime] = OrderedDict()

    def closed(self, place: str, digest: str, now: datetime) -> bool:
        """Return whether a key from this place is not even looked at.

        Args:
            place: the address it comes from.
            digest: of the key.
            now: the present moment.
        """
        with self._lock:
            used = self._good.get((place, digest))
            if used is not None and now - used < TRUSTED:
                return False
            since, count = self._bad.get(place, (now, 0))
            return count >= MOST and now - since < WINDOW

    def accepted(self, place: str, digest: str, now: datetime) -> None:
        """Remember that a key opened."""
        with self._lock:
            self._good[place, digest] = now
            self._good.move_to_end((place, digest))
            if len(self._good) > MEMORY:
                self._good.popitem(last=False)

    def refused(self, place: str, now: datetime) -> int:
        """Remember that a key did not open.

        Returns:
            How many there were from this place within the window, this one included.
        """
        with self._lock:
            since, count = self._bad.get(place, (now, 0))
            if now - since >= WINDOW:
                since, count = now, 0
            self._bad[place] = (since, count + 1)
            self._bad.move_to_end(place)
            if len(self._bad) > MEMORY:
                self._bad.popitem(last=False)
            return count + 1
