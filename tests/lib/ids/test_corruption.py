"""One wrong character in a checked field is never read in silence as other data."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liaison.lib.ids.digits import check_digit
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.mrz import ZoneReading, read_zone
from liaison.lib.ids.numbers import fold_number
from tests.lib.ids.specimens import FIRST, SECOND, SPECIMEN, TODAY, changed, sealed

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"
DATES_AND_DIGITS = (*range(14, 21), *range(22, 29), 10, 43, 44)
MIXED = (*range(1, 10), *range(29, 43))


def _read(second: str) -> ZoneReading | None:
    try:
        return read_zone(FIRST + second, today=TODAY)
    except IdsRefusal:
        return None


def _data(reading: ZoneReading) -> ZoneReading:
    return replace(reading, repairs=(), checks=(), lines=("", ""))


def _is_silently_other(second: str, right: str = SECOND) -> bool:
    reading = _read(second)
    original = read_zone(FIRST + right, today=TODAY)
    return reading is not None and not reading.repairs and _data(reading) != _data(original)


@pytest.mark.parametrize("position", DATES_AND_DIGITS)
def test_dates_and_check_digits(position: int) -> None:
    for char in ALPHABET:
        assert not _is_silently_other(changed(SECOND, position, char)), char


@pytest.mark.parametrize("position", MIXED)
def test_numbers(position: int) -> None:
    right = check_digit(SECOND[position - 1])
    for char in ALPHABET:
        if check_digit(char) == right:
            continue  # values ten apart: no check digit sees them, see digits.py
        assert not _is_silently_other(changed(SECOND, position, char)), char


@given(
    number=st.from_regex(r"[A-Z0-9]{9}", fullmatch=True),
    birth=st.dates(date(1930, 1, 1), TODAY),
    optional_data=st.from_regex(r"[A-Z0-9]{0,14}", fullmatch=True),
    position=st.sampled_from((*DATES_AND_DIGITS, *MIXED)),
    char=st.sampled_from(ALPHABET),
)
def test_any_passport(
    number: str, birth: date, optional_data: str, position: int, char: str
) -> None:
    right = changed(SECOND, 1, number)
    right = changed(right, 14, f"{birth:%y%m%d}")
    right = sealed(changed(right, 29, optional_data.ljust(14, "<")))
    assume(position in DATES_AND_DIGITS or check_digit(char) != check_digit(right[position - 1]))
    assert not _is_silently_other(changed(right, position, char), right)


@pytest.mark.parametrize("position", DATES_AND_DIGITS)
def test_repairs_of_dates_and_check_digits_give_the_original(position: int) -> None:
    original = read_zone(SPECIMEN, today=TODAY)
    for char in ALPHABET:
        reading = _read(changed(SECOND, position, char))
        if reading is not None and all(r.reason == "digit_expected" for r in reading.repairs):
            assert _data(reading) == _data(original), char


@pytest.mark.parametrize("position", range(1, 10))
def test_a_repair_never_changes_what_a_search_finds(position: int) -> None:
    for char in set(ALPHABET) - {"<"}:
        second = changed(SECOND, position, char)
        reading = _read(second)
        if reading is not None:
            assert fold_number(reading.number) == fold_number(second[:9]), char


def _refusal(text: str) -> IdsRefusal | None:
    try:
        read_zone(text, today=TODAY)
    except IdsRefusal as refusal:
        return refusal
    return None


@given(
    st.one_of(
        st.text(max_size=220),
        st.text(alphabet=ALPHABET, min_size=83, max_size=83).map("P<UTO".__add__),
    )
)
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    refusal = _refusal(text)
    assert refusal is None or str(refusal).isprintable()
