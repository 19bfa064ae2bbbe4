"""Segments from documents and from older segments; words of those that are gone stay behind."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.finding import building
from liaison.lib.finding.building import Draft, build
from liaison.lib.finding.errors import TooMuch
from liaison.lib.finding.segments import Segment
from liaison.lib.finding.types import (
    NAMES_MOST,
    SPELLINGS_MOST,
    WORDS_MOST,
    Document,
    Spelling,
    Word,
)
from tests.lib.finding.people import document, names, word, years


def said(segment: Segment) -> dict[str, object]:
    """Return what a segment says of each of its keys, whatever its numbers are."""
    found: dict[str, object] = {}
    for one in range(segment.size):
        spoken = [
            [
                segment.text_of(int(segment.raw[held]))
                for held in segment.name_word[segment.name_at[name] : segment.name_at[name + 1]]
            ]
            for name in range(int(segment.document_at[one]), int(segment.document_at[one + 1]))
        ]
        codes = sorted(segment.codes[segment.code_document == one].tolist())
        found[str(segment.key[one])] = (int(segment.born[one]), spoken, codes)
    return found


@given(
    st.lists(st.tuples(names, years), max_size=20), st.sets(st.integers(0, 19)), st.integers(0, 20)
)
def test_merged_is_as_if_built_anew(
    held: list[tuple[str, int | None]], gone: set[int], cut: int
) -> None:
    """Two segments into one, without what is gone; not one word more, and found the same."""
    every = [
        document(key, name, year=year, numbers=(f"E{key}", "SHARED"))
        for key, (name, year) in enumerate(held)
    ]
    draft = Draft()
    for part in (every[:cut], every[cut:]):
        one = build(part)
        draft.add_segment(one, np.isin(one.key, list(gone)))
    merged = draft.finish()
    anew = build(one for one in every if one.key not in gone)
    assert said(merged) == said(anew)
    for name in ("text", "text_at", "of_cost", "born", "signed", "codes", "part_mask"):
        assert (getattr(merged, name) == getattr(anew, name)).all(), name
    assert merged.bytes == anew.bytes


def test_arrays_are_never_written() -> None:
    one = build([document(1, "anna berg")])
    for field in fields(one):
        assert not getattr(one, field.name).flags.writeable, field.name


TOO_MUCH = {
    "names": Document(1, 0, ((word("anna"),),) * (NAMES_MOST + 1)),
    "words": Document(1, 0, ((word("anna"),) * (WORDS_MOST + 1),)),
    "spellings": Document(1, 0, ((Word("anna", (Spelling("anna", 0),) * (SPELLINGS_MOST + 1)),),)),
}


@pytest.mark.parametrize(("what", "one"), TOO_MUCH.items(), ids=TOO_MUCH)
def test_too_much_is_refused_and_nothing_put_in(what: str, one: Document) -> None:
    draft = building.Draft()
    with pytest.raises(TooMuch) as caught:
        draft.add(one)
    assert caught.value.what == what
    assert str(caught.value)
    assert len(draft) == 0
