"""The fields of a document: read strictly, written so that they read the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.records.errors import FieldRefused
from liaison.records.fields import FORMULA, NAMES, cleaned, parse_fields, write_fields
from liaison.records.states import DocumentType, Fraud
from liaison.records.types import DocumentFields
from tests.records.strategies import documents

PLAIN = {
    "number": "LX7310254",
    "issuing_state": "CHN",
    "document_type": "passport",
    "fraud": "lost_or_stolen",
}
REFUSALS: dict[str, tuple[dict[str, str], str]] = {
    "no number": ({"number": ""}, "number"),
    "a number of separators": ({"number": " - "}, "number"),
    "a number too long": ({"number": "X" * 21}, "number"),
    "a number with a letter of another alphabet": (
        {"number": "LX731025\N{CYRILLIC SMALL LETTER A}"},
        "number",
    ),
    "no issuing state": ({"issuing_state": " "}, "issuing_state"),
    "a state nobody has": ({"issuing_state": "QQQ"}, "issuing_state"),
    "no document type": ({"document_type": ""}, "document_type"),
    "another document type": ({"document_type": "library card"}, "document_type"),
    "no fraud": ({"fraud": ""}, "fraud"),
    "another fraud": ({"fraud": "forged"}, "fraud"),
    "a reporting state nobody has": ({"reporting_state": "QQQ"}, "reporting_state"),
    "a date in another order": ({"issued_on": "17.05.2021"}, "issued_on"),
    "a date without hyphens": ({"issued_on": "20210517"}, "issued_on"),
    "a date in other digits": ({"issued_on": "\u0662\u0660\u0662\u0661-05-17"}, "issued_on"),
    "no such day": ({"expires_on": "2025-02-29"}, "expires_on"),
    "a date too early": ({"stolen_on": "1899-12-31"}, "stolen_on"),
    "a date too late": ({"review_on": "2200-01-01"}, "review_on"),
    "a reference too long": ({"national_reference": "x" * 41}, "national_reference"),
    "information too long": ({"additional_information": "x" * 301}, "additional_information"),
    "a line break": ({"additional_information": "one\ntwo"}, "additional_information"),
    "a direction override": ({"additional_information": "a\u202eb"}, "additional_information"),
    "a formula": ({"additional_information": "=1+1"}, "additional_information"),
    "a formula in the reference": ({"national_reference": "@SUM(A1)"}, "national_reference"),
    "a blank with a date of issue": (
        {"fraud": "stolen_blank", "issued_on": "2025-01-01"},
        "issued_on",
    ),
    "a blank with a date of expiry": (
        {"fraud": "stolen_blank", "expires_on": "2025-01-01"},
        "expires_on",
    ),
    "expired before it was issued": (
        {"issued_on": "2025-01-02", "expires_on": "2025-01-01"},
        "expires_on",
    ),
}


@pytest.mark.parametrize(("said", "field"), REFUSALS.values(), ids=REFUSALS)
def test_refuses(said: dict[str, str], field: str) -> None:
    with pytest.raises(FieldRefused) as refused:
        parse_fields(PLAIN | said)
    assert refused.value.field == field
    assert refused.value.reason


def test_reads_what_people_write() -> None:
    said = PLAIN | {"number": " lx 731-0254", "issuing_state": "deu", "fraud": "REVOKED"}
    fields = parse_fields(said | {"issued_on": "2021-05-17"})
    assert fields == DocumentFields(
        number="LX7310254",
        issuing_state="D",
        document_type=DocumentType.PASSPORT,
        fraud=Fraud.REVOKED,
        issued_on=date(2021, 5, 17),
    )


@given(documents())
def test_what_is_written_reads_the_same(fields: DocumentFields) -> None:
    assert parse_fields(write_fields(fields)) == fields


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=400)))
def test_any_text_is_read_or_refused(said: dict[str, str]) -> None:
    shown = ""
    try:
        shown = parse_fields(PLAIN | said).additional_information
    except FieldRefused as refusal:
        shown = cleaned(refusal.value).lstrip("".join(FORMULA))
    assert shown.isprintable()
    assert not shown.startswith(FORMULA)
