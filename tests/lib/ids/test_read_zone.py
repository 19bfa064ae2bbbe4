"""Reading a passport: the specimen, the ways people paste it, and unusual names."""

from datetime import date

import pytest

from liaison.lib.ids.dates import PartialDate
from liaison.lib.ids.mrz import read_zone
from tests.lib.ids.specimens import FIRST, SECOND, SPECIMEN, TODAY, changed, sealed


def test_specimen_is_read_whole() -> None:
    reading = read_zone(SPECIMEN, today=TODAY)
    assert reading.document_code == "P"
    assert reading.issuing_state == "UTO"
    assert (reading.surname, reading.given_names) == ("ERIKSSON", "ANNA MARIA")
    assert not reading.name_truncated
    assert reading.number == "L898902C3"
    assert reading.nationality == "UTO"
    assert reading.birth.complete == date(1974, 8, 12)
    assert reading.sex == "F"
    assert reading.expiry == date(2012, 4, 15)
    assert reading.optional_data == "ZE184226B"
    assert reading.repairs == ()
    assert [(check.field, check.read) for check in reading.checks] == [
        ("number", "6"),
        ("birth", "2"),
        ("expiry", "9"),
        ("optional_data", "1"),
        ("composite", "0"),
    ]
    assert reading.lines == (FIRST, SECOND)


PASTED = {
    "one line": FIRST + SECOND,
    "one line with a space": f"{FIRST} {SECOND}",
    "spaces around": f"  {FIRST} \t\n\n\u00a0{SECOND}  \n",
    "line ends of Windows": f"{FIRST}\r\n{SECOND}\r\n",
    "line ends of old": f"{FIRST}\r{SECOND}",
    "lower case": SPECIMEN.lower(),
    "groups": f"{FIRST[:22]} {FIRST[22:]}\n{SECOND[:10]} {SECOND[10:]}",
    "quotation marks for fillers": SPECIMEN.replace("<<", "«"),
    "much-less signs for fillers": SPECIMEN.replace("<<", "≪"),
    "single quotation marks for fillers": SPECIMEN.replace("<", "\u2039"),
    "full width": "".join(
        chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in SPECIMEN
    ),
    "full width, lower case": SPECIMEN.lower().replace("p", "\uff50"),
}


@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED)
def test_pasted_forms_read_the_same(text: str) -> None:
    assert read_zone(text, today=TODAY) == read_zone(SPECIMEN, today=TODAY)


NAMES = {
    "single name": ("ARKFREITH", "ARKFREITH", "", False),
    "single name of two components": ("SATRIYA<SUDARPA", "SATRIYA SUDARPA", "", False),
    "hyphen": ("SMITH<JONES<<SUSIE<MARGARET", "SMITH JONES", "SUSIE MARGARET", False),
    "apostrophe": ("OCONNOR<<ENYA<SIOBHAN", "OCONNOR", "ENYA SIOBHAN", False),
    "given name cut": (
        "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU",
        "NILAVADHANANANDA",
        "ARNPOL PETCH CHARONGU",
        True,
    ),
    "surname cut": (
        "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO",
        "BENNELONG WOOLOOM WARRAND WARNAM",
        "DINGO",
        True,
    ),
    "fits to the last letter, must be treated as cut": (
        "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR",
        "PAPANDROPOULOUS",
        "JONATHON WARREN TREVOR",
        True,
    ),
    "one filler before the end": ("A" * 38, "A" * 38, "", False),
}


@pytest.mark.parametrize(("field", "surname", "given", "cut"), NAMES.values(), ids=NAMES)
def test_names(field: str, surname: str, given: str, *, cut: bool) -> None:
    reading = read_zone(changed(FIRST, 6, field.ljust(39, "<")) + SECOND, today=TODAY)
    assert (reading.surname, reading.given_names) == (surname, given)
    assert reading.name_truncated is cut


def test_unspecified_sex_is_x() -> None:
    for sex in "<X":
        reading = read_zone(FIRST + changed(SECOND, 21, sex), today=TODAY)
        assert reading.sex == "X"


def test_state_of_one_letter() -> None:
    reading = read_zone(changed(FIRST, 3, "D<<") + changed(SECOND, 11, "D<<"), today=TODAY)
    assert (reading.issuing_state, reading.nationality) == ("D", "D")


@pytest.mark.parametrize("digit", ["0", "<"])
def test_empty_optional_data_has_zero_or_filler_for_its_digit(digit: str) -> None:
    second = "L898902C36UTO7408122F1204159" + "<" * 14 + digit + "8"
    reading = read_zone(FIRST + second, today=TODAY)
    assert reading.optional_data == ""
    assert reading.checks[3].read == digit
    assert reading.checks[3].expected == "0"


def test_unknown_parts_of_the_birth_are_kept() -> None:
    reading = read_zone(FIRST + sealed(changed(SECOND, 14, "74<<<<")), today=TODAY)
    assert reading.birth == PartialDate(1974, None, None)


def test_expired_is_told_not_refused() -> None:
    reading = read_zone(SPECIMEN, today=date(2012, 4, 16))
    assert reading.is_expired(date(2012, 4, 16))
    assert not reading.is_expired(date(2012, 4, 15))


def test_second_letter_of_the_document_code() -> None:
    assert read_zone(changed(FIRST, 2, "D") + SECOND, today=TODAY).document_code == "PD"
