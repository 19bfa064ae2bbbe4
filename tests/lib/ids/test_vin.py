"""What a VIN says of itself: makers, model years, and check digits where the law has them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.vin import Digit, read_vin

TODAY = date(2026, 3, 1)
# published examples: 49 CFR 565 (1M8GDM9AXKP042788), and one with all ones
DIGITS = {
    "law of the United States": ("1M8GDM9AXKP042788", Digit.RIGHT, "X"),
    "only ones": ("11111111111111111", Digit.RIGHT, "1"),
    "a character misread": ("1M8GDM9AXKP042789", Digit.WRONG, "1"),
    "the digit itself misread": ("1M8GDM9A1KP042788", Digit.WRONG, "X"),
    "law of China": ("LSVAU033672183748", Digit.WRONG, "0"),
    "no law in Germany": ("WAUZZZ8K9BA012345", Digit.NO_LAW, ""),
    "no law in Russia": ("XTA210530Y1234567", Digit.NO_LAW, ""),
    "no law on the Cayman Islands": ("3XAGDM9AXKP042788", Digit.NO_LAW, ""),
}


@pytest.mark.parametrize(("vin", "digit", "expected"), DIGITS.values(), ids=DIGITS)
def test_the_check_digit_counts_where_law_has_it(vin: str, digit: Digit, expected: str) -> None:
    reading = read_vin(vin, today=TODAY)
    assert (reading.digit, reading.expected) == (digit, expected)


def test_makers_and_years() -> None:
    honda = read_vin("1HGCM82633A004352", today=TODAY)
    assert (honda.maker, honda.maker_name, honda.country) == ("1HG", "Honda", "United States")
    assert honda.years == (2003,)
    assert read_vin("1M8GDM9AXKP042788", today=TODAY).years == (2019, 1989)
    assert read_vin("WAUZZZ8K9BA012345", today=TODAY).years == ()  # its maker's own habit


def test_a_maker_nobody_lists_is_still_a_number() -> None:
    reading = read_vin("ZZ9ZZZ8K9BA012345", today=TODAY)
    assert (reading.maker_name, reading.small) == ("", True)


REFUSED = {
    "too short": ("1M8GDM9AXKP04278", "ids:line_length_wrong"),
    "too long": ("1M8GDM9AXKP0427880", "ids:line_length_wrong"),
    "a letter that no VIN has": ("IM8GDM9AXKP042788", "ids:characters_wrong"),
    "not in its plain form": ("1m8gdm9axkp042788", "ids:characters_wrong"),
}


@pytest.mark.parametrize(("vin", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_vin_is_refused(vin: str, code: str) -> None:
    with pytest.raises(IdsRefusal) as refusal:
        read_vin(vin, today=TODAY)
    assert refusal.value.code == code


@given(st.text("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", min_size=17, max_size=17))
def test_every_number_of_the_alphabet_is_read(vin: str) -> None:
    reading = read_vin(vin, today=TODAY)
    assert (reading.digit is Digit.NO_LAW) == (reading.expected == "")
    assert all(1980 <= year <= TODAY.year + 1 for year in reading.years)
