"""The check digit, with the worked examples of ICAO Doc 9303-3 section 4.9."""

import pytest

from liaison.lib.ids.digits import check_digit


@pytest.mark.parametrize(
    ("text", "digit"),
    [
        ("520727", "3"),
        ("AB2134<<<", "5"),
        ("HA672242<658022549601086<<<<<<<<<<<<<<0", "8"),
        ("L898902C3", "6"),
        ("<<<<<<<<<<<<<<", "0"),
        ("", "0"),
    ],
)
def test_check_digit(text: str, digit: str) -> None:
    assert check_digit(text) == digit


@pytest.mark.parametrize("kin", ["0<AKU", "1BLV", "6GQ"])
def test_a_check_digit_cannot_see_values_ten_apart(kin: str) -> None:
    """Known limit of 7-3-1: this is why numbers are folded before they are compared."""
    assert len({check_digit(f"X{char}55") for char in kin}) == 1
