"""Which desks a node serves, and who may keep its mail: what an entry may and may not say."""

from collections.abc import Callable
from typing import Any

import pytest

from liaison.lib.wire import directory, limits
from liaison.lib.wire.errors import ShapeRefused
from tests.lib.wire.bureaus import BEIJING, SEOUL, TOKYO
from tests.lib.wire.houses import claims, entry


def desk(name: str, **changes: str) -> dict[str, str]:
    """Return a desk as an entry lists it."""
    plain = {"id": name, "address": "", "name": name, "region": "", "country": ""}
    return {**plain, **changes}


MACAO = desk("beijing/macao", address="IP MACAO", region="asia-south-pacific", country="MAC")


def listed(*entries: dict[str, Any]) -> dict[str, Any]:
    """Return claims of exactly these organisations."""
    return claims(organisations=list(entries))


def test_desks_are_found_with_their_nodes() -> None:
    made = listed(entry(BEIJING, desks=[desk("beijing"), MACAO]), entry(SEOUL))
    found = directory.parse(made)
    assert found.nodes == {"beijing": "beijing", "beijing/macao": "beijing", "seoul": "seoul"}
    assert [one.id for _, one in found.desks] == ["beijing", "beijing/macao", "seoul"]


def test_an_old_entry_has_the_desk_it_is() -> None:
    (own,) = directory.parse(claims()).entry(BEIJING.id).desks
    assert (own.id, own.name, own.address) == ("beijing", "Bureau of beijing", "")


def test_the_relay_of_a_bureau() -> None:
    made = listed(entry(BEIJING), entry(SEOUL, relay="beijing", relay_always=True))
    found = directory.parse(made)
    relay = found.relay_of("seoul")
    assert relay is not None
    assert relay.id == "beijing"
    assert found.relay_of("beijing") is None
    assert found.relay_of("nobody") is None


def test_a_relay_that_is_gone_or_relayed_itself_is_none() -> None:
    gone = directory.parse(listed(entry(SEOUL, relay="tokyo")))
    assert gone.relay_of("seoul") is None
    chain = listed(entry(SEOUL, relay="tokyo"), entry(TOKYO, relay="beijing"), entry(BEIJING))
    assert directory.parse(chain).relay_of("seoul") is None


SPOILT: dict[str, Callable[[], dict[str, Any]]] = {
    "no desk of its own": lambda: entry(BEIJING, desks=[MACAO]),
    "a stranger's desk": lambda: entry(BEIJING, desks=[desk("beijing"), desk("seoul")]),
    "a desk that only begins alike": lambda: entry(
        BEIJING, desks=[desk("beijing"), desk("beijing-north")]
    ),
    "desks that are a text": lambda: entry(BEIJING, desks="beijing"),
    "a desk that is a text": lambda: entry(BEIJING, desks=["beijing"]),
    "more desks than a node serves": lambda: entry(
        BEIJING, desks=[desk(f"beijing/d{n}") for n in range(limits.DESKS + 1)]
    ),
    "a desk with a field more": lambda: entry(BEIJING, desks=[{**desk("beijing"), "fax": "1"}]),
    "an address in small letters": lambda: entry(BEIJING, desks=[desk("beijing", address="ip")]),
    "a region with capitals": lambda: entry(BEIJING, desks=[desk("beijing", region="Asia")]),
    "a country of two letters": lambda: entry(BEIJING, desks=[desk("beijing", country="CN")]),
    "a relay that is itself": lambda: entry(BEIJING, relay="beijing"),
    "always through no relay": lambda: entry(BEIJING, relay_always=True),
    "always that is no yes or no": lambda: entry(BEIJING, relay="seoul", relay_always=1),
    "a relay that is no id": lambda: entry(BEIJING, relay="Seoul!"),
    "withdrawals that are a text": lambda: entry(BEIJING, withdrawals="w"),
    "too many withdrawals": lambda: entry(BEIJING, withdrawals=["w"] * 17),
    "a delegation that is an object": lambda: entry(BEIJING, delegation={}),
}


@pytest.mark.parametrize("name", SPOILT)
def test_an_entry_may_not_say_everything(name: str) -> None:
    with pytest.raises(ShapeRefused):
        directory.parse(listed(SPOILT[name]()))


def test_no_desk_and_no_address_twice() -> None:
    hong_kong = desk("beijing/hong-kong")
    own = {**entry(TOKYO), "id": "beijing/hong-kong", "parent": "beijing"}
    with pytest.raises(ShapeRefused):
        directory.parse(listed(entry(BEIJING, desks=[desk("beijing"), hong_kong]), own))
    with pytest.raises(ShapeRefused):
        directory.parse(
            listed(
                entry(BEIJING, desks=[desk("beijing", address="IP SEOUL")]),
                entry(SEOUL, desks=[desk("seoul", address="IP SEOUL")]),
            )
        )
