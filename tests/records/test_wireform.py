"""Documents on the wire: one spelling each, everything else refused."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.records.errors import FieldRefused
from liaison.records.types import DocumentFields, WireDocument
from liaison.records.wireform import document_from_wire, document_to_wire, documents_from_body
from tests.records.strategies import documents
from tests.records.things import a_wire_document

ID = uuid.UUID("01957a3c-0000-7000-8000-000000000001")
GONE = object()
REFUSALS: dict[str, tuple[dict[str, object], str]] = {
    "an unknown key": ({"surname": "Invented"}, "document"),
    "no id": ({"record_id": GONE}, "record_id"),
    "an id that is none": ({"record_id": "seven"}, "record_id"),
    "an id in capitals": ({"record_id": str(ID).upper()}, "record_id"),
    "an id as a number": ({"record_id": 7}, "record_id"),
    "no owner": ({"owner": GONE}, "owner"),
    "an owner too long": ({"owner": "x" * 121}, "owner"),
    "no version": ({"version": GONE}, "version"),
    "version 0": ({"version": 0}, "version"),
    "a version beyond the column": ({"version": 2**31}, "version"),
    "a version as text": ({"version": "1"}, "version"),
    "a truth as version": ({"version": True}, "version"),
    "no number": ({"number": GONE}, "number"),
    "a number not in its plain form": ({"number": "lx-7310254"}, "number"),
    "a number as a number": ({"number": 7310254}, "number"),
    "an alias of a state": ({"issuing_state": "DEU"}, "issuing_state"),
    "a type in capitals": ({"document_type": "PASSPORT"}, "document_type"),
    "no review date": ({"review_on": GONE}, "review_on"),
    "an empty field": ({"national_reference": ""}, "national_reference"),
    "a field of nothing": ({"stolen_on": None}, "stolen_on"),
    "outer spaces": ({"additional_information": " found "}, "additional_information"),
    "a blank with a date of issue": (
        {"fraud": "stolen_blank", "issued_on": "2020-01-01"},
        "issued_on",
    ),
}
BODIES: dict[str, dict[str, object]] = {
    "nothing": {},
    "no list": {"documents": "all"},
    "an empty list": {"documents": []},
    "another key": {"documents": [a_wire_document()], "note": "x"},
    "too many": {"documents": [a_wire_document() for _ in range(101)]},
    "one record twice": {"documents": [a_wire_document(record_id=ID)] * 2},
    "something that is no document": {"documents": [a_wire_document(), "x"]},
}


@pytest.mark.parametrize(("change", "field"), REFUSALS.values(), ids=REFUSALS)
def test_refuses_a_document(change: dict[str, object], field: str) -> None:
    said = a_wire_document(record_id=ID) | change
    with pytest.raises(FieldRefused) as refused:
        document_from_wire({key: value for key, value in said.items() if value is not GONE})
    assert refused.value.field == field


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_refuses_a_body(body: dict[str, object]) -> None:
    with pytest.raises(FieldRefused):
        documents_from_body(body)


@given(documents(reviewed=True), st.uuids(), st.integers(1, 2**31 - 1))
def test_what_is_written_reads_the_same(
    fields: DocumentFields, record_id: uuid.UUID, version: int
) -> None:
    document = WireDocument(record_id, "seoul", version, fields)
    assert document_from_wire(document_to_wire(document)) == document


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner),
)


@given(st.sampled_from(sorted(a_wire_document())), _JSON)
def test_any_value_in_any_field_is_read_or_refused(field: str, value: object) -> None:
    said = a_wire_document(record_id=ID) | {field: value}
    try:
        document = document_from_wire(said)
    except FieldRefused:
        return
    assert document_to_wire(document) == said
