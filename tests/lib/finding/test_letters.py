"""Texts with letters wrong: what the kernels find is what comparing with every text finds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from liaison.lib.finding.building import build
from liaison.lib.finding.segments import Segment
from liaison.lib.finding.types import WORD_LETTERS, Document, Spelling, Word

texts = st.text("abcde19", min_size=2, max_size=9)


def segment(words: list[str]) -> Segment:
    """Return a segment of one document with these words."""
    names = tuple((Word(one, (Spelling(one, 0),)),) for one in words)
    return build([Document(1, 0, names)])


@given(st.lists(texts, min_size=1, max_size=60, unique=True), texts, st.integers(0, 3))
def test_near_is_what_comparing_with_every_text_finds(
    words: list[str], asked: str, edits: int
) -> None:
    held = segment(words)
    ids, far = held.near(asked, edits, 1000)
    said = {held.text_of(one): int(away) for one, away in zip(ids, far, strict=True)}
    told = {one: OSA.distance(one, asked) for one in words}
    assert said == {one: away for one, away in told.items() if 0 < away <= edits}


@given(st.lists(texts, min_size=1, max_size=60, unique=True), texts, st.integers(1, 2))
def test_a_beginning_with_letters_wrong(words: list[str], asked: str, edits: int) -> None:
    """Of texts that are longer by more than the edits, and by two thirds at most."""
    held = segment(words)
    ids, far = held.near(asked, 1, 1000, begins=edits)
    said = {held.text_of(one): int(away) for one, away in zip(ids, far, strict=True)}
    longer = [one for one in words if len(asked) + 1 < len(one) <= len(asked) * 5 // 3]
    told = {
        one: min(OSA.distance(one[:end], asked) for end in range(len(one) + 1)) for one in longer
    }
    assert {one: away for one, away in said.items() if one in longer} == {
        one: away
        for one, away in told.items()
        if 0 < away <= edits and (asked[0] in one[:2] or asked[1] in one[:2])
    }


@given(st.lists(texts, min_size=1, max_size=40, unique=True), texts)
def test_exactly_and_by_the_beginning(words: list[str], asked: str) -> None:
    held = segment(words)
    for beginning in (False, True):
        first, end = held.find(asked, beginning=beginning)
        said = [held.text_of(one) for one in range(first, end)]
        assert said == sorted(
            one for one in words if (one.startswith(asked) if beginning else one == asked)
        )


def test_more_than_there_is_room_for_is_left_out() -> None:
    held = segment([f"anna{one}" for one in "abcdefgh"])
    ids, _ = held.near("anna", 1, 3)
    assert len(ids) == 3


def test_strange_texts_are_found_as_they_are_and_not_nearly() -> None:
    long = "w" * (WORD_LETTERS + 1)
    held = segment(["安娜", "c:nn", long, "anna"])
    for text in ("安娜", "c:nn", long):
        assert np.diff(held.find(text)) == 1
    assert len(held.ids) == 1
