"""Exchange is tested against simulated bureaus, through the real worker."""

from collections.abc import Iterator

import pytest

from liaison.core import clock as house_clock
from liaison.core.sockets import JOBS, JobKind
from liaison.exchange import trust
from liaison.exchange.services import bringing, sending
from liaison.exchange.sockets import HANDLERS
from liaison.exchange.types import Handler, Received
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau
from tests.simulators.standing_clock import StandingClock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> StandingClock:
    """Stop the only clock of the house."""
    found = StandingClock()
    monkeypatch.setattr(house_clock, "now", found.now)
    return found


@pytest.fixture
def network(
    db: None,  # noqa: ARG001 - the directory is stored
    clock: StandingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Network]:
    """Beijing knows Seoul and Tokyo; every call goes to the simulated bureaus."""
    trust._stored.cache_clear()
    found = Network(clock)
    found.add("seoul")
    found.add("tokyo")
    found.publish()
    send = JobKind(sending.Sender(found).run, transactional=False, pending=sending.pending)
    monkeypatch.setitem(JOBS, "exchange.send", send)
    bring = JobKind(bringing.Bringer(found).run, transactional=False, pending=bringing.pending)
    monkeypatch.setitem(JOBS, "exchange.bring", bring)
    yield found
    trust._stored.cache_clear()


@pytest.fixture
def seoul(network: Network) -> PeerBureau:
    """The peer bureau."""
    return network.bureaus["seoul"]


@pytest.fixture
def tokyo(network: Network) -> PeerBureau:
    """Another one."""
    return network.bureaus["tokyo"]


@pytest.fixture
def handled(monkeypatch: pytest.MonkeyPatch) -> list[Received]:
    """Plug in a room that keeps the notes it is given; the list fills as it does."""
    found: list[Received] = []
    handler = Handler(receive=lambda received, _: found.append(received), keep_body=True)
    monkeypatch.setitem(HANDLERS, "test.note", handler)
    return found
