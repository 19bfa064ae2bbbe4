"""Which desk lives on which node, and who is meant by an address."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from liaison.casework.errors import AddressRefused, SilentDesk
from liaison.exchange import selectors as exchange
from liaison.exchange.errors import (
    NobodyLeft,
    OwnHouse,
    TooManyAddressees,
    TrustRefused,
    UnknownAddress,
    UnknownBureau,
)
from liaison.identity import selectors as identity

WITHOUT = "-"


def node_of(desk: str, now: datetime) -> str:
    """Return the node a desk lives on.

    Raises:
        AddressRefused: no bureau of the directory answers for it.
    """
    try:
        return exchange.node_of(desk, now)
    except UnknownBureau as refusal:
        raise AddressRefused(desk, "unknown") from refusal


def is_desk_of(desk: str, node: str, now: datetime) -> bool:
    """Return whether the directory lists a desk, and as one of this node."""
    return any(one.id == desk and one.node == node for one in exchange.desks(now))


def is_desk_here(desk: str, now: datetime) -> bool:
    """Return whether a desk works on this node."""
    return is_desk_of(desk, settings.NODE.organisation, now)


def lives_elsewhere(desk: str, now: datetime) -> bool:
    """Return whether the directory places a desk on another node; without a directory, none is."""
    try:
        return exchange.node_of(desk, now) != settings.NODE.organisation
    except (UnknownBureau, TrustRefused):
        return False


def check_may_speak(desk: str, now: datetime) -> None:
    """Refuse a sub-bureau that has no delegation to speak to other bureaus.

    Raises:
        SilentDesk: it has none in force.
    """
    if not identity.may_speak_abroad(desk, now=now):
        raise SilentDesk(desk)


def resolve(said: Sequence[str], *, own: str, now: datetime) -> tuple[str, ...]:
    """Return the desks that addresses mean, each once, without the one that asks.

    Args:
        said: ids or addresses of desks, `region:...`, `all`, and `-...` to leave some out. A desk
            of this node is meant only when it is named.
        own: the desk that asks.
        now: the present moment.

    Raises:
        AddressRefused: a desk nobody knows, the own one, nobody at all, or too many.
    """
    if not said:
        return ()
    here = {
        name: one.id
        for one in exchange.desks(now)
        if one.own
        for name in (one.id, one.address)
        if name
    }
    if any(here.get(item) == own for item in said):
        raise AddressRefused(own, "own")
    near = tuple(dict.fromkeys(here[item] for item in said if item in here))
    far = [item for item in said if item not in here]
    if not any(not item.startswith(WITHOUT) for item in far):
        if not near:
            raise AddressRefused("to", "nobody")
        return near
    try:
        return (*near, *exchange.resolve(far, own=own, now=now))
    except (UnknownAddress, OwnHouse) as refusal:
        raise AddressRefused(
            str(refusal.args[0])[:100] if refusal.args else "to", "unknown"
        ) from refusal
    except NobodyLeft as refusal:
        if near:
            return near
        raise AddressRefused("to", "nobody") from refusal
    except TooManyAddressees as refusal:
        raise AddressRefused("to", "many") from refusal
