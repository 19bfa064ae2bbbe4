"""Statements stand on their own: who signed, what kind, and nothing else passes for one."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from liaison.exchange import services
from liaison.exchange.errors import StatementRefused
from liaison.lib.wire import statement
from liaison.lib.wire.canonical import JsonObject
from liaison.lib.wire.keys import KeyPair, generate
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db
KIND = "records.erasure"
CLAIMS: JsonObject = {"record": "019c0000-0000-7000-8000-000000000001", "version": 3}


def stated(
    bureau: PeerBureau, *, kind: str = KIND, iss: str = "seoul", by: KeyPair | None = None
) -> str:
    """Return a statement of a bureau."""
    made = statement.Statement(iss=iss, at=bureau.moment, kind=kind, claims=CLAIMS)
    return statement.sign(made, by=by or bureau.keys.sig)


def test_ours_can_be_verified_by_others(network: Network, seoul: PeerBureau) -> None:
    token = services.sign_statement(KIND, CLAIMS, now=network.clock.now())
    node = seoul.known.entry("beijing")
    found = statement.verify(
        token,
        issuer="beijing",
        resolve=lambda kid: node.signing_key(kid, now=seoul.moment),
    )
    assert (found.kind, found.claims, found.at) == (KIND, CLAIMS, seoul.moment)


def test_theirs_can_be_verified_by_us(network: Network, seoul: PeerBureau) -> None:
    found = services.verify_statement(
        stated(seoul), sender="seoul", kind=KIND, now=network.clock.now()
    )
    assert found == CLAIMS


Make = Callable[[PeerBureau, Network], str]
FALSE: Mapping[str, tuple[Make, str]] = {
    "another kind": (lambda s, _: stated(s, kind="records.withdrawal"), "something else"),
    "by Tokyo in its own name": (
        lambda _, n: stated(n.bureaus["tokyo"], iss="tokyo"),
        "wire:key",
    ),
    "by Tokyo in Seoul's name": (lambda _, n: stated(n.bureaus["tokyo"]), "wire:key"),
    "by Seoul in Tokyo's name": (lambda s, _: stated(s, iss="tokyo"), "wire:key"),
    "by an unknown key": (lambda s, _: stated(s, by=generate("sig")), "wire:key"),
    "a receipt": (lambda s, _: s.receipt(s.seal().manifest.jti, "0" * 64), "wire:header"),
    "altered": (lambda s, _: stated(s)[:-6] + "AAAAAA", "wire:signature"),
    "not a token": (lambda *_: "erased, I promise", "wire:"),
    "empty": (lambda *_: "", "wire:"),
}


@pytest.mark.parametrize(("make", "reason"), FALSE.values(), ids=FALSE)
def test_refused(network: Network, seoul: PeerBureau, make: Make, reason: str) -> None:
    token = make(seoul, network)
    with pytest.raises(StatementRefused) as refusal:
        services.verify_statement(token, sender="seoul", kind=KIND, now=network.clock.now())
    assert reason in refusal.value.reason


def test_a_bureau_nobody_knows_states_nothing(network: Network, seoul: PeerBureau) -> None:
    token = stated(seoul, iss="atlantis")
    with pytest.raises(StatementRefused):
        services.verify_statement(token, sender="atlantis", kind=KIND, now=network.clock.now())


def test_a_statement_by_a_key_whose_time_is_over(network: Network, seoul: PeerBureau) -> None:
    token = stated(seoul)
    network.clock.advance(timedelta(days=31))
    network.bureaus["seoul"].keys.life = timedelta(days=0)
    network.publish()
    with pytest.raises(StatementRefused):
        services.verify_statement(token, sender="seoul", kind=KIND, now=network.clock.now())
