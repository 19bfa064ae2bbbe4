"""The node under test and its simulated neighbours, under one signed directory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from liaison.exchange import services
from liaison.exchange.keymaking import ROOT_PRIVATE
from liaison.exchange.services.card import card, directory_claims
from liaison.identity.types import Permission
from liaison.lib.wire import directory
from liaison.lib.wire.entry import Desk, Entry
from liaison.lib.wire.keys import KeyPair, load_private
from tests.cast import an_actor
from tests.simulators.peer_bureau import PeerBureau
from tests.simulators.standing_clock import StandingClock


def root() -> KeyPair:
    """Return the key that signs this node's directory."""
    return load_private((settings.NODE.trust_folder / ROOT_PRIVATE).read_bytes()).newest


def claims(
    *peers: PeerBureau,
    now: datetime,
    version: int = 1,
    own: bool = True,
    desks: Sequence[dict[str, str]] = (),
    withdrawals: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the claims of a directory, with or without the node under test."""
    cards = (
        [
            card(
                name="Bureau of beijing",
                parent="",
                desks=[Desk(**one) for one in desks],
                withdrawals=withdrawals,
                now=now,
            )
        ]
        if own
        else []
    )
    cards += [peer.keys.card(now) for peer in peers]
    return dict(directory_claims(cards, version=version, now=now))


@dataclass
class Network:
    """Carries each request to the bureau it is for: the real `Transport`, without a wire."""

    clock: StandingClock
    bureaus: dict[str, PeerBureau] = field(default_factory=dict)
    version: int = 0
    own_desks: list[dict[str, str]] = field(default_factory=list)
    own_withdrawals: list[str] = field(default_factory=list)

    def add(self, organisation: str) -> PeerBureau:
        """Build a bureau."""
        found = self.bureaus[organisation] = PeerBureau(organisation, self.clock)
        return found

    def add_sub_bureau(self, organisation: str, *scope: str) -> PeerBureau:
        """Build a sub-bureau of the node under test, with the node's signed word."""
        found = self.add(organisation)
        now = self.clock.now()
        found.keys.parent = organisation.rpartition("/")[0]
        found.keys.delegation = services.delegate(
            an_actor(permissions=[Permission.TRUST_MANAGE]),
            subject=organisation,
            scope=scope or ("all",),
            valid_from=now,
            valid_until=now + timedelta(days=30),
            now=now,
        )
        return found

    def publish(self, *absent: str) -> str:
        """Sign and install the next version of the directory, and tell everybody.

        Args:
            absent: bureaus it does not list.
        """
        self.version += 1
        now = self.clock.now()
        listed = [peer for peer in self.bureaus.values() if peer.id not in absent]
        token = directory.sign(
            claims(
                *listed,
                now=now,
                version=self.version,
                desks=self.own_desks,
                withdrawals=self.own_withdrawals,
            ),
            by=root(),
        )
        actor = an_actor(permissions=[Permission.TRUST_MANAGE])
        found = services.install_directory(actor, token=token, now=now)
        for peer in self.bureaus.values():
            peer.directory = found
        return token

    def deliver(self, peer: Entry, body: bytes) -> bytes:
        """Carry one request."""
        return self.bureaus[peer.id].deliver(peer, body)
