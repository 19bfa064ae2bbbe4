"""What the demonstration says of a database it has read there; it changes none."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from liaison.cli.demo import evidence
from liaison.cli.demo.houses import House
from liaison.cli.demo.places import BEIJING
from liaison.cli.demo.terminal import StepFailed
from tests.cli.things import contents


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A bureau whose log has three entries."""
    found = House(BEIJING, base=tmp_path, first_port=8410)
    found.home.mkdir()
    with closing(sqlite3.connect(found.database)) as database:
        database.execute("create table audit_payload (event text, body text)")
        rows = [("queries:check:made", "one"), ("queries:check:made", "two"), ("web:seen", "x")]
        database.executemany("insert into audit_payload values (?, ?)", rows)
        database.commit()
    return found


def test_reads_rows_and_numbers(house: House) -> None:
    rows = evidence.ask(house, "select body from audit_payload where event = ?", "web:seen")

    assert rows == [("x",)]
    assert evidence.count(house, "select count(*) from audit_payload") == 3
    assert evidence.log_event(house, "queries:check:made") == 2
    assert evidence.log_event(house, "queries:hit:made") == 0


def test_cannot_write(house: House) -> None:
    before = contents(house.home)

    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        evidence.ask(house, "delete from audit_payload")

    assert contents(house.home) == before


def test_a_database_that_is_missing_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        evidence.ask(House(BEIJING, base=tmp_path, first_port=8410), "select 1")

    assert list(tmp_path.iterdir()) == []


def test_waits_until_it_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "POLL_SECONDS", 0)
    answers = iter([False, False, True])

    evidence.wait_until("the third time", lambda: next(answers))

    assert list(answers) == []


def test_what_does_not_happen_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "WAIT_SECONDS", 0.05)

    with pytest.raises(StepFailed, match="pigs fly"):
        evidence.wait_until("pigs fly", lambda: False)


def test_one_byte_of_the_words_is_changed(tmp_path: Path) -> None:
    file = tmp_path / "liaison.sqlite3"
    file.write_bytes(b"before" + b"the words" + b"after")

    evidence._flip(file, b"the words")

    changed = file.read_bytes()
    pairs = zip(changed, b"beforethe wordsafter", strict=True)
    assert [place for place, (new, old) in enumerate(pairs) if new != old] == [10]


def test_words_that_are_not_there_are_not_changed(tmp_path: Path) -> None:
    file = tmp_path / "liaison.sqlite3"
    file.write_bytes(b"something else")

    with pytest.raises(StepFailed):
        evidence._flip(file, b"the words")

    assert file.read_bytes() == b"something else"
