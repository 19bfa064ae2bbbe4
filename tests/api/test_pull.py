"""The door at which a bureau fetches its mail: only one that has named us as its relay."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from liaison.exchange.models import Channel, Delivery
from liaison.lib.wire import limits
from liaison.lib.wire.delivery import decode_batch, encode_pull
from tests.api.conftest import caller
from tests.exchange.house import queue_note, written
from tests.simulators.network import Network
from tests.simulators.peer_bureau import NODE

pytestmark = pytest.mark.django_db
PATH = "/federation/v1/pull"
Fetch = Callable[..., "tuple[int, bytes]"]


@pytest.fixture
def fetch(door: Client, network: Network) -> Fetch:
    """Return a function that fetches as Suva would, and returns status and answer."""
    suva = network.add("suva")
    suva.keys.relay, suva.keys.relay_always = NODE, True
    network.publish()

    def send(body: bytes = encode_pull([]), *, by: str = "suva") -> tuple[int, bytes]:
        bureau = network.bureaus.get(by)
        extra = caller(bureau.keys.pin if bureau else "0" * 64)
        response = door.post(PATH, body, content_type="application/json", **extra)
        return response.status_code, response.content

    return send


def test_gives_what_waits(network: Network, fetch: Fetch) -> None:
    queue_note(network.clock, to=["suva"])
    status, content = fetch()
    assert status == 200
    assert len(decode_batch(content).messages) == 1
    assert Channel.objects.get(organisation="suva").last_seen_at == network.clock.now()


def test_nothing_waits(fetch: Fetch) -> None:
    assert fetch() == (200, b'{"messages":[],"receipts":[]}')


def test_not_for_others(network: Network, fetch: Fetch) -> None:
    queue_note(network.clock, to=["suva"])
    before = written()
    for name, code in (("seoul", "exchange:not_its_relay"), ("nobody", "exchange:unknown_bureau")):
        status, content = fetch(by=name)
        assert (status, json.loads(content)["code"]) == (403, code)
    assert written() == before
    assert Delivery.objects.get().attempts == 0


BODIES: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "not JSON": (b"{", 400),
    "no list": (b'{"taken":1}', 400),
    "a field more": (b'{"taken":[],"more":1}', 400),
    "no digests": (b'{"taken":["x"]}', 400),
    "more than anybody was given": (encode_pull(["0" * 64] * 201), 400),
    "huge": (b" " * (limits.BATCH_BYTES + 1), 413),
}


@pytest.mark.parametrize("name", BODIES)
def test_bodies_that_are_none(fetch: Fetch, name: str) -> None:
    body, status = BODIES[name]
    before = written()
    assert fetch(body)[0] == status
    assert written() == before


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_other_methods(door: Client, fetch: Fetch, method: str) -> None:
    assert fetch()[0] == 200
    assert getattr(door, method)(PATH).status_code == 405
