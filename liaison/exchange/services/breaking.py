"""The breaker: bureaus that do not answer share a few lines, so that nobody waits for them.

Each failed call costs its bureau a growing pause (`Channel.next_attempt_at`); when that is over
one call tries again. These tries are what a bureau that is slow, or means to be, can hold up: of
them only a few are made at the same time.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from liaison.exchange import policy


class Breaker:
    """Counts the lines of this process that are in use for bureaus which did not answer."""

    def __init__(self) -> None:
        """Begin with none."""
        self._lock = threading.Lock()
        self._doubtful = 0

    @contextmanager
    def line(self, *, failures: int) -> Iterator[bool]:
        """Hold a line for as long as a bureau is called.

        Args:
            failures: calls in a row that it did not answer.

        Yields:
            Whether there is one; without it the bureau is called later.
        """
        with self._lock:
            free = policy.may_call(failures=failures, doubtful=self._doubtful)
            held = free and failures > 0
            self._doubtful += held
        try:
            yield free
        finally:
            with self._lock:
                self._doubtful -= held


# of the process: sending and bringing share the same threads
BREAKER = Breaker()
