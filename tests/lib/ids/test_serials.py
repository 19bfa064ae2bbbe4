"""Telephones, ships and small craft: one plain form, and what the number says of itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.serials import (
    Digit,
    imei_digit,
    imo_digit,
    luhn_digit,
    normalise_hull,
    normalise_imei,
    read_hull,
)

TODAY = date(2026, 3, 1)
# 3GPP TS 23.003 annex B works through 26053179311383 and its digit 7
IMEIS = {
    "whole": ("260531793113837", "260531793113837"),
    "as printed": ("26-053179-311383-7", "260531793113837"),
    "without the digit": ("26053179311383", "260531793113837"),
    "with the version of the software": ("2605317931138301", "260531793113837"),
}


@pytest.mark.parametrize(("text", "plain"), IMEIS.values(), ids=IMEIS)
def test_an_imei_has_one_form(text: str, plain: str) -> None:
    assert normalise_imei(text) == plain
    assert imei_digit(plain) is Digit.RIGHT


@pytest.mark.parametrize("text", ["2605317931138", "26053179311383A", "26053179311383701"])
def test_what_is_no_imei_is_refused(text: str) -> None:
    with pytest.raises(IdsRefusal) as refusal:
        normalise_imei(text)
    assert refusal.value.code == "ids:characters_wrong"


def test_a_wrong_digit_is_told_and_kept() -> None:
    assert normalise_imei("260531793113838") == "260531793113838"
    assert imei_digit("260531793113838") is Digit.WRONG


@given(st.text("0123456789", min_size=1, max_size=15), st.data())
def test_the_digit_sees_every_single_slip(digits: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from("0123456789").filter(lambda char: char != digits[at]))
    assert luhn_digit(digits) != luhn_digit(digits[:at] + other + digits[at + 1 :])


def test_ships() -> None:
    assert imo_digit("9074729") is Digit.RIGHT  # the example IMO itself publishes
    assert imo_digit("9074728") is Digit.WRONG


def test_hulls() -> None:
    first = read_hull(normalise_hull("ABC12345D404"), today=TODAY)
    assert first is not None
    assert (first.country, first.maker, first.serial) == ("", "ABC", "12345")
    assert (first.built, first.model_year) == ((2004, 4), 2004)
    second = read_hull(normalise_hull("FR-XYZ00001L999"), today=TODAY)
    assert second is not None
    assert (second.country, second.built, second.model_year) == ("FR", (1999, 12), 1999)


@pytest.mark.parametrize("text", ["ABC", "FR-XYZ00001M999", "FRXYZ00001L9999"])
def test_other_numbers_of_hulls_say_nothing(text: str) -> None:
    assert read_hull(normalise_hull(text), today=TODAY) is None
