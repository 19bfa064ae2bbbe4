"""We are the relay: Seoul and Tokyo leave files for Suva, which is down."""

import pytest

from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.peer_bureau import NODE
from tests.simulators.post import Reader


@pytest.fixture
def seoul(network: Network) -> Reader:
    """A bureau that leaves files for Suva."""
    return network.join(Reader("seoul", network.clock))


@pytest.fixture
def tokyo(network: Network) -> Reader:
    """Another one."""
    return network.join(Reader("tokyo", network.clock))


@pytest.fixture(autouse=True)
def suva(network: Network, seoul: Reader, tokyo: Reader) -> Reader:  # noqa: ARG001
    """A bureau that has named us as its relay, and is down."""
    found = network.join(Reader("suva", network.clock))
    found.keys.relay = NODE
    found.troubles = [lies.down] * 1000
    network.publish()
    return found
