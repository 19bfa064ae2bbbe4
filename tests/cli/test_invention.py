"""Invented documents are the same every time, and good enough for the real import."""

from datetime import date
from io import BytesIO, StringIO

import pytest

from liaison.cli.demo.invention import NOTE, write_invented
from liaison.records import csvfile
from liaison.records.types import ParsedRow


def invented(count: int, series: str = "EA") -> str:
    """Return a file of invented documents."""
    stream = StringIO(newline="")
    write_invented(stream, count, series=series)
    return stream.getvalue()


def test_the_same_file_every_time() -> None:
    assert invented(500) == invented(500)
    assert invented(500).startswith(invented(499))


def test_another_series_has_other_numbers() -> None:
    ours, theirs = (set(invented(300, series).splitlines()[1:]) for series in ("EA", "EB"))

    assert not ours & theirs


@pytest.mark.parametrize("count", [1, 400])
def test_every_line_is_taken(count: int) -> None:
    content = invented(count).encode()

    assert csvfile.survey(BytesIO(content)).lines == count
    rows = list(csvfile.read(BytesIO(content), today=date(2026, 12, 31)))
    taken = [row for row in rows if isinstance(row, ParsedRow)]
    assert len(taken) == len(rows) == count
    assert len({row.fields.number for row in taken}) == count
    assert {row.fields.additional_information for row in taken} == {NOTE}


def test_no_documents_are_a_header() -> None:
    assert len(invented(0).splitlines()) == 1
