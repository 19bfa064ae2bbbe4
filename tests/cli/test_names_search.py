"""`liaison names search`: three files, no node, no database."""

import csv
from pathlib import Path

import pytest

from liaison.cli import main

INDEX = """rec_id,name,aliases,dob,nationality,remark
1,Anna Berg,Anna Bergström|Анна Берг,1974-08-12,SWE,x
2,Ivan Petrov,,1980,RUS,
3,Anna Berg,,1991-01-02,,
4,!!!,,,,
"""
QUERIES = """qid,query_name,query_dob
a,Berg Anna,1974-08-12
b,Пётр Иванов,
c,Iwan Petrow,12.08.1980
d,???,
"""


def run(folder: Path, *more: str, index: str = INDEX, queries: str = QUERIES) -> int:
    """Run the command on files of these contents."""
    (folder / "i.csv").write_text(index, encoding="utf-8")
    (folder / "q.csv").write_text(queries, encoding="utf-8")
    files = ["--index", str(folder / "i.csv"), "--queries", str(folder / "q.csv")]
    return main.run(["names", "search", *files, "--out", str(folder / "h.csv"), *more])


def hits(folder: Path) -> list[dict[str, str]]:
    """Return the lines written."""
    with (folder / "h.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_hits_are_ranked(tmp_path: Path) -> None:
    """The date of birth goes before; what cannot be read finds nothing."""
    assert run(tmp_path) == 0
    found = hits(tmp_path)
    assert list(found[0]) == ["qid", "rank", "rec_id", "score", "ms"]
    first = {one["qid"]: one["rec_id"] for one in found if one["rank"] == "1"}
    assert first["a"] == "1"
    assert first["c"] == "2"
    assert "d" not in first
    assert all(0 <= float(one["score"]) <= 1 and float(one["ms"]) > 0 for one in found)
    scores = [float(one["score"]) for one in found if one["qid"] == "a"]
    assert scores == sorted(scores, reverse=True)


def test_no_more_than_the_limit(tmp_path: Path) -> None:
    assert run(tmp_path, "--limit", "1") == 0
    assert {one["rank"] for one in hits(tmp_path)} == {"1"}


def test_an_empty_index_finds_nobody(tmp_path: Path) -> None:
    assert run(tmp_path, index="rec_id,name\n") == 0
    assert hits(tmp_path) == []


REFUSED = {
    "no such column": ({"index": "id,name\n1,Anna\n"}, "has no column rec_id"),
    "another table": ({"queries": "rec_id,name\n"}, "has no column qid, query_name"),
    "a line cut off": ({"queries": "qid,query_name\na\n"}, "has too few columns"),
    "a field without an end": ({"index": 'rec_id,name\n1,"Anna\n'}, "line"),
}


@pytest.mark.parametrize(("files", "words"), REFUSED.values(), ids=REFUSED)
def test_bad_files_are_refused_in_one_line(
    files: dict[str, str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, **files) == main.REFUSED
    said = capsys.readouterr().err.strip()
    assert words in said
    assert "\n" not in said


def test_what_is_not_utf8_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path)
    (tmp_path / "i.csv").write_bytes(b"rec_id,name\n1,M\xfcller\n")
    files = ["--index", str(tmp_path / "i.csv"), "--queries", str(tmp_path / "q.csv")]
    assert main.run(["names", "search", *files, "--out", str(tmp_path / "h.csv")]) == main.REFUSED
    assert "is not UTF-8" in capsys.readouterr().err
