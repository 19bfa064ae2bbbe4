"""The demonstration's file: invented, the same every time, and without a single reject."""

from datetime import date
from io import StringIO

from liaison.records import csvfile
from liaison.records.fields import draft_of
from liaison.records.states import DocumentType, Fraud
from liaison.records.types import ParsedRow
from tools.demo_documents import TARGET, documents


def test_is_what_the_tool_writes() -> None:
    stream = StringIO(newline="")
    csvfile.write_documents(stream, documents())
    assert TARGET.read_bytes().decode() == stream.getvalue()


def test_every_line_is_taken_and_says_that_it_is_invented() -> None:
    with TARGET.open("rb") as stream:
        rows = list(csvfile.read(stream, today=date(2026, 3, 2)))
    taken = [row.fields for row in rows if isinstance(row, ParsedRow)]
    assert len(taken) == len(rows) == 400
    assert len({draft_of(fields).natural_key for fields in taken}) == 400
    assert all("invented" in fields.additional_information for fields in taken)
    assert {fields.fraud for fields in taken} == set(Fraud)


def test_the_passport_of_the_story_is_in_it() -> None:
    (found,) = (fields for fields in documents() if fields.number == "LX7310254")
    assert (found.document_type, found.fraud) == (DocumentType.PASSPORT, Fraud.LOST_OR_STOLEN)
