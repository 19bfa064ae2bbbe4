"""The file of rejects: opened in a spreadsheet it shows text and runs nothing."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.records.csvfile import write_rejects
from liaison.records.fields import FORMULA, cleaned
from liaison.records.types import Reject


def written(*rejects: Reject) -> list[list[str]]:
    """Return the cells of a file of rejects, without its header."""
    stream = StringIO(newline="")
    write_rejects(stream, rejects)
    header, *lines = csv.reader(StringIO(stream.getvalue(), newline=""))
    assert header == ["line", "column", "value", "reason"]
    return lines


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@A1", " =1+1"])
def test_a_formula_becomes_text(value: str) -> None:
    assert written(Reject(2, "number", value, "why")) == [
        ["2", "number", f"'{value.strip()}", "why"]
    ]


@given(st.text(max_size=100))
def test_no_cell_begins_like_a_formula(value: str) -> None:
    (cells,) = written(Reject(7, "number", cleaned(value), "why"))
    assert not any(cell.startswith(FORMULA) for cell in cells)
