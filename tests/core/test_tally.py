"""What processes count, and what comes out when it is added up."""

import json
import threading
from collections import Counter

import pytest

from liaison.core.tally import BUCKETS, LABELS_MAXIMUM, OTHERS, Tally, together


def through_the_database(tally: Tally) -> object:
    """Return what a tally tells as another process reads it."""
    return json.loads(json.dumps(tally.told()))


def test_two_processes_are_added_up() -> None:
    one, two = Tally(), Tally()
    one.add("jobs", "exchange.send", "done")
    for _ in range(2):
        two.add("jobs", "exchange.send", "done")
    two.add("jobs", "exchange.send", "failed")
    found = together([one.told(), through_the_database(two)])
    assert found.counts == {
        "jobs": Counter({("exchange.send", "done"): 3, ("exchange.send", "failed"): 1})
    }


@pytest.mark.parametrize(
    ("seconds", "bucket"),
    [(0.0, 0), (BUCKETS[0], 0), (BUCKETS[0] + 0.001, 1), (9.9, len(BUCKETS) - 1), (11.0, -1)],
)
def test_a_duration_counts_into_its_bucket(seconds: float, bucket: int) -> None:
    tally = Tally()
    tally.took("staff", "desk", seconds=seconds)
    found = together([through_the_database(tally)]).durations["staff", "desk"]
    expected = [0] * (len(BUCKETS) + 1)
    expected[bucket] = 1
    assert found.counts == expected
    assert found.seconds == seconds


def test_labels_have_an_end() -> None:
    """Attack: a caller that makes up something new in every call."""
    tally = Tally()
    for number in range(LABELS_MAXIMUM * 2):
        tally.add("requests", "staff", str(number))
        tally.took("staff", str(number), seconds=1)
    found = together([tally.told()])
    assert len(found.counts["requests"]) == len(found.durations) == LABELS_MAXIMUM + 1
    assert found.counts["requests"].total() == LABELS_MAXIMUM * 2
    assert found.counts["requests"][OTHERS, OTHERS] == LABELS_MAXIMUM


def test_threads_lose_nothing() -> None:
    tally = Tally()

    def count() -> None:
        for _ in range(1_000):
            tally.add("requests", "staff")

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together([tally.told()]).counts["requests"].total() == 4_000


def test_buckets_of_another_version_are_left_out() -> None:
    old = {"counts": {}, "durations": [[["staff", "desk"], [1, 2], 3.0]]}
    assert together([old, "nothing", {}]).durations == {}
