"""`liaison names pairs` and `liaison names explain`: files and two words, no node, no database."""

import csv
import sys
from pathlib import Path

import pytest

from liaison.cli import main

PAIRS = """pair_id,name1,name2,dob1,dob2,remark
same,Anna Bergström,Anna Bergstrom,,,x
turned,Anna Bergström,Bergstrom Anna,,,
script,Иван Петров,Ivan Petrov,,,
other,Anna Bergström,Olena Haddad,,,
born,Anna Bergström,Anna Bergstrom,1974-08-12,1974-08-12,
elsewhen,Anna Bergström,Anna Bergstrom,1974-08-12,1991-01-30,
nobody,!!!,Anna Bergström,,,
"""


def run(folder: Path, content: bytes, *, name: str = "first.csv") -> int:
    """Run the command on one file."""
    (folder / name).write_bytes(content)
    return main.run(["names", "pairs", str(folder / name), "--out", str(folder / "out.csv")])


def scores(folder: Path) -> dict[str, float]:
    """Return what was written, by pair."""
    with (folder / "out.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert all(list(row) == ["set", "pair_id", "score"] for row in rows)
    assert {row["set"] for row in rows} <= {"first"}
    return {row["pair_id"]: float(row["score"]) for row in rows}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_every_pair_gets_a_score(tmp_path: Path, mark: bytes) -> None:
    assert run(tmp_path, mark + PAIRS.encode()) == 0
    found = scores(tmp_path)
    assert list(found) == ["same", "turned", "script", "other", "born", "elsewhen", "nobody"]
    assert min(found["turned"], found["script"]) >= 0.70 > found["other"]
    assert found["born"] > found["same"] > found["elsewhen"]
    assert found["nobody"] == 0


def test_the_screen_stays_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "first.csv").write_text(PAIRS, encoding="utf-8")
    assert main.run(["names", "pairs", str(tmp_path / "first.csv"), "--out", "-"]) == 0
    assert not sys.stdout.closed
    assert capsys.readouterr().out.splitlines()[0] == "set,pair_id,score"


REFUSED = {
    "no such column": (b"pair_id,name1\n1,Anna\n", "has no column name2"),
    "a line cut off": (b"pair_id,name1,name2\n1,Anna\n", "line 2"),
    "not UTF-8": (b"pair_id,name1,name2\n1,\xff\xfe,Anna\n", "is not UTF-8"),
    "a field without an end": (b'pair_id,name1,name2\n1,"Anna,Berg\n', "line"),
    "a field that never ends": (b"pair_id,name1,name2\n1," + b"a" * 100_001 + b",b\n", "line"),
}


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_file_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, words: str
) -> None:
    assert run(tmp_path, content) != 0
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


def test_a_sum_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    birth = ["--dob1", "1974-08-12", "--dob2", "1974-08-12"]
    assert main.run(["names", "explain", "Anna Berg", "Anna Haddad", *birth]) == 0
    said = capsys.readouterr().out
    for words in ("anna stands in both", "berg stands against haddad", "1974-08-12", "together"):
        assert words in said.lower()


@pytest.mark.parametrize("name", ["!!!", "", "a" * 1000], ids=["no letter", "empty", "too long"])
def test_what_is_no_name_is_not_explained(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["names", "explain", name, "Anna Berg"]) != 0
    assert "Traceback" not in capsys.readouterr().err
