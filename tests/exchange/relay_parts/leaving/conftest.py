"""Lyon is the relay of Suva, which is down, and we leave a file with it."""

import uuid

import pytest

from tests.exchange.files import clean_file
from tests.exchange.house import queue_note, work
from tests.exchange.relay_parts.leaving.parts import LONG
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.post import Reader, Relay


@pytest.fixture
def lyon(network: Network) -> Relay:
    """The relay."""
    return network.join(Relay("lyon", network.clock))


@pytest.fixture
def suva(network: Network, lyon: Relay) -> Reader:
    """A bureau that is down, and has named Lyon."""
    found = network.join(Reader("suva", network.clock))
    found.keys.relay = lyon.id
    found.troubles = [lies.down] * 1000
    network.publish()
    return found


@pytest.fixture
def jti(network: Network, lyon: Relay, suva: Reader) -> uuid.UUID:
    """A note with a long file for Suva, as far as it gets while Suva sleeps."""
    assert (lyon.id, suva.keys.relay) == ("lyon", "lyon")
    found = queue_note(network.clock, to=["suva"], files=[clean_file(network, LONG)])
    work(network.clock)
    return found
