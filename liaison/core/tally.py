"""What this process has done since it started, as numbers: kept in memory, told with heartbeats.

Labels are words of our own: names of views, kinds of jobs, states. Never an id of a row, a name or
anything a caller typed: there would be no end of them, and they would tell who asked what.
"""

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

# seconds up to which a request counts into a bucket; the officer notices from a second on
BUCKETS: Final = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# different labels of one number; what comes beyond is counted as one
LABELS_MAXIMUM: Final = 500
OTHERS: Final = "others"


@dataclass
class Durations:
    """How long something took.

    Attributes:
        counts: how many took at most as long as each of `BUCKETS` and longer than the one before;
            the last one is for the rest.
        seconds: all together.
    """

    counts: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    seconds: float = 0.0


class Tally:
    """Numbers of one process; every thread may add."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._lock = threading.Lock()
        self._counts: dict[str, Counter[tuple[str, ...]]] = {}
        self._durations: dict[tuple[str, ...], Durations] = {}

    def add(self, name: str, *labels: str) -> None:
        """Count one.

        Args:
            name: what is counted.
            labels: what kind of it.
        """
        with self._lock:
            counts = self._counts.setdefault(name, Counter())
            if labels not in counts and len(counts) >= LABELS_MAXIMUM:
                labels = (OTHERS,) * len(labels)
            counts[labels] += 1

    def took(self, *labels: str, seconds: float) -> None:
        """Count one request that took so long.

        Args:
            labels: the door and the view.
            seconds: how long.
        """
        with self._lock:
            if labels not in self._durations and len(self._durations) >= LABELS_MAXIMUM:
                labels = (OTHERS,) * len(labels)
            found = self._durations.setdefault(labels, Durations())
            found.counts[bisect_left(BUCKETS, seconds)] += 1
            found.seconds += seconds

    def told(self) -> dict[str, object]:
        """Return everything as JSON values, for a heartbeat."""
        with self._lock:
            counts = {
                name: [[list(labels), number] for labels, number in sorted(rows.items())]
                for name, rows in self._counts.items()
            }
            durations = [
                [list(labels), one.counts[:], one.seconds]
                for labels, one in sorted(self._durations.items())
            ]
        return {"counts": counts, "durations": durations}

    def forget(self) -> None:
        """Begin again; for tests."""
        with self._lock:
            self._counts.clear()
            self._durations.clear()


@dataclass(frozen=True)
class Together:
    """What several processes did, added up.

    Attributes:
        counts: name of a number to labels to how many.
        durations: labels to how long.
    """

    counts: dict[str, Counter[tuple[str, ...]]]
    durations: dict[tuple[str, ...], Durations]


def together(all_told: Sequence[object]) -> Together:
    """Add up what processes told; what cannot be read is left out, never half counted.

    Args:
        all_told: as `Tally.told` returned them, perhaps through the database and by an older node.
    """
    found = Together({}, {})
    for one in all_told:
        if isinstance(one, dict):
            _add_counts(found, one.get("counts"))
            _add_durations(found, one.get("durations"))
    return found


def _add_counts(found: Together, told: object) -> None:
    for name, rows in told.items() if isinstance(told, dict) else ():
        counts = found.counts.setdefault(str(name), Counter())
        for labels, number in rows:
            counts[tuple(map(str, labels))] += int(number)


def _add_durations(found: Together, told: object) -> None:
    for labels, counts, seconds in told if isinstance(told, list) else ():
        if len(counts) == len(BUCKETS) + 1:
            sums = found.durations.setdefault(tuple(map(str, labels)), Durations())
            sums.counts = [
                one + int(other) for one, other in zip(sums.counts, counts, strict=True)
            ]
            sums.seconds += float(seconds)


TALLY = Tally()
