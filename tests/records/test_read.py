"""Reading a file: every line a document or a reject that says what to do."""

from datetime import date
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.records import csvfile, policy
from liaison.records.errors import FieldRefused, FileRefused
from liaison.records.types import DocumentFields, ParsedRow, Reject
from tests.records.strategies import documents

TODAY = date(2026, 3, 2)
HEADER = "number,issuing_state,document_type,fraud,stolen_on"
GOOD = "LX7310254,CHN,passport,lost_or_stolen,2026-01-19"
REJECTS: dict[str, tuple[str, str, str]] = {
    "a cell missing": ("LX1,CHN,passport,revoked", "", "4 cells"),
    "a cell too many": (GOOD + ",", "", "6 cells"),
    "a quote that does not close": ('"LX1,CHN,passport,revoked,', "", "quotes do not match"),
    "a lone carriage return": ("LX1,CHN\r,passport,revoked,", "", "quotes do not match"),
    "a cell too long": (f"{'x' * 401},CHN,passport,revoked,", "number", "401 characters"),
    "a wrong value": ("LX1,CHN,passport,forged,", "fraud", "must be one of"),
    "a missing value": ("LX1,,passport,revoked,", "issuing_state", "missing"),
    "a theft tomorrow": ("LX1,CHN,passport,revoked,2026-03-03", "stolen_on", "future"),
}


def read(text: str | bytes) -> list[ParsedRow | Reject]:
    """Read a file from memory."""
    content = text.encode() if isinstance(text, str) else text
    return list(csvfile.read(BytesIO(content), today=TODAY))


@pytest.mark.parametrize(("line", "column", "reason"), REJECTS.values(), ids=REJECTS)
def test_rejects_one_line_and_takes_the_next(line: str, column: str, reason: str) -> None:
    reject, row = read(f"{HEADER}\n{line}\n{GOOD}\n")
    assert isinstance(reject, Reject)
    assert (reject.line, reject.column) == (2, column)
    assert reason in reject.reason
    assert len(reject.value) <= 43
    assert reject.value.isprintable()
    assert isinstance(row, ParsedRow)
    assert row.line == 3


SPELLINGS = {
    "semicolons": f"{HEADER}\n{GOOD}".replace(",", ";"),
    "a byte order mark": f"\ufeff{HEADER}\n{GOOD}",
    "Windows line ends": f"{HEADER}\r\n{GOOD}\r\n",
    "capitals and spaces in the header": f" {HEADER.upper()} \n{GOOD}",
    "quotes everywhere": f'"{HEADER}"\n"{GOOD}"'.replace(",", '","'),
    "columns in another order": "fraud,number,stolen_on,document_type,issuing_state\n"
    "lost_or_stolen,LX7310254,2026-01-19,passport,CHN",
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS)
def test_reads_the_same_document_from(text: str) -> None:
    (row,) = read(text)
    (plain,) = read(f"{HEADER}\n{GOOD}")
    assert row == plain


@given(st.lists(documents(), min_size=1, max_size=5), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_what_is_written_reads_the_same(written: list[DocumentFields], encoding: str) -> None:
    stream = StringIO(newline="")
    csvfile.write_documents(stream, written)
    said = read(stream.getvalue().encode(encoding))
    assert len(said) == len(written)
    for row, fields in zip(said, written, strict=True):
        if isinstance(row, ParsedRow):
            assert row.fields == fields
        else:
            with pytest.raises(FieldRefused):
                policy.check_dates(fields, today=TODAY)


@given(st.binary(max_size=300))
def test_any_bytes_become_rows_rejects_or_a_refusal(noise: bytes) -> None:
    line = 2
    try:
        read(HEADER.encode() + b"\n" + noise)
    except FileRefused as refusal:
        line = refusal.line
    assert line > 1
