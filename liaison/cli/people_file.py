"""Files of people: who signs in and which chairs they get. Read strictly; no passwords inside."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from liaison.core.errors import CommandRefused

MAX_BYTES = 256 * 1024
MAX_PEOPLE = 1000
MAX_CHAIRS = 20
DAYS = 365
MAX_DAYS = 730


@dataclass(frozen=True)
class ChairLine:
    """A chair: organisation, role, and for how many days."""

    organisation: str
    role: str
    days: int


@dataclass(frozen=True)
class PersonLine:
    """A person, the chairs they get, and where they read mail, if anywhere."""

    sign_in_name: str
    name: str
    chairs: tuple[ChairLine, ...]
    mail: str = ""


def read(file: Path) -> tuple[PersonLine, ...]:
    """Read a file of people.

    Args:
        file: TOML, one [[person]] each: `sign_in_name`, `name`, `chairs` = list of
            `{ organisation, role, days }`; `days` may be left out, and `mail` may be added.

    Raises:
        CommandRefused: not readable, too large, or a line with missing or unknown entries.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise CommandRefused(str(file), f"is larger than {MAX_BYTES} bytes")
        found = tomllib.loads(content.decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CommandRefused(str(file), f"cannot be read: {error}") from error
    listed = found.get("person")
    if not isinstance(listed, list) or len(listed) > MAX_PEOPLE:
        raise CommandRefused(str(file), f"must list at most {MAX_PEOPLE} people as [[person]]")
    if found.keys() != {"person"}:
        raise CommandRefused(str(file), "must hold nothing but [[person]]")
    return tuple(_person(file, entry) for entry in listed)


def _person(file: Path, entry: object) -> PersonLine:
    fields = {"sign_in_name": str, "name": str, "chairs": list}
    if not isinstance(entry, dict) or entry.keys() - {"mail"} != fields.keys():
        raise CommandRefused(str(file), f"a person has {', '.join(fields)} and perhaps mail")
    mail = entry.get("mail", "")
    if not isinstance(mail, str):
        raise CommandRefused(str(file), "mail must be a text")
    for name, kind in fields.items():
        if not isinstance(entry[name], kind):
            raise CommandRefused(str(file), f"{name} must be a {kind.__name__}")
    if len(entry["chairs"]) > MAX_CHAIRS:
        raise CommandRefused(str(file), f"at most {MAX_CHAIRS} chairs for one person")
    chairs = tuple(_chair(file, chair) for chair in entry["chairs"])
    return PersonLine(entry["sign_in_name"], entry["name"], chairs, mail)


def _chair(file: Path, entry: object) -> ChairLine:
    if not isinstance(entry, dict) or entry.keys() - {"days"} != {"organisation", "role"}:
        raise CommandRefused(str(file), "a chair has organisation, role and perhaps days")
    days = entry.get("days", DAYS)
    organisation, role = entry["organisation"], entry["role"]
    if not (isinstance(organisation, str) and isinstance(role, str) and isinstance(days, int)):
        raise CommandRefused(str(file), "organisation and role are texts, days a number")
    if isinstance(days, bool) or not 1 <= days <= MAX_DAYS:
        raise CommandRefused(str(file), f"days is a number from 1 to {MAX_DAYS}")
    return ChairLine(organisation, role, days)
