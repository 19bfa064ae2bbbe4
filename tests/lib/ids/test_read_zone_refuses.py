"""What a passport reader refuses, by name: every way a zone can be wrong."""

import pytest

from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.mrz import read_zone
from tests.lib.ids.specimens import FIRST, SECOND, SPECIMEN, TODAY, changed, sealed

REFUSALS = {
    "nothing": ("", "ids:missing"),
    "only spaces": (" \t\r\n \u3000", "ids:missing"),
    "a megabyte": ("<" * 1_048_576, "ids:too_long"),
    "a megabyte of wide characters": ("\U0001f600" * 1_048_576, "ids:too_long"),
    "one character too many for any zone": ("<" * 201, "ids:too_long"),
    "one line only": (FIRST, "ids:line_count_wrong"),
    "first line too short": (f"{FIRST[:-1]}\n{SECOND}", "ids:line_length_wrong"),
    "second line too long": (f"{FIRST}\n{SECOND}0", "ids:line_length_wrong"),
    "one line of 87": ((FIRST + SECOND)[:-1], "ids:line_length_wrong"),
    "three lines": (f"{SPECIMEN}\n{SECOND}", "ids:line_count_wrong"),
    "a card of two lines of 30": ("\n".join(["I" * 30] * 2), "ids:line_count_wrong"),
    "punctuation": (changed(FIRST, 9, ".") + SECOND, "ids:characters_wrong"),
    "a letter with an accent": (changed(FIRST, 9, "É") + SECOND, "ids:characters_wrong"),
    "a sharp s is not two letters": (changed(FIRST, 9, "ß") + SECOND, "ids:characters_wrong"),
    "a dotless i is not i": (changed(FIRST, 9, "\u0131") + SECOND, "ids:characters_wrong"),
    "a Cyrillic look-alike": (changed(FIRST, 6, "\u0415") + SECOND, "ids:characters_wrong"),
    "an Arabic digit": (changed(FIRST + SECOND, 46, "\u0668"), "ids:characters_wrong"),
    "a superscript digit": (changed(FIRST + SECOND, 46, "\u00b2"), "ids:characters_wrong"),
    "a NUL": (changed(FIRST, 9, "\0") + SECOND, "ids:characters_wrong"),
    "a direction override": (changed(FIRST, 9, "\u202e") + SECOND, "ids:characters_wrong"),
    "a byte order mark": (f"\ufeff{SPECIMEN}", "ids:characters_wrong"),
    "a lone surrogate": (changed(FIRST, 9, "\ud800") + SECOND, "ids:characters_wrong"),
    "a line separator of Unicode": (f"{FIRST}\u2028{SECOND}", "ids:characters_wrong"),
    "a letter no document begins with": (
        changed(FIRST, 1, "X") + SECOND,
        "ids:document_code_unknown",
    ),
    "a filler for the document code": (
        changed(FIRST, 1, "<") + SECOND,
        "ids:document_code_unknown",
    ),
    "a digit no letter looks like in the name": (
        changed(FIRST, 9, "7") + SECOND,
        "ids:characters_wrong",
    ),
    "a letter no digit looks like in the birth": (
        FIRST + changed(SECOND, 14, "X"),
        "ids:characters_wrong",
    ),
    "a filler for a check digit": (FIRST + changed(SECOND, 10, "<"), "ids:characters_wrong"),
    "a filler for the composite": (FIRST + changed(SECOND, 44, "<"), "ids:characters_wrong"),
    "check digit of the number": (FIRST + changed(SECOND, 1, "M"), "ids:check_digit_wrong"),
    "check digit of the birth": (FIRST + changed(SECOND, 15, "5"), "ids:check_digit_wrong"),
    "check digit of the expiry": (FIRST + changed(SECOND, 22, "2"), "ids:check_digit_wrong"),
    "check digit of the personal number": (
        FIRST + changed(SECOND, 33, "7"),
        "ids:check_digit_wrong",
    ),
    "a filler for the digit of a personal number": (
        FIRST + changed(SECOND, 43, "<"),
        "ids:check_digit_wrong",
    ),
    "composite": (FIRST + changed(SECOND, 44, "1"), "ids:check_digit_wrong"),
    "unknown issuing State": (changed(FIRST, 3, "QQQ") + SECOND, "ids:country_unknown"),
    "unknown nationality": (FIRST + changed(SECOND, 11, "QQQ"), "ids:country_unknown"),
    "a State with a filler inside": (changed(FIRST, 3, "U<O") + SECOND, "ids:country_unknown"),
    "the signer of master lists issues nothing": (
        changed(FIRST, 3, "IAO") + SECOND,
        "ids:country_unknown",
    ),
    "no nationality": (FIRST + changed(SECOND, 11, "<<<"), "ids:missing"),
    "no number": (FIRST + sealed(changed(SECOND, 1, "<" * 9)), "ids:missing"),
    "a number that begins with a filler": (
        FIRST + sealed(changed(SECOND, 1, "<1<<<<<<<")),
        "ids:characters_wrong",
    ),
    "thirteenth month of birth": (
        FIRST + sealed(changed(SECOND, 14, "741312")),
        "ids:date_wrong",
    ),
    "half an unknown part": (
        FIRST + sealed(changed(SECOND, 14, "74081<")),
        "ids:date_wrong",
    ),
    "thirtieth of February": (
        FIRST + sealed(changed(SECOND, 22, "120230")),
        "ids:date_wrong",
    ),
    "unknown day of expiry": (
        FIRST + sealed(changed(SECOND, 22, "1204<<")),
        "ids:date_wrong",
    ),
    "another sex": (FIRST + changed(SECOND, 21, "N"), "ids:sex_wrong"),
    "no name": (changed(FIRST, 6, "<" * 39) + SECOND, "ids:name_wrong"),
    "no surname": (changed(FIRST, 6, "<<ANNA".ljust(39, "<")) + SECOND, "ids:name_wrong"),
}


@pytest.mark.parametrize(("text", "code"), REFUSALS.values(), ids=REFUSALS)
def test_read_zone_refuses(text: str, code: str) -> None:
    with pytest.raises(IdsRefusal) as refused:
        read_zone(text, today=TODAY)
    assert refused.value.code == code
    sentence = str(refused.value)
    assert sentence.isascii()
    assert sentence.isprintable()
    assert sentence.endswith(".")
    assert len(sentence) < 400
