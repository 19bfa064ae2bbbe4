"""The door for questions that somebody waits for: who may come in, what it makes of bytes."""

import json
from collections.abc import Mapping
from datetime import datetime

import pytest
from django.test import Client

from liaison.exchange import policy
from liaison.exchange.errors import NotPermitted
from liaison.exchange.sockets import ANSWERERS
from liaison.exchange.types import Answerer, AskedFacts, Reply
from liaison.lib.wire import limits
from tests.api.conftest import caller
from tests.cast import entries
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau
from tests.simulators.standing_clock import StandingClock

pytestmark = pytest.mark.django_db
PATH = "/federation/v1/ask"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Do not sleep; tell how long the answer would have waited."""
    slept: list[float] = []
    monkeypatch.setattr("liaison.api.federation.asked.time.sleep", slept.append)

    def answer(question: AskedFacts, _now: datetime) -> Reply:
        if question.body == {"name": "forbidden"}:
            raise NotPermitted(question.sender)
        return Reply({}, {})

    monkeypatch.setitem(ANSWERERS, "test.ask", Answerer(answer, "test.found"))
    return slept


def post(door: Client, network: Network, body: bytes, pin: str | None = None) -> tuple[int, bytes]:
    """Ask as Seoul."""
    extra = caller(network.bureaus["seoul"].keys.pin if pin is None else pin)
    response = door.post(PATH, body, content_type="application/json", **extra)
    return response.status_code, response.content


def sealed(seoul: PeerBureau, name: str = "Petrov") -> bytes:
    """Return a question of Seoul's."""
    return seoul.seal({"name": name}, kind="test.ask", exp=seoul.moment + 60).data


def test_answered_after_whole_steps(
    door: Client, network: Network, seoul: PeerBureau, quick: list[float]
) -> None:
    """Once; asked again it is refused."""
    body = sealed(seoul)
    assert post(door, network, body)[0] == 200
    assert 0 <= quick[0] <= policy.QUANTUM.total_seconds()
    status, content = post(door, network, body)
    assert (status, json.loads(content)["code"]) == (409, "exchange:ask_replayed")


def test_not_permitted(door: Client, network: Network, seoul: PeerBureau) -> None:
    """Told by its code."""
    status, content = post(door, network, sealed(seoul, "forbidden"))
    assert (status, json.loads(content)["code"]) == (403, "exchange:ask_not_permitted")


def test_too_many(
    door: Client, network: Network, seoul: PeerBureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One bureau cannot take all our time."""
    monkeypatch.setattr(policy, "ASKS_A_MINUTE", 0)
    assert post(door, network, sealed(seoul))[0] == 429


HOSTILE: Mapping[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "not JSON": (b"{", 400),
    "a batch": (b'{"messages":[],"receipts":[]}', 400),
    "a byte too much": (b" " * (limits.SEALED_BYTES + 1), 413),
}


@pytest.mark.parametrize(("body", "expected"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_bodies(door: Client, network: Network, body: bytes, expected: int) -> None:
    """Refused by a code, with nothing of the body in it."""
    status, content = post(door, network, body)
    said = json.loads(content)
    assert (status, said["status"]) == (expected, expected)
    assert set(said) == {"type", "title", "status", "detail", "code", "request_id"}


@pytest.mark.parametrize("pin", ["", "0" * 64, "seoul"])
def test_strangers(door: Client, network: Network, seoul: PeerBureau, pin: str) -> None:
    """Refused before a byte is read."""
    before = entries()
    assert post(door, network, sealed(seoul), pin)[0] == 403
    assert entries() == before


def test_other_methods_and_no_directory(door: Client, clock: StandingClock) -> None:
    """Neither reads anything."""
    assert door.get(PATH).status_code == 405
    assert door.post(PATH, b"{}", content_type="application/json").status_code == 503
    assert clock.at == StandingClock().at
