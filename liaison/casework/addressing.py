"""Which desk lives on which node, and who is meant by an address."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from liaison.casework.errors import AddressRefused
from liaison.casework.limits import ADDRESSES_MAXIMUM
from liaison.exchange import selectors as exchange
from liaison.identity.models import Organisation
from liaison.identity.states import DESKS

EVERYBODY = "all"
WITHOUT = "-"


def node_of(desk: str, now: datetime) -> str:
    """Return the node a desk lives on: its own, or the nearest one above it.

    Raises:
        AddressRefused: no bureau of the directory answers for it.
    """
    own: str = settings.NODE.organisation
    nodes = {own, *exchange.bureaus(now)}
    parts = desk.split("/")
    for length in range(len(parts), 0, -1):
        above = "/".join(parts[:length])
        if above in nodes and (above != own or is_desk_here(desk)):
            return above
    raise AddressRefused(desk, "unknown")


def is_desk_here(desk: str) -> bool:
    """Return whether a desk works on this node."""
    return Organisation.objects.filter(pk=desk, kind__in=DESKS).exists()


def resolve(said: Sequence[str], *, own: str, now: datetime) -> tuple[str, ...]:
    """Return the desks that addresses mean, each once, without the one that asks.

    Args:
        said: ids of desks, `all`, and `-id` to leave one out.
        own: the desk that asks.
        now: the present moment.

    Raises:
        AddressRefused: a desk nobody knows, the own one, nobody at all, or too many.
    """
    without = {one.removeprefix(WITHOUT) for one in said if one.startswith(WITHOUT)}
    found: dict[str, None] = {}
    for one in said:
        if one == EVERYBODY:
            found |= dict.fromkeys(exchange.bureaus(now))
        elif one == own:
            raise AddressRefused(one, "own")
        elif not one.startswith(WITHOUT):
            node_of(one, now)
            found[one] = None
    desks = tuple(one for one in found if one not in without and one != own)
    if len(desks) > ADDRESSES_MAXIMUM:
        raise AddressRefused("to", "many")
    return desks
