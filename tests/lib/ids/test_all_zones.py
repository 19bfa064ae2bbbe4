"""Cards and visas: the published specimens, long numbers, sizes told apart, there and back."""

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ids.dates import PartialDate
from liaison.lib.ids.errors import IdsRefusal, WrongLineCount, WrongLineLength
from liaison.lib.ids.formats import Layout
from liaison.lib.ids.mrz import ZoneReading, read_zone
from liaison.lib.ids.writing import write_zone
from liaison.lib.ids.zones import TD1, TD2, ZONES
from tests.lib.ids.specimens import SPECIMEN, TODAY, changed

# ICAO Doc 9303-5, 9303-6 and 9303-7, appendices; the holders are invented there
SPECIMENS = {
    "TD1": (
        "I<UTOD231458907<<<<<<<<<<<<<<<",
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    ),
    "TD2": (
        "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
        "D231458907UTO7408122F1204159<<<<<<<6",
    ),
    "MRV-A": (
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L8988901C4XXX4009078F96121096ZE184226B<<<<<<",
    ),
    "MRV-B": (
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
        "L8988901C4XXX4009078F9612109<<<<<<<<",
    ),
}
READ = {
    "TD1": ("I", "D23145890", "UTO", PartialDate(1974, 8, 12), date(2012, 4, 15), ""),
    "TD2": ("I", "D23145890", "UTO", PartialDate(1974, 8, 12), date(2012, 4, 15), ""),
    "MRV-A": ("V", "L8988901C", "XXX", PartialDate(1940, 9, 7), date(1996, 12, 10), "6ZE184226B"),
    "MRV-B": ("V", "L8988901C", "XXX", PartialDate(1940, 9, 7), date(1996, 12, 10), ""),
}
# Doc 9303-5 section 4.2.2, note j: a number of twelve characters
LONG = (
    "I<UTOD23145890<7349<<<<<<<<<<<",
    "3407127M9507122UTO<<<<<<<<<<<2",
    "STEVENSON<<PETER<JOHN<<<<<<<<<",
)


def facts(reading: ZoneReading) -> tuple[object, ...]:
    """Return what the table of specimens tells of a reading."""
    return (
        reading.document_code,
        reading.number,
        reading.nationality,
        reading.birth,
        reading.expiry,
        reading.optional_data,
    )


@pytest.mark.parametrize("zone", SPECIMENS)
@pytest.mark.parametrize("parted", ["\n", "", " "], ids=["lines", "together", "spaces"])
def test_specimens_are_read_whole(zone: str, parted: str) -> None:
    reading = read_zone(parted.join(SPECIMENS[zone]), today=TODAY)
    assert reading.zone == zone
    assert facts(reading) == READ[zone]
    assert (reading.surname, reading.given_names, reading.sex) == ("ERIKSSON", "ANNA MARIA", "F")
    assert reading.repairs == ()
    assert reading.lines == SPECIMENS[zone]


def test_a_passport_is_still_one() -> None:
    assert read_zone(SPECIMEN, today=TODAY).zone == "TD3"


def test_a_number_goes_on_in_the_optional_data() -> None:
    reading = read_zone("".join(LONG), today=TODAY)
    assert (reading.number, reading.optional_data) == ("D23145890734", "")
    assert [check.read for check in reading.checks if check.field == "number"] == ["9"]


CARD = {
    "issuing_state": "UTO",
    "surname": "STEVENSON",
    "given_names": "PETER JOHN",
    "nationality": "UTO",
    "sex": "M",
}


def test_a_long_number_is_written_as_it_is_read() -> None:
    lines = write_zone(
        TD1, number="D23145890734", birth=date(1934, 7, 12), expiry=date(1995, 7, 12), **CARD
    )
    assert lines == LONG


WRONG = {
    "a digit of the rest of a long number": (LONG, 1, 18, "5", "ids:check_digit_wrong"),
    "the composite of a card": (SPECIMENS["TD1"], 2, 30, "5", "ids:check_digit_wrong"),
    "the composite of the smaller card": (SPECIMENS["TD2"], 2, 36, "5", "ids:check_digit_wrong"),
    "a filler where no number goes on": (SPECIMENS["TD1"], 1, 15, "<", "ids:characters_wrong"),
    "the birth of a visa": (SPECIMENS["MRV-A"], 2, 15, "5", "ids:check_digit_wrong"),
    "the expiry of a small visa": (SPECIMENS["MRV-B"], 2, 23, "5", "ids:check_digit_wrong"),
    "a card that says X": (SPECIMENS["TD2"], 1, 1, "X", "ids:document_code_unknown"),
    "a card of an unknown State": (SPECIMENS["TD1"], 1, 3, "QQQ", "ids:country_unknown"),
}


@pytest.mark.parametrize(("lines", "line", "at", "text", "code"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused_by_name(
    lines: tuple[str, ...], line: int, at: int, text: str, code: str
) -> None:
    bad = [changed(one, at, text) if n == line else one for n, one in enumerate(lines, start=1)]
    with pytest.raises(IdsRefusal) as refused:
        read_zone("\n".join(bad), today=TODAY)
    assert refused.value.code == code


def test_a_letter_read_for_a_digit_is_repaired_in_every_size() -> None:
    first, second, third = SPECIMENS["TD1"]
    reading = read_zone("\n".join((first, changed(second, 6, "Z"), third)), today=TODAY)
    assert [(repair.field, repair.read, repair.taken) for repair in reading.repairs] == [
        ("birth", "Z", "2")
    ]


def test_a_refusal_names_the_size_that_is_nearest() -> None:
    with pytest.raises(WrongLineLength) as short:
        read_zone("\n".join(line[:-1] for line in SPECIMENS["TD2"]), today=TODAY)
    assert short.value.expected == TD2.line_length
    with pytest.raises(WrongLineCount) as few:
        read_zone("\n".join(SPECIMENS["TD1"][:2]), today=TODAY)
    assert few.value.expected == TD1.line_count


_names = st.text(string.ascii_uppercase, min_size=2, max_size=9)


@given(
    zone=st.sampled_from(ZONES),
    number=st.from_regex(r"[A-Z0-9]{9}", fullmatch=True),
    rest=st.from_regex(r"[A-Z0-9]{0,5}", fullmatch=True),
    surname=_names,
    given_names=_names,
    birth=st.dates(date(1930, 1, 1), TODAY),
    expiry=st.dates(TODAY, date(2050, 1, 1)),
    sex=st.sampled_from("MFX"),
)
def test_there_and_back(  # noqa: PLR0913, PLR0917 - fields of a document
    zone: Layout,
    number: str,
    rest: str,
    surname: str,
    given_names: str,
    birth: date,
    expiry: date,
    sex: str,
) -> None:
    told = number + rest if zone.long_number else number
    lines = write_zone(
        zone,
        issuing_state="UTO",
        surname=surname,
        given_names=given_names,
        number=told,
        nationality="UTO",
        birth=birth,
        sex=sex,
        expiry=expiry,
    )
    reading = read_zone("\n".join(lines), today=TODAY)
    assert (reading.zone, reading.number) == (zone.name, told)
    assert (reading.surname, reading.given_names) == (surname, given_names)
    assert (reading.birth.complete, reading.expiry, reading.sex) == (birth, expiry, sex)
    assert not reading.repairs
