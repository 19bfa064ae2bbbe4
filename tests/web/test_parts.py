"""Durations and deadlines in words."""

from datetime import timedelta

import pytest

from liaison.web.parts import duration, read_clock
from tests.cast import NOW

DURATIONS = {
    "seconds": (timedelta(seconds=59.9), "59 s"),
    "minutes, rounded down": (timedelta(minutes=9, seconds=59), "9 min"),
    "hours with two digits of minutes": (timedelta(hours=1, minutes=5), "1 h 05 min"),
    "days": (timedelta(days=2, hours=4, minutes=59), "2 d 4 h"),
    "nothing": (timedelta(), "0 s"),
}
CLOCKS = {
    "far": (timedelta(minutes=11), "11 min left", "calm"),
    "close": (timedelta(minutes=10), "10 min left", "soon"),
    "now": (timedelta(), "0 s left", "soon"),
    "over": (timedelta(minutes=-72), "1 h 12 min overdue", "late"),
}


@pytest.mark.parametrize(("length", "words"), DURATIONS.values(), ids=DURATIONS)
def test_a_duration_in_words(length: timedelta, words: str) -> None:
    """The two largest units say enough."""
    assert duration(length) == words


@pytest.mark.parametrize(("left", "words", "state"), CLOCKS.values(), ids=CLOCKS)
def test_a_deadline_says_what_is_left(left: timedelta, words: str, state: str) -> None:
    """The word stands beside the colour."""
    reading = read_clock(NOW + left, NOW)
    assert (reading.words, reading.state) == (words, state)
