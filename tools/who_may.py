"""Reads the tables of who may do what: tests/matrix/tables, one file for each door.

The tests try every cell; `tools.reference` draws docs/reference/who-may.md from the same rows.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).resolve().parents[1] / "tests" / "matrix" / "tables"
STAFF, AGENCIES, FEDERATION = "staff", "agencies", "federation"
OPENS, PROVES, FORBIDDEN, HIDDEN, INVALID, SIGN_IN, SET_UP, NO_CHAIR = "ocfhvspn"
ANSWERS: Final[Mapping[str, str]] = {
    OPENS: "opens",
    PROVES: "opens after a fresh proof of who one is",
    FORBIDDEN: "refused, on the record",
    HIDDEN: "not found, whether it exists or not; on the record",
    INVALID: "is not among what the form offers",
    SIGN_IN: "is asked to sign in, or for a key",
    SET_UP: "is led to set up a second factor first",
    NO_CHAIR: "has no chair any more: refused, on the record",
}


@dataclass(frozen=True)
class Row:
    """One address or operation, with one thing, and what every chair gets.

    Attributes:
        name: of the address or the operation.
        method: of HTTP.
        about: name of the thing in `tests/matrix/things.py`; "" where there is none.
        words: what the thing is, for readers.
        oversight: of the delegation to the sub-bureau while this is tried; "" as it stands.
        form: what is sent; `{name}` stands for the id of a thing.
        loose: whether the form may be refused for what it says: only the door is tried.
        answers: chair to letter, one for each chair.
    """

    name: str
    method: str
    about: str
    words: str
    oversight: str
    form: Mapping[str, Any]
    loose: bool
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """One door.

    Attributes:
        chairs: name of a chair to who sits in it, in the order of the columns.
        rows: in the order of the file.
        things: name of a thing to what it is.
    """

    chairs: Mapping[str, str]
    rows: tuple[Row, ...]
    things: Mapping[str, str]


def read(door: str) -> Table:
    """Read one table.

    Args:
        door: `staff`, `agencies` or `federation`.

    Raises:
        ValueError: a row has not one known letter for each chair, or stands there twice.
    """
    said = tomllib.loads((FOLDER / f"{door}.toml").read_text(encoding="utf-8"))
    chairs: dict[str, str] = said["chairs"]
    things: dict[str, str] = said.get("things", {})
    rows = tuple(_row(one, tuple(chairs), things) for one in said["row"])
    seen = [(one.name, one.method, one.about, one.oversight, str(one.form)) for one in rows]
    if twice := sorted({one for one in seen if seen.count(one) > 1}):
        message = f"{door}: twice: {twice}"
        raise ValueError(message)
    return Table(chairs, rows, things)


def _row(said: Mapping[str, Any], chairs: tuple[str, ...], things: Mapping[str, str]) -> Row:
    letters = "".join(said["answers"].split())
    if len(letters) != len(chairs) or set(letters) - set(ANSWERS):
        message = f"{said['name']} {said.get('about', '')}: {letters} for {len(chairs)} chairs"
        raise ValueError(message)
    about = said.get("about", "")
    return Row(
        name=said["name"],
        method=said.get("method", "GET"),
        about=about,
        words=things[about] if about else "",
        oversight=said.get("oversight", ""),
        form=said.get("form", {}),
        loose=said.get("loose", False),
        answers=dict(zip(chairs, letters, strict=True)),
    )
