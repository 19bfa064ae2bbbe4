"""Where a request leaves only with an officer's approval: resources/policy/approval.toml. Pure."""

import tomllib
from dataclasses import dataclass
from typing import Final

from liaison.casework import tables
from liaison.casework.errors import ApprovalNeeded, PolicyRefused
from liaison.casework.words import Urgency
from liaison.core.datafile import FILE, Table
from liaison.rules.processing import HandlingCode, Purpose

NAME: Final = "approval.toml"
MAX_BYTES: Final = 64 * 1024
MOST: Final = 100
KEYS: Final = ("purposes", "handling_codes", "urgencies", "reason", "source", "verified")


@dataclass(frozen=True, slots=True)
class Demand:
    """When a request needs an approval: any of these is enough.

    Attributes:
        purposes: of the request.
        handling_codes: of the request.
        urgencies: of the request.
        reason: why, in English.
        verified: whether a person compared it with its source.
    """

    purposes: frozenset[str]
    handling_codes: frozenset[str]
    urgencies: frozenset[str]
    reason: str
    verified: bool

    def meets(self, *, purpose: str, handling_code: str, urgency: str) -> bool:
        """Return whether such a request needs an approval."""
        return (
            purpose in self.purposes
            or handling_code in self.handling_codes
            or urgency in self.urgencies
        )


def parse(content: bytes) -> Demand:
    """Read the policy.

    Raises:
        PolicyRefused: too much, too little or nonsense.
    """
    if len(content) > MAX_BYTES:
        raise PolicyRefused(NAME, f"more than {MAX_BYTES} bytes")
    try:
        said = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyRefused(NAME, f"not TOML: {error}") from error
    table = Table(FILE, said, PolicyRefused).only(("request",)).table("request").only(KEYS)
    table.text("source", most=tables.MAX_TEXT)
    return Demand(
        purposes=_list(table, "purposes", {one.value for one in Purpose}),
        handling_codes=_list(table, "handling_codes", {one.value for one in HandlingCode}),
        urgencies=_list(table, "urgencies", {one.value for one in Urgency}),
        reason=table.text("reason", most=tables.MAX_TEXT),
        verified=table.truth("verified"),
    )


def check_approved(
    demand: Demand, *, purpose: str, handling_code: str, urgency: str, approved: bool
) -> None:
    """Refuse that a request leaves without the approval it needs.

    Raises:
        ApprovalNeeded: it needs one and has none.
    """
    if not approved and demand.meets(
        purpose=purpose, handling_code=handling_code, urgency=urgency
    ):
        raise ApprovalNeeded


def _list(table: Table, key: str, known: set[str]) -> frozenset[str]:
    said = table.said[key]
    if not isinstance(said, list) or len(said) > MOST:
        raise table.wrong(f"{key} must be a list")
    if unknown := [one for one in said if one not in known]:
        raise table.wrong(f"{key} says {str(unknown[0])[:40]}, which nobody knows")
    return frozenset(str(one) for one in said)


DEMAND: Final = parse((tables.FOLDER / NAME).read_bytes())
