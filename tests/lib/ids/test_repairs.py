"""Misread characters: repaired and told where the proof is complete, refused elsewhere."""

import pytest

from liaison.lib.ids.errors import CheckDigitWrong, RepairAmbiguous
from liaison.lib.ids.mrz import read_zone
from liaison.lib.ids.numbers import fold_number
from liaison.lib.ids.repairs import Reason, Repair
from liaison.lib.ids.writing import write_zone
from liaison.lib.ids.zones import TD3
from tests.lib.ids.specimens import FIRST, SECOND, SPECIMEN, TODAY, changed

REPAIRED = {
    "O for 0 in the birth": (2, 16, "O", "birth", Reason.DIGIT_EXPECTED),
    "B for 8 in the birth": (2, 17, "B", "birth", Reason.DIGIT_EXPECTED),
    "Z for 2 in the birth": (2, 19, "Z", "birth", Reason.DIGIT_EXPECTED),
    "I for 1 in the expiry": (2, 22, "I", "expiry", Reason.DIGIT_EXPECTED),
    "L for 1 in the expiry": (2, 22, "L", "expiry", Reason.DIGIT_EXPECTED),
    "Q for 0 in the expiry": (2, 24, "Q", "expiry", Reason.DIGIT_EXPECTED),
    "D for 0 in the expiry": (2, 24, "D", "expiry", Reason.DIGIT_EXPECTED),
    "S for 5 in the expiry": (2, 27, "S", "expiry", Reason.DIGIT_EXPECTED),
    "G for 6 in a check digit": (2, 10, "G", "number_check", Reason.DIGIT_EXPECTED),
    "O for 0 in the composite": (2, 44, "O", "composite_check", Reason.DIGIT_EXPECTED),
    "0 for O in the nationality": (2, 13, "0", "nationality", Reason.LETTER_EXPECTED),
    "0 for O in the issuing State": (1, 5, "0", "issuing_state", Reason.LETTER_EXPECTED),
    "1 for I in the name": (1, 8, "1", "name", Reason.LETTER_EXPECTED),
    "5 for S in the name": (1, 10, "5", "name", Reason.LETTER_EXPECTED),
    "O for 0 in the number": (2, 6, "O", "number", Reason.CHECK_DIGIT),
    "B for 8 in the number": (2, 2, "B", "number", Reason.CHECK_DIGIT),
    "Z for 2 in the number": (2, 7, "Z", "number", Reason.CHECK_DIGIT),
    "I for 1 in the personal number": (2, 31, "I", "optional_data", Reason.CHECK_DIGIT),
}


@pytest.mark.parametrize(
    ("line", "position", "read", "field", "reason"), REPAIRED.values(), ids=REPAIRED
)
def test_repaired_and_told(
    line: int, position: int, read: str, field: str, reason: Reason
) -> None:
    lines = [FIRST, SECOND]
    taken = lines[line - 1][position - 1]
    lines[line - 1] = changed(lines[line - 1], position, read)
    reading = read_zone("\n".join(lines), today=TODAY)
    assert reading.repairs == (Repair(field, position, read, taken, reason),)
    assert reading.lines == (FIRST, SECOND)
    assert reading.number == read_zone(SPECIMEN, today=TODAY).number


@pytest.mark.parametrize(
    ("digit", "letter"), [("0", "O"), ("1", "I"), ("5", "S"), ("8", "B"), ("2", "Z"), ("6", "G")]
)
def test_digits_in_a_name_become_letters(digit: str, letter: str) -> None:
    reading = read_zone(changed(FIRST, 6, digit) + SECOND, today=TODAY)
    assert reading.surname == f"{letter}RIKSSON"
    assert [repair.taken for repair in reading.repairs] == [letter]


def test_several_repairs_are_all_told() -> None:
    second = changed(changed(SECOND, 16, "O"), 24, "O")
    reading = read_zone(changed(FIRST, 5, "0") + second, today=TODAY)
    assert [(repair.field, repair.position) for repair in reading.repairs] == [
        ("issuing_state", 5),
        ("birth", 16),
        ("expiry", 24),
    ]


def _written(number: str) -> tuple[str, ...]:
    return write_zone(
        TD3,
        issuing_state="UTO",
        surname="Stranger",
        number=number,
        nationality="UTO",
        birth=TODAY.replace(year=1990),
        sex="X",
        expiry=TODAY.replace(year=2030),
    )


def test_two_places_that_could_be_misread_are_ambiguous() -> None:
    # positions 1 and 4 have the same weight: either O may have been a 0
    first, second = _written("O120456")
    with pytest.raises(RepairAmbiguous) as refused:
        read_zone(first + changed(second, 4, "O"), today=TODAY)
    assert refused.value.field == "number"
    assert refused.value.candidates == ("012O456", "O120456")
    assert "012O456, O120456" in str(refused.value)


def test_a_digit_of_a_number_is_not_taken_for_a_letter() -> None:
    first, second = _written("O123456")
    with pytest.raises(CheckDigitWrong) as refused:
        read_zone(first + changed(second, 1, "0"), today=TODAY)
    assert refused.value.field == "number"


@pytest.mark.parametrize("pair", ["1L", "6G"])
def test_pairs_no_check_digit_sees_are_found_by_folding(pair: str) -> None:
    """Known limit: both read well, so numbers are compared in their folded form."""
    numbers = set()
    for char in pair:
        first, second = _written("123456")
        reading = read_zone(first + changed(second, 1 if pair == "1L" else 6, char), today=TODAY)
        numbers.add(reading.number)
    assert len(numbers) == 2
    assert len({fold_number(number) for number in numbers}) == 1


def test_a_repair_that_the_composite_contradicts_is_refused() -> None:
    second = changed(changed(SECOND, 6, "O"), 44, "7")
    with pytest.raises(CheckDigitWrong) as refused:
        read_zone(FIRST + second, today=TODAY)
    assert refused.value.field == "number"


def test_two_misread_characters_of_a_number_are_refused() -> None:
    second = changed(changed(SECOND, 2, "B"), 6, "O")
    with pytest.raises((CheckDigitWrong, RepairAmbiguous)):
        read_zone(FIRST + second, today=TODAY)


def test_a_misread_digit_is_not_guessed() -> None:
    with pytest.raises(CheckDigitWrong) as refused:
        read_zone(FIRST + changed(SECOND, 15, "7"), today=TODAY)
    assert (refused.value.field, refused.value.read) == ("birth", "2")
