"""Documents on the wire: one spelling each, everything else refused."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.records.errors import FieldRefused
from liaison.records.types import DocumentFields
from liaison.records.wireform import record_from_wire, record_to_wire, records_from_body
from tests.records.strategies import documents
from tests.records.things import a_wire_record, wired

ID = uuid.UUID("01957a3c-0000-7000-8000-000000000001")
GONE = object()
REFUSALS: dict[str, tuple[dict[str, object], str]] = {
    "an unknown key": ({"surname": "Invented"}, "record"),
    "no id": ({"record_id": GONE}, "record_id"),
    "an id that is none": ({"record_id": "seven"}, "record_id"),
    "an id in capitals": ({"record_id": str(ID).upper()}, "record_id"),
    "an id as a number": ({"record_id": 7}, "record_id"),
    "no owner": ({"owner": GONE}, "owner"),
    "an owner too long": ({"owner": "x" * 121}, "owner"),
    "no kind": ({"kind": GONE}, "kind"),
    "an unknown kind": ({"kind": "spaceship"}, "kind"),
    "a kind as a list": ({"kind": ["person"]}, "kind"),
    "no version": ({"version": GONE}, "version"),
    "version 0": ({"version": 0}, "version"),
    "a version beyond the column": ({"version": 2**31}, "version"),
    "a version as text": ({"version": "1"}, "version"),
    "a truth as version": ({"version": True}, "version"),
    "no fields": ({"fields": GONE}, "fields"),
    "fields as a list": ({"fields": ["x"]}, "fields"),
    "no retention": ({"retention_until": GONE}, "retention_until"),
    "a retention of no day": ({"retention_until": "2035-02-30"}, "retention_until"),
    "the lowest handling code, said": (
        {"handling_code": "official_use_only"},
        "handling_code",
    ),
    "another handling code": ({"handling_code": "secret"}, "handling_code"),
    "discreet, denied": ({"discreet": False}, "discreet"),
    "discreet as text": ({"discreet": "yes"}, "discreet"),
    "discreet as a number": ({"discreet": 1}, "discreet"),
    "an empty reference": ({"national_reference": ""}, "national_reference"),
    "a reference with outer spaces": ({"national_reference": " x "}, "national_reference"),
}
FIELDS: dict[str, tuple[dict[str, object], str]] = {
    "an unknown field": ({"surname": "Invented"}, "fields"),
    "no number": ({"number": GONE}, "number"),
    "a number not in its plain form": ({"number": "lx-7310254"}, "number"),
    "a number as a number": ({"number": 7310254}, "number"),
    "a number as a list": ({"number": ["LX7310254"]}, "number"),
    "an alias of a state": ({"issuing_state": "DEU"}, "issuing_state"),
    "a type in capitals": ({"document_type": "PASSPORT"}, "document_type"),
    "an empty field": ({"reporting_state": ""}, "reporting_state"),
    "a field of nothing": ({"stolen_on": None}, "stolen_on"),
    "outer spaces": ({"additional_information": " found "}, "additional_information"),
    "a blank with a date of issue": (
        {"fraud": "stolen_blank", "issued_on": "2020-01-01"},
        "issued_on",
    ),
}
BODIES: dict[str, dict[str, object]] = {
    "nothing": {},
    "the first format": {"documents": [a_wire_record()]},
    "no format": {"records": [a_wire_record()]},
    "another format": {"format": 3, "records": [a_wire_record()]},
    "a truth as format": {"format": True, "records": [a_wire_record()]},
    "no list": {"format": 2, "records": "all"},
    "an empty list": {"format": 2, "records": []},
    "another key": {"format": 2, "records": [a_wire_record()], "note": "x"},
    "too many": {"format": 2, "records": [a_wire_record() for _ in range(101)]},
    "one record twice": {"format": 2, "records": [a_wire_record(record_id=ID)] * 2},
    "something that is no record": {"format": 2, "records": [a_wire_record(), "x"]},
}


@pytest.mark.parametrize(("change", "field"), REFUSALS.values(), ids=REFUSALS)
def test_refuses_a_document(change: dict[str, object], field: str) -> None:
    said = a_wire_record(record_id=ID) | change
    with pytest.raises(FieldRefused) as refused:
        record_from_wire({key: value for key, value in said.items() if value is not GONE})
    assert refused.value.field == field


@pytest.mark.parametrize(("change", "field"), FIELDS.values(), ids=FIELDS)
def test_refuses_what_it_says(change: dict[str, object], field: str) -> None:
    said = a_wire_record(record_id=ID)
    said["fields"] = {
        key: value for key, value in (said["fields"] | change).items() if value is not GONE
    }
    with pytest.raises(FieldRefused) as refused:
        record_from_wire(said)
    assert refused.value.field == field


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_refuses_a_body(body: dict[str, object]) -> None:
    with pytest.raises(FieldRefused):
        records_from_body(body)


@given(documents(reviewed=True), st.uuids(), st.integers(1, 2**31 - 1))
def test_what_is_written_reads_the_same(
    fields: DocumentFields, record_id: uuid.UUID, version: int
) -> None:
    record = wired(fields, record_id, version=version)
    assert record_from_wire(record_to_wire(record)) == record


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner),
)


@given(st.sampled_from(sorted(a_wire_record())), _JSON)
def test_any_value_in_any_field_is_read_or_refused(field: str, value: object) -> None:
    said = a_wire_record(record_id=ID) | {field: value}
    try:
        document = record_from_wire(said)
    except FieldRefused:
        return
    assert record_to_wire(document) == said
