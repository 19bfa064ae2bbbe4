"""Where a request leaves only with an officer's approval: resources/policy/approval.toml. Pure."""

from dataclasses import dataclass
from typing import Final

from liaison.casework import tables
from liaison.casework.errors import ApprovalNeeded, PolicyRefused
from liaison.casework.words import ApprovalStanding, Urgency
from liaison.core import datafile
from liaison.rules.processing import HandlingCode, Purpose

NAME: Final = "approval.toml"
MAX_BYTES: Final = 64 * 1024
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
    whole = datafile.parse(content, most=MAX_BYTES, refused=PolicyRefused)
    table = whole.only(("request",)).table("request").only(KEYS)
    table.text("source", most=tables.MAX_TEXT)
    return Demand(
        purposes=table.several_of("purposes", Purpose),
        handling_codes=table.several_of("handling_codes", HandlingCode),
        urgencies=table.several_of("urgencies", Urgency),
        reason=table.text("reason", most=tables.MAX_TEXT),
        verified=table.truth("verified"),
    )


def standing(  # noqa: PLR0913 - what the policy looks at, one argument each
    demand: Demand,
    *,
    purpose: str,
    handling_code: str,
    urgency: str,
    unit: str,
    waived: str,
    demo: bool,
) -> ApprovalStanding:
    """Return whether a request may leave without an officer's approval.

    Args:
        demand: the policy.
        purpose: of the request.
        handling_code: of the request.
        urgency: of the request.
        unit: id of the organisation that asks, such as `beijing/airport`.
        waived: ids of organisations, with commas between: they and all below them need none.
        demo: a demonstration, where nobody has a passkey.
    """
    if not demand.meets(purpose=purpose, handling_code=handling_code, urgency=urgency):
        return ApprovalStanding.FREE
    places = [place.strip() for place in waived.split(",") if place.strip()]
    if demo or any(f"{unit}/".startswith(f"{place}/") for place in places):
        return ApprovalStanding.WAIVED
    return ApprovalStanding.DEMANDED


def check_approved(found: ApprovalStanding, *, approved: bool) -> None:
    """Refuse that a request leaves without the approval it needs.

    Args:
        found: what policy says of it.
        approved: whether an officer gave one.

    Raises:
        ApprovalNeeded: it needs one and has none.
    """
    if found is ApprovalStanding.DEMANDED and not approved:
        raise ApprovalNeeded


DEMAND: Final = parse(datafile.read(tables.FOLDER / NAME, most=MAX_BYTES, refused=PolicyRefused))
