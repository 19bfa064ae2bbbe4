"""Delegations as a file: what each sub-bureau decides and what of it is seen, read strictly."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from liaison.identity.errors import FileRefused
from liaison.identity.policy import DELEGATION_MAX
from liaison.identity.states import Oversight, Right

MAX_BYTES = 64 * 1024
MAX_DELEGATIONS = 100
MAX_SHOWN = 60
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
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileRefused(file.name, f"cannot be read ({error.strerror})") from error
    return parse(content)


def parse(content: bytes) -> tuple[DelegationLine, ...]:
    """Read delegations from the bytes of such a file.

    Raises:
        FileRefused: too large, or says something this house does not understand.
    """
    if len(content) > MAX_BYTES:
        raise FileRefused("file", f"more than {MAX_BYTES} bytes")
    try:
        said = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileRefused("file", f"not TOML: {error}") from error
    rows = said.get("delegation")
    if set(said) != {"delegation"} or not isinstance(rows, list):
        raise FileRefused("file", "must hold [[delegation]] tables and nothing else")
    if not 1 <= len(rows) <= MAX_DELEGATIONS:
        raise FileRefused("file", f"must hold from 1 to {MAX_DELEGATIONS} delegations")
    found = tuple(_line(f"delegation {n}", row) for n, row in enumerate(rows, 1))
    if len({line.sub_bureau for line in found}) != len(found):
        raise FileRefused("file", "says one sub-bureau twice")
    return found


def _line(place: str, row: object) -> DelegationLine:
    if not isinstance(row, dict) or set(row) != KEYS:
        raise FileRefused(place, f"must say {', '.join(sorted(KEYS))} and nothing else")
    sub_bureau, oversight, days = row["sub_bureau"], row["oversight"], row["days"]
    if not isinstance(sub_bureau, str):
        raise FileRefused(place, "sub_bureau must be the id of an organisation")
    place = f"{place} ({sub_bureau[:MAX_SHOWN]})"
    if oversight not in [one.value for one in Oversight]:
        raise FileRefused(place, f"oversight must be one of {', '.join(Oversight)}")
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= DELEGATION_MAX.days:
        raise FileRefused(place, f"days must be a number from 1 to {DELEGATION_MAX.days}")
    return DelegationLine(sub_bureau, Oversight(oversight), _rights(place, row["rights"]), days)


def _rights(place: str, said: object) -> frozenset[Right]:
    known = [right.value for right in Right]
    if not isinstance(said, list) or any(one not in known for one in said):
        raise FileRefused(place, f"rights must be a list of {', '.join(known)}")
    if len(set(said)) != len(said):
        raise FileRefused(place, "says a right twice")
    return frozenset(Right(one) for one in said)
