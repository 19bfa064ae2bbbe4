"""Desks that can be written to, and what an address comes down to."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings

from liaison.exchange import trust
from liaison.exchange.errors import (
    NobodyLeft,
    OwnHouse,
    TooManyAddressees,
    UnknownAddress,
    UnknownBureau,
)
from liaison.exchange.types import DeskFacts
from liaison.lib.wire import limits
from liaison.lib.wire.directory import Directory

EVERYBODY = "all"
REGION = "region:"
EXCEPT = "-"
# desks of the world, and each of them once more as an exception
SPEC_ITEMS = 500
SAID_CHARACTERS = limits.ORGANISATION_CHARACTERS + len(REGION)


def desks(now: datetime) -> tuple[DeskFacts, ...]:
    """Return every desk of the directory, our own among them, in the order of their ids.

    The directory is public among bureaus: whoever works here may know who can be written to.

    Raises:
        TrustRefused: no directory rules.
    """
    own = settings.NODE.organisation
    return tuple(
        DeskFacts(
            id=desk.id,
            address=desk.address,
            name=desk.name,
            region=desk.region,
            country=desk.country,
            node=entry.id,
            own=entry.id == own,
        )
        for entry, desk in trust.directory(now).desks
    )


def node_of(desk: str, now: datetime) -> str:
    """Return the bureau whose node serves a desk or a unit.

    A unit that is no desk itself belongs to the nearest desk above it: mail for
    `seoul/incheon-airport` goes to Seoul.

    Args:
        desk: id of an organisation.
        now: the present moment.

    Raises:
        UnknownBureau: the directory does not list it, or nobody vouches for it now.
        TrustRefused: no directory rules.
    """
    return node_in(trust.directory(now), desk)


def node_in(trusted: Directory, desk: str) -> str:
    """Return the same from a directory that is at hand."""
    parts = desk.split("/")
    for length in range(len(parts), 0, -1):
        above = "/".join(parts[:length])
        if above in trusted.nodes:
            return trusted.nodes[above]
        # attack: the mail of a sub-bureau that lost its parent's word must not go to the parent
        if above in trusted.refused:
            break
    raise UnknownBureau(desk)


def resolve(spec: Sequence[str], *, own: str, now: datetime) -> tuple[str, ...]:
    """Return the desks an address comes down to, each once, in the order of their ids.

    Args:
        spec: ids or addresses of desks (`seoul`, `IP SEOUL`), `region:asia-south-pacific`, `all`,
            and, with a hyphen before it, any of these as an exception.
        own: the desk that writes; never among the addressees.
        now: the present moment.

    Raises:
        UnknownAddress: an item is no desk, no region and no word of the list.
        OwnHouse: an item names a desk of this node.
        NobodyLeft: nothing was said, or the exceptions take everybody away.
        TooManyAddressees: more than one message goes to.
        TrustRefused: no directory rules.
    """
    if len(spec) > SPEC_ITEMS:
        raise TooManyAddressees(len(spec), SPEC_ITEMS)
    known = desks(now)
    named, excepted = set[str](), set[str]()
    for item in spec:
        if item.startswith(EXCEPT):
            excepted.update(_ids(item.removeprefix(EXCEPT), known, own, excepted=True))
        else:
            named.update(_ids(item, known, own, excepted=False))
    found = tuple(sorted(named - excepted - {own}))
    if not found:
        raise NobodyLeft
    if len(found) > limits.ADDRESSEES:
        raise TooManyAddressees(len(found), limits.ADDRESSEES)
    return found


def _ids(said: str, known: Sequence[DeskFacts], own: str, *, excepted: bool) -> Iterator[str]:
    """Give the ids one item stands for; groups never mean the desks of this node."""
    if len(said) > SAID_CHARACTERS:
        raise UnknownAddress(said)
    if said == EVERYBODY:
        return (desk.id for desk in known if not desk.own)
    if said.startswith(REGION):
        region = said.removeprefix(REGION)
        if not region or region not in {desk.region for desk in known}:
            raise UnknownAddress(said)
        return (desk.id for desk in known if desk.region == region and not desk.own)
    one = next((desk for desk in known if said and said in {desk.id, desk.address}), None)
    if one is None:
        raise UnknownAddress(said)
    if one.own and one.id != own and not excepted:
        raise OwnHouse(one.id)
    return iter((one.id,))
