"""Files of lists as spreadsheets write them; what comes back runs in no spreadsheet."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.queries import bulkfile, bulkform
from liaison.queries.bulkform import pack_answers, pack_lines, pack_rejects
from liaison.queries.bulkpolicy import CELL
from liaison.queries.states import QuestionKind, Verdict
from liaison.queries.types import BulkAnswer, BulkLine, BulkReject
from liaison.records.errors import FileRefused
from tests.cast import NOW

GOOD = "reference,name,birth,sex,nationality,number,issuing_state\r\n"
TODAY = NOW.date()


def read(text: str) -> list[BulkLine]:
    """Return the lines of a file."""
    stream = io.BytesIO(text.encode())
    bulkfile.survey(stream)
    stream.seek(0)
    return list(bulkfile.read(stream))


def test_a_passenger_with_a_passport_is_two_questions() -> None:
    (line,) = read(GOOD + "17A,KIM Min-su,1974-08-12,M,KOR,M70689098,KOR\r\n")
    assert (line.line, line.reference) == (2, "17A")
    asked = bulkform.questions_of(line.cells, today=TODAY)
    assert [one.kind for one in asked] == [QuestionKind.PERSON, QuestionKind.DOCUMENT]
    assert (asked[0].sex, asked[0].nationality, asked[1].issuing_state) == ("M", "KOR", "KOR")


FILES = {
    "nothing": "",
    "a header alone": GOOD,
    "neither a name nor a number": "reference,birth\r\n1,1990\r\n",
    "a column nobody knows": "name,shoe size\r\nAnna,41\r\n",
    "a column twice": "name,name\r\nAnna,Anna\r\n",
    "a NUL byte": "name\r\nAn\0na\r\n",
    "a line too long": "name\r\n" + "x" * 5000 + "\r\n",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_files_refused_as_a_whole(text: str) -> None:
    with pytest.raises(FileRefused):
        read(text)


LINES = {
    "a cell too many": ("Anna,1990,x", "", bulkform.MALFORMED),
    "quotes that do not match": ('"Anna,1990', "", bulkform.MALFORMED),
    "a name too long": ("x" * (CELL + 1) + ",", "", bulkform.MALFORMED),
    "a name that turns the line round": ("An\u202ena,", "", bulkform.MALFORMED),
    "nobody's birthday": (",1990", "", bulkform.EMPTY),
    "a day that is none": ("Anna,1990-02-31", "birth", "ids:date_wrong"),
    "a name of signs": ("???,", "name", "names:"),
}


@pytest.mark.parametrize(("text", "field", "reason"), LINES.values(), ids=LINES)
def test_lines_refused_one_by_one(text: str, field: str, reason: str) -> None:
    """The others of the file are taken."""
    bad, good = read(f"name,birth\r\n{text}\r\nAnna Lind,1990\r\n")
    said = bulkform.read_line(bad, today=TODAY)
    assert (said.questions, said.field) == ((), field)
    assert said.reason.startswith(reason)
    assert bulkform.read_line(good, today=TODAY).questions


@pytest.mark.parametrize("sign", "=+-@")
def test_no_cell_is_a_formula(sign: str) -> None:
    out = io.StringIO()
    nasty = f'{sign}HYPERLINK("http://x.invalid")'
    answer = BulkAnswer(2, nasty, Verdict.NO_MATCH)
    bulkfile.write_results(out, [answer], header=True)
    reject = BulkReject(3, nasty, "name", "x", {"name": nasty})
    bulkfile.write_rejects(out, [reject], header=False, words=lambda one: one.reason)
    cells = [cell for row in csv.reader(io.StringIO(out.getvalue())) for cell in row]
    assert not [cell for cell in cells if cell.startswith(sign)]
    assert f"'{nasty}" in cells


TEXT = st.text(max_size=20)
CELLS = st.dictionaries(st.sampled_from(["name", "number", "birth"]), TEXT, max_size=3)
BULK_LINES = st.builds(BulkLine, st.integers(1, 9), TEXT, CELLS, TEXT)
ANSWERS = st.builds(
    BulkAnswer,
    line=st.integers(1, 9),
    reference=TEXT,
    verdict=st.just(Verdict.POSSIBLE_MATCH),
    hits=st.lists(st.uuids(), min_size=1, max_size=3).map(tuple),
    score=st.sampled_from([0.7, 0.875, 1.0]),
    by_name_only=st.booleans(),
)
REJECTS = st.builds(BulkReject, st.integers(1, 9), TEXT, TEXT, TEXT, CELLS)


@given(st.lists(BULK_LINES), st.lists(ANSWERS), st.lists(REJECTS))
def test_what_is_packed_is_unpacked(
    lines: list[BulkLine], answers: list[BulkAnswer], rejects: list[BulkReject]
) -> None:
    assert list(bulkform.unpack_lines(pack_lines(lines))) == lines
    assert list(bulkform.unpack_answers(pack_answers(answers))) == answers
    assert list(bulkform.unpack_rejects(pack_rejects(rejects))) == rejects
