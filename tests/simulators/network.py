"""The node under test and its simulated neighbours, under one signed directory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar

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


def claims(  # noqa: PLR0913 - what a test may change
    *peers: PeerBureau,
    now: datetime,
    version: int = 1,
    own: bool = True,
    desks: Sequence[dict[str, str]] = (),
    withdrawals: Sequence[str] = (),
    changes: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the claims of a directory, with or without the node under test."""
    cards = [peer.keys.card(now) for peer in peers]
    if own:
        made = card(
            name="Bureau of beijing",
            parent="",
            desks=[Desk(**one) for one in desks],
            withdrawals=withdrawals,
            now=now,
        )
        cards.insert(0, {**made, **(changes or {})})
    return dict(directory_claims(cards, version=version, now=now))


Bureau = TypeVar("Bureau", bound=PeerBureau)


@dataclass
class Network:
    """Carries each request to the bureau it is for: the real `Transport`, without a wire."""

    clock: StandingClock
    bureaus: dict[str, PeerBureau] = field(default_factory=dict)
    version: int = 0
    own_desks: list[dict[str, str]] = field(default_factory=list)
    own_changes: dict[str, Any] = field(default_factory=dict)
    own_withdrawals: list[str] = field(default_factory=list)

    def add(self, organisation: str) -> PeerBureau:
        """Build a bureau."""
        return self.join(PeerBureau(organisation, self.clock))

    def join(self, bureau: Bureau) -> Bureau:
        """Take a bureau of any kind into the network."""
        self.bureaus[bureau.id] = bureau
        return bureau

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
                changes=self.own_changes,
            ),
            by=root(),
        )
        actor = an_actor(permissions=[Permission.TRUST_MANAGE])
        found = services.install_directory(actor, token=token, now=now)
        for peer in self.bureaus.values():
            peer.directory = found
        return token

    def pull(self, peer: Entry, body: bytes) -> bytes:
        """Carry one request for what waits at a relay."""
        return self.bureaus[peer.id].pull(body)

    def deliver(self, peer: Entry, body: bytes) -> bytes:
        """Carry one request."""
        return self.bureaus[peer.id].deliver(peer, body)
