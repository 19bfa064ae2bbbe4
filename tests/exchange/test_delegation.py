"""A sub-bureau with a node of its own: what its parent's word lets it do, and who may give one."""

from datetime import timedelta

import pytest
from django.conf import settings

from liaison.core.errors import Refusal
from liaison.exchange import selectors, services
from liaison.exchange.errors import TrustRefused, UnknownBureau
from liaison.exchange.models import Message
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Permission
from tests.cast import an_actor
from tests.exchange.house import alarms, logged, queue_note, state, work, written
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("handled")]
TRUSTED = an_actor(permissions=[Permission.TRUST_MANAGE])
HONG_KONG = "beijing/hong-kong"


@pytest.fixture
def hong_kong(network: Network) -> PeerBureau:
    """Hong Kong, which may send notes."""
    found = network.add_sub_bureau(HONG_KONG, "test")
    network.publish()
    return found


def test_speaks_and_is_spoken_to(network: Network, hong_kong: PeerBureau) -> None:
    (answer,) = hong_kong.send(hong_kong.carry(hong_kong.seal()))
    assert hong_kong.read(answer).state == "stored"
    jti = queue_note(network.clock, to=[HONG_KONG])
    work(network.clock)
    assert state(jti, HONG_KONG) == "stored"


def test_not_beyond_what_was_delegated(network: Network) -> None:
    narrow = network.add_sub_bureau(HONG_KONG, "queries")
    network.publish()
    (answer,) = narrow.send(narrow.carry(narrow.seal()))
    said = narrow.read(answer)
    assert (said.state, said.reason) == ("rejected", "exchange:not_delegated")
    assert not Message.objects.exists()


def test_the_day_its_delegation_ends_it_is_a_stranger(
    network: Network, hong_kong: PeerBureau
) -> None:
    jti = queue_note(network.clock, to=[HONG_KONG])
    network.clock.advance(timedelta(days=30))
    now = network.clock.now()
    assert selectors.peer_by_pin(hong_kong.keys.pin, now) is None
    with pytest.raises(UnknownBureau):
        queue_note(network.clock, to=[HONG_KONG])
    assert state(jti, HONG_KONG) == "accepted"
    assert not alarms()


def test_withdrawn_with_the_next_directory(network: Network, hong_kong: PeerBureau) -> None:
    now = network.clock.now()
    token = services.withdraw_delegation(TRUSTED, subject=HONG_KONG, now=now)
    assert logged("exchange:delegation:withdrawn") == 1
    assert selectors.peer_by_pin(hong_kong.keys.pin, now) is not None
    network.own_withdrawals = [token]
    network.publish()
    assert selectors.peer_by_pin(hong_kong.keys.pin, now) is None
    network.clock.advance(timedelta(seconds=1))
    network.add_sub_bureau(HONG_KONG)
    network.publish()
    assert HONG_KONG in selectors.bureaus(network.clock.now())


REFUSED = {
    "not below us": "seoul/incheon-airport",
    "ourselves": "beijing",
    "a name that only begins alike": "beijing-north",
}


@pytest.mark.parametrize("subject", REFUSED.values(), ids=REFUSED)
def test_gives_and_takes_no_word_about_strangers(network: Network, subject: str) -> None:
    now, before = network.clock.now(), written()
    for verb in (_give, _take):
        with pytest.raises(TrustRefused):
            verb(network, subject)
    assert written() == before
    assert now == network.clock.now()


def test_without_the_permission_nobody_delegates(network: Network) -> None:
    before = written()
    for verb in (_give, _take):
        with pytest.raises(PermissionRefused):
            verb(network, HONG_KONG, permissions=())
    assert written() == before


def test_a_sub_bureau_cannot_delegate_further(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {**settings.NODE.values, "node.organisation": HONG_KONG}
    monkeypatch.setattr(settings, "NODE", type(settings.NODE)(settings.NODE.home, values))
    for verb in (_give, _take):
        with pytest.raises(Refusal, match="cannot delegate further"):
            verb(network, f"{HONG_KONG}/harbour")


def _give(
    network: Network,
    subject: str,
    permissions: tuple[Permission, ...] = (Permission.TRUST_MANAGE,),
) -> str:
    now = network.clock.now()
    return services.delegate(
        an_actor(permissions=permissions),
        subject=subject,
        scope=["all"],
        valid_from=now,
        valid_until=now + timedelta(days=1),
        now=now,
    )


def _take(
    network: Network,
    subject: str,
    permissions: tuple[Permission, ...] = (Permission.TRUST_MANAGE,),
) -> str:
    actor = an_actor(permissions=permissions)
    return services.withdraw_delegation(actor, subject=subject, now=network.clock.now())
