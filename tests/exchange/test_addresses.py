"""What an address comes down to: one, several, a region, all, all but some."""

from collections.abc import Sequence

import pytest

from liaison.core.errors import Refusal
from liaison.exchange import selectors
from liaison.exchange.errors import (
    NobodyLeft,
    OwnHouse,
    TooManyAddressees,
    UnknownAddress,
    UnknownBureau,
)
from liaison.exchange.models import Delivery, Message
from tests.exchange.house import queue_note, written
from tests.lib.wire.test_desks import desk
from tests.simulators.network import Network

pytestmark = pytest.mark.django_db
ASIA = "asia-south-pacific"
OWN = [
    desk("beijing", address="IP BEIJING", region=ASIA),
    desk("beijing/macao", address="IP MACAO", region=ASIA),
]


@pytest.fixture
def family(network: Network) -> Network:
    """Beijing with its tenant Macao, Hong Kong with a node of its own, Seoul with one, Lyon."""
    network.add("lyon").keys.desks = [desk("lyon", address="IPSG LYON", region="europe")]
    network.bureaus["seoul"].keys.desks = [
        desk("seoul", address="IP SEOUL", region=ASIA),
        desk("seoul/jeju", address="IP JEJU", region=ASIA),
    ]
    network.add_sub_bureau("beijing/hong-kong").keys.desks = [
        desk("beijing/hong-kong", address="IP HONG KONG", region=ASIA)
    ]
    network.own_desks = OWN
    network.publish()
    return network


SPECS: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "one": (["seoul"], ["seoul"]),
    "one by its address": (["IP SEOUL"], ["seoul"]),
    "one twice": (["seoul", "IP SEOUL"], ["seoul"]),
    "several": (["tokyo", "lyon"], ["lyon", "tokyo"]),
    "a tenant of another node": (["seoul/jeju"], ["seoul/jeju"]),
    "a region": ([f"region:{ASIA}"], ["beijing/hong-kong", "seoul", "seoul/jeju"]),
    "all": (["all"], ["beijing/hong-kong", "lyon", "seoul", "seoul/jeju", "tokyo"]),
    "all but some": (
        ["all", "-seoul", "-IP JEJU"],
        ["beijing/hong-kong", "lyon", "tokyo"],
    ),
    "all but a region": (["all", f"-region:{ASIA}"], ["lyon", "tokyo"]),
    "the exception first": (["-seoul", "seoul", "tokyo"], ["tokyo"]),
    "without the one who writes": (["beijing", "tokyo"], ["tokyo"]),
    "but a desk of our own, which is none of them": (["tokyo", "-beijing/macao"], ["tokyo"]),
}


@pytest.mark.parametrize("name", SPECS)
def test_comes_down_to(family: Network, name: str) -> None:
    spec, found = SPECS[name]
    assert list(selectors.resolve(spec, own="beijing", now=family.clock.now())) == found


REFUSED: dict[str, tuple[Sequence[str], type[Refusal]]] = {
    "nothing said": ([], NobodyLeft),
    "only exceptions": (["-seoul"], NobodyLeft),
    "all but all": (["all", "-all"], NobodyLeft),
    "itself only": (["beijing"], NobodyLeft),
    "an unknown desk": (["atlantis"], UnknownAddress),
    "an unknown exception": (["all", "-atlantis"], UnknownAddress),
    "an unknown region": (["region:the-moon"], UnknownAddress),
    "the region of those without one": (["region:"], UnknownAddress),
    "an empty word": ([""], UnknownAddress),
    "a hyphen alone": (["all", "-"], UnknownAddress),
    "a very long word": (["s" * 9999], UnknownAddress),
    "a unit that is no desk": (["seoul/incheon-airport"], UnknownAddress),
    "a desk of this node": (["beijing/macao"], OwnHouse),
    "more words than there are desks": (["seoul"] * 501, TooManyAddressees),
}


@pytest.mark.parametrize("name", REFUSED)
def test_addresses_that_are_none(family: Network, name: str) -> None:
    spec, refusal = REFUSED[name]
    before = written()
    with pytest.raises(refusal):
        selectors.resolve(spec, own="beijing", now=family.clock.now())
    assert written() == before


def test_a_tenant_does_not_write_to_its_own_node_by_this_way(family: Network) -> None:
    found = selectors.resolve(["all"], own="beijing/macao", now=family.clock.now())
    assert not [one for one in found if one.startswith("beijing/m") or one == "beijing"]
    with pytest.raises(OwnHouse):
        selectors.resolve(["beijing"], own="beijing/macao", now=family.clock.now())


NODES = {
    "seoul": "seoul",
    "seoul/jeju": "seoul",
    "seoul/jeju/harbour": "seoul",
    "seoul/incheon-airport": "seoul",
    "beijing/macao": "beijing",
    "beijing/hong-kong": "beijing/hong-kong",
    "beijing/hong-kong/harbour-police": "beijing/hong-kong",
}


@pytest.mark.parametrize("name", NODES)
def test_who_serves_whom(family: Network, name: str) -> None:
    assert selectors.node_of(name, family.clock.now()) == NODES[name]


def test_mail_of_a_sub_bureau_without_its_parents_word_goes_to_nobody(family: Network) -> None:
    """Not to its parent either, whose id it begins with."""
    family.bureaus["beijing/hong-kong"].keys.delegation = ""
    family.publish()
    for name in ("beijing/hong-kong", "beijing/hong-kong/harbour-police", "atlantis"):
        with pytest.raises(UnknownBureau):
            selectors.node_of(name, family.clock.now())
    assert "beijing/hong-kong" not in selectors.bureaus(family.clock.now())


def test_desks_of_one_node_get_one_sealed_message(family: Network) -> None:
    jti = queue_note(family.clock, to=["seoul/jeju", "tokyo"], info=["seoul", "lyon"])
    rows = Message.objects.get(jti=jti).addressees.values_list("organisation", "role")
    assert sorted(rows) == [("lyon", "info"), ("seoul", "action"), ("tokyo", "action")]
    assert Delivery.objects.count() == 3


def test_a_desk_of_this_node_is_not_sent_to(family: Network) -> None:
    before = written()
    with pytest.raises(UnknownBureau):
        queue_note(family.clock, to=["beijing/macao"])
    assert written() == before


def test_every_desk_with_its_facts(family: Network) -> None:
    found = {one.id: one for one in selectors.desks(family.clock.now())}
    macao, seoul = found["beijing/macao"], found["seoul"]
    assert (macao.node, macao.own, macao.address) == ("beijing", True, "IP MACAO")
    assert (seoul.node, seoul.own, seoul.region) == ("seoul", False, ASIA)
