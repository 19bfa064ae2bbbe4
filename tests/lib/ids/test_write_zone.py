"""Composing a passport: the examples of ICAO, what is refused, and there and back."""

import string
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ids.countries import STATES
from liaison.lib.ids.dates import PartialDate
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.mrz import read_zone
from liaison.lib.ids.names import write_name
from liaison.lib.ids.writing import write_zone
from liaison.lib.ids.zones import TD3
from tests.lib.ids.specimens import FIRST, SECOND, TODAY

FIELDS: dict[str, Any] = {
    "issuing_state": "UTO",
    "surname": "Eriksson",
    "given_names": "Anna Maria",
    "number": "L898902C3",
    "nationality": "UTO",
    "birth": date(1974, 8, 12),
    "sex": "F",
    "expiry": date(2012, 4, 15),
    "optional_data": "ZE184226B",
}


def test_specimen() -> None:
    assert write_zone(TD3, **FIELDS) == (FIRST, SECOND)


# Doc 9303-4 section 4.2.3
EXAMPLES = {
    "hyphen": ("Smith-Jones", "Susie Margaret", "SMITH<JONES<<SUSIE<MARGARET<<<<<<<<<<<<"),
    "apostrophe": ("O'Connor", "Enya Siobhan", "OCONNOR<<ENYA<SIOBHAN<<<<<<<<<<<<<<<<<<"),
    "single name": ("Arkfreith", "", "ARKFREITH" + "<" * 30),
    "initial at the end": (
        "Nilavadhanananda",
        "Chayapa Dejthamrong Krasuang",
        "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K",
    ),
    "component cut": (
        "Nilavadhanananda",
        "Arnpol Petch Charonguang",
        "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU",
    ),
    "just fits": (
        "Papandropoulous",
        "Jonathon Warren Trevor",
        "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR",
    ),
    "surname cut, one letter of the given names kept": (
        "Bennelong Wooloomooloo Warrandyte Warnambool",
        "Dingo Potoroo",
        "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<WA<<D",
    ),
    "single name cut": ("A" * 45, "", "A" * 39),
    "a filler would be last": (
        "A" * 20,
        "B" * 16 + " Cornelia",
        "A" * 20 + "<<" + "B" * 15 + "<C",
    ),
}


@pytest.mark.parametrize(("surname", "given_names", "field"), EXAMPLES.values(), ids=EXAMPLES)
def test_names(surname: str, given_names: str, field: str) -> None:
    assert write_name(surname, given_names, width=39) == field


REFUSALS = {
    "no surname": ({"surname": " - "}, "ids:missing"),
    "surname to be transliterated first": ({"surname": "Müller"}, "ids:characters_wrong"),
    "given names to be transliterated first": ({"given_names": "安娜"}, "ids:characters_wrong"),
    "digit in a name": ({"surname": "Eriks5on"}, "ids:characters_wrong"),
    "endless name": ({"surname": "A" * 201}, "ids:too_long"),
    "name that cannot be cut": ({"surname": "A", "given_names": "B " * 30}, "ids:name_wrong"),
    "number too long": ({"number": "L898902C3X"}, "ids:too_long"),
    "no number": ({"number": "--"}, "ids:missing"),
    "number with another sign": ({"number": "L89_902"}, "ids:characters_wrong"),
    "personal number too long": ({"optional_data": "1" * 15}, "ids:too_long"),
    "unknown State": ({"issuing_state": "QQQ"}, "ids:country_unknown"),
    "unknown nationality": ({"nationality": "QQQ"}, "ids:country_unknown"),
    "no nationality": ({"nationality": ""}, "ids:missing"),
    "another sex": ({"sex": "f"}, "ids:sex_wrong"),
    "a visa": ({"document_code": "V"}, "ids:document_code_unknown"),
    "no letter for a document code": ({"document_code": "<"}, "ids:document_code_unknown"),
    "a document code of three letters": ({"document_code": "PPP"}, "ids:document_code_unknown"),
    "a document code with a digit": ({"document_code": "P1"}, "ids:document_code_unknown"),
}


@pytest.mark.parametrize(("change", "code"), REFUSALS.values(), ids=REFUSALS)
def test_write_zone_refuses(change: dict[str, Any], code: str) -> None:
    with pytest.raises(IdsRefusal) as refused:
        write_zone(TD3, **(FIELDS | change))
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


_component = st.text(string.ascii_uppercase, min_size=2, max_size=12)
_name = st.lists(_component, min_size=1, max_size=4).map(" ".join)
_number = st.from_regex(r"[A-Z0-9]{1,9}", fullmatch=True)
_births = st.one_of(
    st.dates(date(1930, 1, 1), TODAY).map(lambda day: PartialDate(day.year, day.month, day.day)),
    st.builds(PartialDate, st.integers(1930, 2025), st.integers(1, 12), st.none()),
    st.builds(PartialDate, st.integers(1930, 2025), st.none(), st.none()),
    st.just(PartialDate(None, None, None)),
)


@given(
    state=st.sampled_from(sorted(STATES)),
    surname=_name,
    given_names=st.one_of(st.just(""), _name),
    number=_number,
    birth=_births,
    sex=st.sampled_from("MFX"),
    expiry=st.dates(TODAY, date(2056, 12, 31)),
    optional_data=st.from_regex(r"[A-Z0-9]{0,14}", fullmatch=True),
    code=st.sampled_from(["P", "PD", "PP"]),
)
def test_there_and_back(  # noqa: PLR0913, PLR0917 - a passport has this many fields
    state: str,
    surname: str,
    given_names: str,
    number: str,
    birth: PartialDate,
    sex: str,
    expiry: date,
    optional_data: str,
    code: str,
) -> None:
    lines = write_zone(
        TD3,
        document_code=code,
        issuing_state=state,
        surname=surname,
        given_names=given_names,
        number=number,
        nationality=state,
        birth=birth,
        sex=sex,
        expiry=expiry,
        optional_data=optional_data,
    )
    reading = read_zone("\n".join(lines), today=TODAY)
    assert reading.lines == lines
    assert reading.repairs == ()
    assert (reading.document_code, reading.issuing_state) == (code, state)
    assert (reading.number, reading.nationality, reading.sex) == (number, state, sex)
    assert (reading.birth, reading.expiry) == (birth, expiry)
    assert reading.optional_data == optional_data
    if reading.name_truncated:
        assert lines[0][-1] != "<"
    else:
        assert (reading.surname, reading.given_names) == (surname, given_names)
