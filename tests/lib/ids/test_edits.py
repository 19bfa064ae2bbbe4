"""Numbers one slip apart: the slip is named, and the neighbourhood holds exactly such numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ids.edits import Edit, Slip, edit_between, neighbourhood

SLIPS = {
    "another character": ("AB123", "AB173", Edit(Slip.SUBSTITUTION, 4, "2", "7")),
    "two turned round": ("AB123", "AB213", Edit(Slip.TRANSPOSITION, 3, "12", "21")),
    "one left out in hand": ("AB13", "AB123", Edit(Slip.INSERTION, 4, "", "2")),
    "one too many in hand": ("AB1223", "AB123", Edit(Slip.DELETION, 5, "2", "")),
    "one left out at the end": ("AB12", "AB123", Edit(Slip.INSERTION, 5, "", "3")),
    "one too many at the beginning": ("XAB1", "AB1", Edit(Slip.DELETION, 1, "X", "")),
}


@pytest.mark.parametrize(("in_hand", "held", "edit"), SLIPS.values(), ids=SLIPS)
def test_the_slip_is_named(in_hand: str, held: str, edit: Edit) -> None:
    assert edit_between(in_hand, held) == edit


FAR = {
    "the same": ("AB123", "AB123"),
    "two others": ("AB123", "AB145"),
    "turned and another": ("AB123", "BA124"),
    "two left out": ("AB1", "AB123"),
    "nothing at all": ("", ""),
    "far turned": ("A12B", "B12A"),
}


@pytest.mark.parametrize(("in_hand", "held"), FAR.values(), ids=FAR)
def test_more_than_one_slip_is_none(in_hand: str, held: str) -> None:
    assert edit_between(in_hand, held) is None


_few = st.text("AB1", max_size=6)


@given(_few, _few)
def test_the_neighbourhood_is_what_one_slip_reaches(first: str, second: str) -> None:
    near = set(neighbourhood(first, "AB1")) | ({""} if len(first) == 1 else set())
    assert (edit_between(first, second) is not None) == (second in near)


@given(_few, _few)
def test_slips_go_both_ways(first: str, second: str) -> None:
    assert (edit_between(first, second) is None) == (edit_between(second, first) is None)


@given(st.text("AB1", min_size=1, max_size=6))
def test_no_number_comes_twice(number: str) -> None:
    near = list(neighbourhood(number, "AB1"))
    assert len(near) == len(set(near))
    assert number not in near
