"""Whatever somebody types: an answer, bounded, and the same one again."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.lib.names.scripts import READINGS_MAXIMUM, odds, readings, skeleton, whole_readings
from liaison.lib.names.scripts.likelihood import CEILING, FLOOR
from liaison.lib.names.scripts.wholes import WAYS_MAXIMUM

WORDS = st.one_of(
    st.text(max_size=90),
    st.text(st.characters(min_codepoint=0x0370, max_codepoint=0x0E7F), max_size=30),
    st.text(st.characters(min_codepoint=0x1100, max_codepoint=0xD7FF), max_size=20),
    st.text("abcxyz'-́̈ßłøÆǅﬁ", max_size=30),
)


@given(WORDS)
def test_readings_are_few_plain_and_in_order(word: str) -> None:
    found = readings(word)
    assert len(found) <= READINGS_MAXIMUM
    assert [one.cost for one in found] == sorted(one.cost for one in found)
    assert all(one.text and set(one.text) <= set("abcdefghijklmnopqrstuvwxyz") for one in found)
    assert len({one.text for one in found}) == len(found)
    assert not found or found[0].cost == 0
    readings.cache_clear()
    assert readings(word) == found
    assert all(skeleton(one.text) for one in found)


@given(WORDS, WORDS)
@settings(deadline=None)
def test_odds_are_bounded_and_repeat(native: str, latin: str) -> None:
    found = odds(native, latin)
    assert math.isfinite(found)
    assert FLOOR <= found <= CEILING
    assert odds(native, latin) == found


@given(WORDS)
def test_parts_of_a_whole_are_words_of_it(name: str) -> None:
    ways = whole_readings(name)
    assert len(ways) <= WAYS_MAXIMUM
    assert all(part and part in name for way in ways for part in way)
