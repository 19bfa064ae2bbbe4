"""Delegations as a file: what each sub-bureau decides and what of it is seen, read strictly."""

from dataclasses import dataclass
from pathlib import Path

from liaison.core import datafile
from liaison.core.datafile import Table
from liaison.identity.errors import FileRefused
from liaison.identity.policy import DELEGATION_MAX
from liaison.identity.states import Oversight, Right

MAX_BYTES = 64 * 1024
MAX_DELEGATIONS = 100
MAX_ID = 120
KEYS = frozenset({"sub_bureau", "oversight", "rights", "days"})


@dataclass(frozen=True)
class DelegationLine:
    """One delegation of a file.

    Attributes:
        sub_bureau: id of an organisation.
        oversight: what the bureau's desk sees of its work.
        rights: what it decides for itself.
        days: how long it holds, from the day the file is loaded.
    """

    sub_bureau: str
    oversight: Oversight
    rights: frozenset[Right]
    days: int


def read(file: Path) -> tuple[DelegationLine, ...]:
    """Read the delegations of a file, in its order.

    Args:
        file: TOML in UTF-8 with one `[[delegation]]` for each sub-bureau.

    Raises:
        FileRefused: cannot be read, too large, or says something this house does not understand.
    """
    return parse(datafile.read(file, most=MAX_BYTES, refused=FileRefused))


def parse(content: bytes) -> tuple[DelegationLine, ...]:
    """Read delegations from the bytes of such a file.

    Raises:
        FileRefused: too large, or says something this house does not understand.
    """
    whole = datafile.parse(content, most=MAX_BYTES, refused=FileRefused).only({"delegation"})
    found = tuple(_line(row) for row in whole.rows("delegation", most=MAX_DELEGATIONS))
    if len({line.sub_bureau for line in found}) != len(found):
        raise whole.wrong("says one sub-bureau twice")
    return found


def _line(row: Table) -> DelegationLine:
    row = row.only(KEYS).named("sub_bureau")
    return DelegationLine(
        sub_bureau=row.text("sub_bureau", most=MAX_ID),
        oversight=row.one_of("oversight", Oversight),
        rights=row.several_of("rights", Right),
        days=row.number("days", 1, DELEGATION_MAX.days),
    )
