"""The bureaus as a page names them: by directory or own file, in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from liaison.exchange import selectors as exchange
from liaison.exchange.errors import TrustRefused
from liaison.exchange.types import PeerFacts
from liaison.identity import naming
from liaison.identity.types import Actor, Permission


@dataclass(frozen=True)
class PeerLine(PeerFacts):
    """How things stand with another bureau, with names.

    Attributes:
        parent_name: name of the bureau that vouches for it.
        relay_name: name of the bureau that keeps its mail.
    """

    parent_name: str = ""
    relay_name: str = ""


@dataclass(frozen=True)
class Bureaus:
    """Who is who among the bureaus.

    Attributes:
        names: id to name, our own among them.
        peers: how things stand with each of the others.
        trusted: False when no directory rules, so that nothing is sent or received.
    """

    names: Mapping[str, str]
    peers: tuple[PeerFacts, ...]
    trusted: bool

    @property
    def shown_peers(self) -> tuple["PeerLine", ...]:
        """The others, with names where facts have ids."""
        return tuple(
            PeerLine(
                **{each.name: getattr(peer, each.name) for each in fields(peer)},
                parent_name=self.name(peer.vouched_by),
                relay_name=self.name(peer.relay),
            )
            for peer in self.peers
        )

    def name(self, organisation: str) -> str:
        """Return the name of a bureau, or its id when nobody here knows it."""
        return self.names.get(organisation, organisation)


def known(actor: Actor, now: datetime) -> Bureaus:
    """Return the bureaus as far as this actor may know about them.

    Args:
        actor: who looks; without MESSAGE_READ they see no peers.
        now: the present moment.
    """
    peers: tuple[PeerFacts, ...] = ()
    trusted = True
    if actor.may(Permission.MESSAGE_READ):
        try:
            peers = exchange.peers(actor, now=now)
        except TrustRefused:
            trusted = False
    return Bureaus(names(now), peers, trusted)


def names(now: datetime) -> Mapping[str, str]:
    """Return id to name of every bureau and sub-bureau that a page may have to name.

    What is known here stands behind the trust directory: when that has ended, a bureau keeps its
    name.

    Args:
        now: the present moment.
    """
    return {**naming.desk_names(), **exchange.bureau_names(now)}
