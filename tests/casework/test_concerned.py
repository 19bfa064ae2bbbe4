"""Persons, documents, vehicles, things: strict schemas, and keys under which the same meet."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.casework.concerned import (
    folded_name,
    from_json,
    keys_of,
    parse,
    script_of,
    to_json,
)
from liaison.casework.errors import FieldRefused
from liaison.casework.types import ConcernedFields
from liaison.casework.words import ConcernedKind

PERSON, DOCUMENT = ConcernedKind.PERSON, ConcernedKind.DOCUMENT
VEHICLE, THING = ConcernedKind.VEHICLE, ConcernedKind.THING


def test_a_person_keeps_names_with_their_scripts() -> None:
    said = ConcernedFields(PERSON, {"names": ({"name": "Kim Min-jun"}, {"name": "김민준"})})
    assert parse(said).fields["names"] == (
        {"name": "Kim Min-jun", "script": "Latn"},
        {"name": "김민준", "script": "Hang"},
    )


def test_numbers_are_kept_plain() -> None:
    document = parse(ConcernedFields(DOCUMENT, {"number": "lx 731-0254", "state": "chn"}))
    assert document.fields == {"number": "LX7310254", "state": "CHN"}
    vehicle = parse(ConcernedFields(VEHICLE, {"plate": " 粤B·12345 ", "make": "Foton"}))
    assert vehicle.fields["plate"] == "粤B12345"


def test_look_alikes_meet_under_one_key() -> None:
    one = parse(ConcernedFields(DOCUMENT, {"number": "LX73IO254"}))
    other = parse(
        ConcernedFields(
            PERSON, {"names": ({"name": "A"},), "documents": ({"number": "LX7310254"},)}
        )
    )
    assert set(keys_of(one)) & set(keys_of(other))


def test_the_order_of_a_name_does_not_matter() -> None:
    assert folded_name("ZHANG, Wéi") == folded_name("Wei Zhang")
    assert script_of("张伟") == "Hani"
    assert script_of("Zhang 伟") == ""


WRONG: dict[str, tuple[ConcernedKind, dict[str, Any], str]] = {
    "a person without a name": (PERSON, {}, "names"),
    "a name that is a text": (PERSON, {"names": "Zhang"}, "names"),
    "names that are none": (PERSON, {"names": ({"name": " "},)}, "names.0.name"),
    "eleven names": (PERSON, {"names": ({"name": "A"},) * 11}, "names"),
    "a month that is none": (PERSON, {"names": ({"name": "A"},), "birth": "1974-13"}, "birth"),
    "a birth in words": (PERSON, {"names": ({"name": "A"},), "birth": "May"}, "birth"),
    "a third sex": (PERSON, {"names": ({"name": "A"},), "sex": "Q"}, "sex"),
    "a State nobody has": (DOCUMENT, {"number": "A1", "state": "QQQ"}, "state"),
    "a document without a number": (DOCUMENT, {"state": "CHN"}, "number"),
    "a type with spaces": (DOCUMENT, {"number": "A1", "type": "old passport"}, "type"),
    "a vehicle nothing identifies": (VEHICLE, {"make": "Foton"}, "vin"),
    "a year in the future of cars": (VEHICLE, {"vin": "LX1", "year": "3026"}, "year"),
    "a thing without words": (THING, {"serial": "1"}, "words"),
    "a field nobody knows": (THING, {"words": "x", "colour": "red"}, "colour"),
    "a line that turns round": (THING, {"words": "a\u202eb"}, "words"),
    "two lines": (THING, {"words": "a\nb"}, "words"),
}


@pytest.mark.parametrize(("kind", "fields", "field"), WRONG.values(), ids=WRONG)
def test_it_is_refused_by_its_field(
    kind: ConcernedKind, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(FieldRefused) as refusal:
        parse(ConcernedFields(kind, fields), place="c")
    assert refusal.value.field == f"c.{field}"


@given(
    kind=st.sampled_from(ConcernedKind),
    fields=st.dictionaries(
        st.sampled_from(
            ["names", "birth", "number", "vin", "words", "plate", "documents", "serial", "x"]
        ),
        st.one_of(
            st.text(max_size=30),
            st.lists(st.dictionaries(st.sampled_from(["name", "number"]), st.text(max_size=30))),
            st.integers(),
            st.none(),
        ),
    ),
)
def test_whatever_comes_is_read_or_refused_and_read_again_the_same(
    kind: ConcernedKind, fields: dict[str, Any]
) -> None:
    """No other exception; what was parsed once is plain."""
    try:
        plain = parse(ConcernedFields(kind, fields))
    except FieldRefused:
        return
    assert parse(plain) == plain
    assert from_json(kind, to_json(plain)) == plain
    assert all(len(key) <= 100 for key in keys_of(plain))
