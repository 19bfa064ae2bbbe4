"""Files edited as data: what a table must say, may say, and how a refusal names the place."""

import enum
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core import datafile
from liaison.core.datafile import Table
from liaison.core.errors import Refusal

MOST = 400
GOOD = b"""
title = "Doors"
count = 3
open = true
colour = "red"
colours = ["red", "blue"]
names = ["front", "back"]

[[door]]
name = "front"

[[door]]
name = "back"

[lock]
key = "k"
"""


class Colour(enum.StrEnum):
    """A closed list."""

    RED = "red"
    BLUE = "blue"


class DoorsRefused(Refusal):
    """The room's own name."""

    code = "doors:file"

    def __init__(self, place: str, reason: str) -> None:
        """Keep both."""
        super().__init__(place, reason)
        self.place = place
        self.reason = reason


def a_table(content: bytes = GOOD) -> Table:
    """Return a file as a table."""
    return datafile.parse(content, most=MOST, refused=DoorsRefused)


def test_reads_what_is_said() -> None:
    whole = a_table().only(
        {"title", "count", "open", "colour", "door", "lock"}, {"colours", "names"}
    )
    assert whole.text("title", most=5) == "Doors"
    assert (whole.number("count", 1, 3), whole.truth("open")) == (3, True)
    assert whole.one_of("colour", Colour) is Colour.RED
    assert whole.several_of("colours", Colour) == frozenset(Colour)
    assert whole.words("names", most=2) == {"front", "back"}
    assert [one.text("name", most=9) for one in whole.rows("door", most=2)] == ["front", "back"]
    assert whole.table("lock").text("key", most=1) == "k"
    assert "lock" in whole
    assert "handle" not in whole


REFUSED: dict[str, tuple[Callable[[Table], object], str]] = {
    "a key that is missing": (lambda it: it.only([*it.said, "handle"]), "file"),
    "a key nobody knows": (lambda it: it.only(["title"], ["count"]), "file"),
    "a text too long": (lambda it: it.text("title", most=4), "file"),
    "a number for a text": (lambda it: it.text("count", most=4), "file"),
    "a number too high": (lambda it: it.number("count", 1, 2), "file"),
    "a number too low": (lambda it: it.number("count", 4, 9), "file"),
    "a truth for a number": (lambda it: it.number("open", 0, 9), "file"),
    "a number for a truth": (lambda it: it.truth("count"), "file"),
    "a value off the list": (lambda it: it.one_of("title", Colour), "file"),
    "values off the list": (lambda it: it.several_of("names", Colour), "file"),
    "too few values": (lambda it: it.several_of("colours", Colour, least=3), "file"),
    "a text for a list": (lambda it: it.words("title", most=9), "file"),
    "too many words": (lambda it: it.words("names", most=1), "file"),
    "tables for words": (lambda it: it.words("door", most=2), "file"),
    "too many rows": (lambda it: it.rows("door", most=1), "file"),
    "a row that is no table": (lambda it: it.rows("names", most=2), "names 1"),
    "a text for a table": (lambda it: it.table("title"), "title"),
    "something that is no table": (lambda it: it.each(most=9), "title"),
    "too many tables": (lambda it: it.each(most=2), "file"),
    "inside a table": (lambda it: it.table("lock").only({"bolt"}), "lock"),
    "inside a row": (lambda it: it.rows("door", most=2)[1].only({"bolt"}), "door 2"),
    "inside a row with a name": (
        lambda it: it.rows("door", most=2)[1].named("name").only({"bolt"}),
        "door 2 (back)",
    ),
}


@pytest.mark.parametrize(("ask", "place"), REFUSED.values(), ids=REFUSED)
def test_refuses_and_names_the_place(ask: Callable[[Table], object], place: str) -> None:
    whole = a_table()
    with pytest.raises(DoorsRefused) as caught:
        ask(whole)
    assert caught.value.place == place
    assert caught.value.reason


@pytest.mark.parametrize("said", ['["red", "red"]', '["red", 1]', "[true]"])
def test_a_list_says_a_known_thing_once(said: str) -> None:
    with pytest.raises(DoorsRefused):
        a_table(f"colours = {said}".encode()).several_of("colours", Colour)


@pytest.mark.parametrize("content", [b"[", b"\xff", b"#" * (MOST + 1)])
def test_a_file_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(DoorsRefused) as caught:
        a_table(content)
    assert caught.value.place == "file"


def test_a_file_is_read_no_further_than_one_byte_too_many(tmp_path: Path) -> None:
    file = tmp_path / "doors.toml"
    with pytest.raises(DoorsRefused):
        datafile.read(file, most=3, refused=DoorsRefused)
    assert datafile.read(file, most=3, refused=DoorsRefused, missing=b"") == b""
    file.write_bytes(b"12345678")
    assert datafile.read(file, most=3, refused=DoorsRefused) == b"1234"


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_whatever_it_holds_it_is_read_or_refused(content: bytes) -> None:
    try:
        a_table(content)
    except DoorsRefused:
        return
