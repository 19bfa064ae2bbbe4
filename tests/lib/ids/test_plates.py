"""Plates: look-alike letters are one, and habits of States are remarks only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ids.plates import HABITS, looks_issued_by, make_latin
from liaison.lib.ids.vehicles import fold_serial, normalise_plate

SAME = {
    "Cyrillic and Latin": ("А 123 ВС 77", "A123BC77"),  # noqa: RUF001 - meant
    "Ukraine": ("ІА 1234 ТХ", "IA1234TX"),  # noqa: RUF001 - meant
    "Greek and Latin": ("ΥΧΗ-1234", "YXH1234"),  # noqa: RUF001 - meant
    "mixed by two keyboards": ("A123ВC77", "А123BС77"),  # noqa: RUF001 - meant
}


@pytest.mark.parametrize(("first", "second"), SAME.values(), ids=SAME)
def test_letters_that_look_the_same_are_the_same(first: str, second: str) -> None:
    assert fold_serial(normalise_plate(first)) == fold_serial(normalise_plate(second))


ISSUED = {
    "RUS": "А123ВС77",  # noqa: RUF001 - meant
    "UKR": "AA1234BB",
    "CHN": "京A12345",
    "KOR": "12가3456",
    "JPN": "品川300あ1234",
    "FRA": "AB-123-CD",
    "D": "B-AB 1234",
    "GBR": "AB12 CDE",
    "TUR": "34 ABC 123",
    "ESP": "1234 BBB",
    "ITA": "AB 123 CD",
    "IND": "MH 12 AB 1234",
}


@pytest.mark.parametrize(("state", "text"), ISSUED.items(), ids=ISSUED)
def test_ordinary_plates_look_issued(state: str, text: str) -> None:
    assert looks_issued_by(normalise_plate(text), state)


def test_habits_are_known_or_not_or_broken() -> None:
    assert looks_issued_by("AB123CD", "RUS") is False
    assert looks_issued_by("AB123CD", "TON") is None
    assert "TON" not in HABITS


@given(st.text(max_size=12))
def test_making_latin_twice_changes_nothing(text: str) -> None:
    assert make_latin(make_latin(text)) == make_latin(text)
