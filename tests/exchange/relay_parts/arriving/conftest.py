"""Lyon is our own relay and brings what Tokyo left with it."""

import pytest

from tests.simulators.network import Network
from tests.simulators.post import Reader


@pytest.fixture
def tokyo(network: Network) -> Reader:
    """The sender."""
    return network.join(Reader("tokyo", network.clock))


@pytest.fixture
def lyon(network: Network, tokyo: Reader) -> Reader:  # noqa: ARG001 - one directory for all
    """Our own relay."""
    found = network.join(Reader("lyon", network.clock))
    network.own_changes = {"relay": "lyon"}
    network.publish()
    return found
