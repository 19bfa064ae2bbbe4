"""Numbers: every record that has one, and every record that has a neighbour of it."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from liaison.lib.finding.building import build
from liaison.lib.finding.segments import Segment
from liaison.lib.finding.types import Document

numbers = st.text("01AB", min_size=1, max_size=5)
vins = st.just("WVWZZZ1JZXW00000").flatmap(lambda stem: numbers.map(lambda end: stem + end))


def keys(segment: Segment, number: str, *, edits: bool) -> set[int]:
    """Return the keys found."""
    return set(segment.key[segment.numbered(number, edits=edits)].tolist())


@given(st.lists(st.one_of(numbers, vins), max_size=80), st.one_of(numbers, vins))
def test_found_is_what_comparing_with_every_number_finds(held: list[str], asked: str) -> None:
    """One substitution, insertion, deletion or transposition; long numbers as well."""
    one = build(Document(key, 0, (), (number,)) for key, number in enumerate(held))
    assert keys(one, asked, edits=False) == {
        key for key, number in enumerate(held) if number == asked
    }
    near = {key for key, number in enumerate(held) if OSA.distance(number, asked) == 1}
    assert keys(one, asked, edits=True) == near


def test_all_records_that_share_a_number() -> None:
    one = build(Document(key, 0, (), ("E1234567", "E1234567")) for key in range(30))
    assert keys(one, "E1234567", edits=False) == set(range(30))
    assert keys(one, "E1234576", edits=True) == set(range(30))
    assert keys(build([]), "E1234567", edits=False) == set()
