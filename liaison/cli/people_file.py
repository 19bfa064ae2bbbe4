"""Files of people: who signs in and which chairs they get. Read strictly; no passwords inside."""

from dataclasses import dataclass
from pathlib import Path

from liaison.core import datafile
from liaison.core.datafile import Table
from liaison.core.errors import CommandRefused

MAX_BYTES = 256 * 1024
MAX_PEOPLE = 1000
MAX_CHAIRS = 20
MAX_TEXT = 300  # what a name and an address may be, the house checks
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

    def refused(place: str, reason: str) -> CommandRefused:
        return CommandRefused(str(file), f"{place}: {reason}")

    content = datafile.read(file, most=MAX_BYTES, refused=refused)
    whole = datafile.parse(content, most=MAX_BYTES, refused=refused).only({"person"})
    return tuple(_person(row) for row in whole.rows("person", most=MAX_PEOPLE, least=0))


def _person(row: Table) -> PersonLine:
    row.only({"sign_in_name", "name", "chairs"}, {"mail"})
    return PersonLine(
        sign_in_name=row.text("sign_in_name", most=MAX_TEXT, least=0),
        name=row.text("name", most=MAX_TEXT, least=0),
        chairs=tuple(_chair(one) for one in row.rows("chairs", most=MAX_CHAIRS, least=0)),
        mail=row.text("mail", most=MAX_TEXT, least=0) if "mail" in row else "",
    )


def _chair(row: Table) -> ChairLine:
    row.only({"organisation", "role"}, {"days"})
    return ChairLine(
        organisation=row.text("organisation", most=MAX_TEXT),
        role=row.text("role", most=MAX_TEXT),
        days=row.number("days", 1, MAX_DAYS) if "days" in row else DAYS,
    )
