"""A database that is held, or away: a peer is told to come again, and finds everything once."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from liaison.core.busy import RETRY_SECONDS
from liaison.exchange.models import Message
from liaison.exchange.types import Received
from liaison.lib.wire.delivery import Batch, decode_answers, encode_batch
from tests.api.conftest import PATH, caller
from tests.audit.cast import empty_the_log
from tests.simulators.held_database import away, held
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def committing(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ends after this one
    """Empty the log after the test, which the log itself refuses."""
    yield
    empty_the_log()


def test_a_batch_is_sent_again_and_stored_once(
    door: Client, network: Network, seoul: PeerBureau, handled: list[Received]
) -> None:
    assert not handled
    sealed = seoul.seal()
    body = encode_batch(Batch((seoul.carry(sealed),), ()))
    caller_is = caller(network.bureaus["seoul"].keys.pin)
    door.raise_request_exception = False
    with held():
        busy = door.post(PATH, body, content_type="application/json", **caller_is)
    assert (busy.status_code, busy["Retry-After"]) == (503, str(RETRY_SECONDS))
    assert busy["Content-Type"] == "application/problem+json"
    assert json.loads(busy.content)["code"] == "exchange:busy"
    assert not Message.objects.exists()
    again = door.post(PATH, body, content_type="application/json", **caller_is)
    assert seoul.read(decode_answers(again.content)[0]).digest == sealed.digest
    assert Message.objects.get().jti == sealed.manifest.jti


def test_a_database_that_is_away(
    door: Client, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    pin = network.bureaus["seoul"].keys.pin
    door.raise_request_exception = False
    with away(monkeypatch):
        answer = door.post(PATH, b"{}", content_type="application/json", **caller(pin))
    assert (answer.status_code, json.loads(answer.content)["code"]) == (503, "exchange:busy")
