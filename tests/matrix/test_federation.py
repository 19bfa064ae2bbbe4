"""The federation listener: who is answered at all, whatever they say."""

import pytest
from django.test import Client
from django.urls import reverse

from liaison.audit.models import Leaf
from liaison.lib.wire.delivery import encode_pull
from tests.api.conftest import caller, clock, door, handled, network
from tests.matrix.trying import counted
from tests.simulators.network import Network
from tests.simulators.peer_bureau import NODE
from tools import who_may
from tools.who_may import FORBIDDEN, OPENS

__all__ = ["clock", "door", "handled", "network"]
pytestmark = pytest.mark.django_db
TABLE = who_may.read(who_may.FEDERATION)
CASES = [(row, chair) for row in TABLE.rows for chair in TABLE.chairs]


@pytest.fixture
def pins(network: Network) -> dict[str, str]:
    """Return whose certificates call: Seoul's, Suva's whose relay we are, a stranger's, none."""
    suva = network.add("suva")
    suva.keys.relay, suva.keys.relay_always = NODE, True
    network.publish()
    seoul = network.bureaus["seoul"].keys.pin
    return {"peer": seoul, "relayed": suva.keys.pin, "stranger": "0" * 64, "bare": ""}


@pytest.mark.parametrize(("row", "chair"), CASES, ids=[f"{r.name}-{c}" for r, c in CASES])
def test_who_is_answered(door: Client, pins: dict[str, str], row: who_may.Row, chair: str) -> None:
    """A body that says nothing is refused for what it is, only to whom the door is open."""
    address = reverse(row.name, urlconf="liaison.config.federation_urls")
    body = encode_pull([]) if row.name == "federation-pull" else b"{}"
    before = counted(), Leaf.objects.count()
    extra = caller(pins[chair])
    if row.method == "GET":
        answer = door.get(address, **extra)
    else:
        answer = door.post(address, body, content_type="application/json", **extra)
    letter = FORBIDDEN if answer.status_code == 403 else OPENS
    assert letter == row.answers[chair], answer.content
    # 503: nobody works here, which is an answer, too
    assert answer.status_code in {200, 400, 403, 503}
    if letter == FORBIDDEN:
        assert (counted(), Leaf.objects.count()) == before
