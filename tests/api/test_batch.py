"""The one endpoint of the federation listener: who may come in, and what it makes of bytes."""

import json
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.http.request import UnreadablePostError
from django.test import Client, RequestFactory

from liaison.api.federation import views
from liaison.exchange import trust
from liaison.exchange.models import Message
from liaison.lib.wire import limits
from liaison.lib.wire.delivery import Batch, decode_answers, encode_batch
from tests.api.conftest import PATH, Post, caller
from tests.exchange.house import written
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau
from tests.simulators.standing_clock import StandingClock

pytestmark = pytest.mark.django_db
EMPTY = encode_batch(Batch((), ()))
TEXT = '{"header":"a.b.c","message":"x"}'


def test_a_batch_is_answered_with_signed_receipts(post: Post, seoul: PeerBureau) -> None:
    sealed = seoul.seal()
    status, content = post(encode_batch(Batch((seoul.carry(sealed),), ("no receipt",))))
    assert status == 200
    stored, refused = decode_answers(content)
    assert seoul.read(stored).digest == sealed.digest
    assert refused.refused == "wire:header"
    assert Message.objects.get().jti == sealed.manifest.jti


def test_an_empty_batch_has_an_empty_answer(post: Post) -> None:
    assert post(EMPTY) == (200, b'{"answers":[]}')


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options", "trace"])
def test_other_methods(door: Client, network: Network, method: str) -> None:
    pin = network.bureaus["seoul"].keys.pin
    response = getattr(door, method)(PATH, **caller(pin))
    assert response.status_code == 405
    assert response["Allow"] == "POST"


STRANGERS: Mapping[str, str] = {
    "no certificate": "",
    "a certificate nobody lists": "0" * 64,
    "our own": "own",
    "a name": "seoul",
}


@pytest.mark.parametrize("pin", STRANGERS.values(), ids=STRANGERS)
def test_strangers_are_refused_before_a_byte_is_read(
    post: Post, pin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(views, "decode_batch")
    before = written()
    status, content = post(EMPTY, pin=pin)
    assert status == 403
    assert json.loads(content)["code"] == "exchange:unknown_bureau"
    assert written() == before


@pytest.mark.parametrize("header", ["HTTP_LIAISON_PEER_SHA256", "HTTP_X_PEER"])
def test_a_header_says_nothing_of_who_calls(door: Client, network: Network, header: str) -> None:
    pin = network.bureaus["seoul"].keys.pin
    typed: dict[str, Any] = {header: pin}
    response = door.post(PATH, EMPTY, content_type="application/json", **typed)
    assert response.status_code == 403


def test_a_bureau_that_left_the_directory_is_a_stranger(post: Post, network: Network) -> None:
    assert post(EMPTY)[0] == 200
    network.publish("seoul")
    assert post(EMPTY)[0] == 403


def test_without_a_directory_the_door_is_shut(door: Client, clock: StandingClock) -> None:
    trust._stored.cache_clear()
    response = door.post(PATH, EMPTY, content_type="application/json", **caller("0" * 64))
    assert (response.status_code, clock.at) == (503, StandingClock().at)


def test_after_its_grace_the_door_is_shut(post: Post, network: Network) -> None:
    network.clock.advance(timedelta(days=60))
    assert post(EMPTY)[0] == 503


HOSTILE: Mapping[str, tuple[bytes, int]] = {
    "nothing": (b"", 400),
    "not UTF-8": (b"\xff\xfe", 400),
    "not JSON": (b"{", 400),
    "a list": (b"[]", 400),
    "null": (b"null", 400),
    "two spellings of a name": (b'{"messages":[],"messages":[],"receipts":[]}', 400),
    "an unknown field": (b'{"messages":[],"receipts":[],"more":1}', 400),
    "a missing field": (b'{"messages":[]}', 400),
    "messages that are no list": (b'{"messages":{},"receipts":[]}', 400),
    "a message that is no object": (b'{"messages":["x"],"receipts":[]}', 400),
    "a message without a header": (b'{"messages":[{"message":"x"}],"receipts":[]}', 400),
    "a message that is a number": (
        b'{"messages":[{"header":"x","message":1}],"receipts":[]}',
        400,
    ),
    "a receipt that is a number": (b'{"messages":[],"receipts":[7]}', 400),
    "a receipt of a megabyte": (
        b'{"messages":[],"receipts":["' + b"x" * limits.TOKEN_CHARACTERS + b'x"]}',
        400,
    ),
    "a sealed message too long": (
        b'{"messages":[{"header":"x","message":"' + b"x" * (limits.SEALED_BYTES + 1) + b'"}],'
        b'"receipts":[]}',
        400,
    ),
    "half a surrogate pair": (b'{"messages":[],"receipts":["\\ud800"]}', 400),
    "NUL": (b'{"messages":[],"receipts":["\\u0000"]}', 400),
    "an integer of ten thousand digits": (
        b'{"messages":[],"receipts":[' + b"9" * 10_000 + b"]}",
        400,
    ),
    "infinity": (b'{"messages":[],"receipts":[1e400]}', 400),
    "nested": (b'{"messages":' + b"[" * 5000 + b"]" * 5000 + b',"receipts":[]}', 413),
    "nested without end": (b"[" * 500_000, 413),
    "51 messages": (
        f'{{"messages":[{",".join([TEXT] * 51)}],"receipts":[]}}'.encode(),
        413,
    ),
    "201 receipts": (
        f'{{"messages":[],"receipts":[{",".join(["0"] * 201)}]}}'.replace("0", '"x"').encode(),
        413,
    ),
    "a byte too much": (EMPTY + b" " * (limits.BATCH_BYTES + 1 - len(EMPTY)), 413),
    "four megabytes": (b" " * 4 * 1024 * 1024, 413),
}


@pytest.mark.parametrize(("body", "expected"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_bodies(post: Post, body: bytes, expected: int) -> None:
    before = written()
    status, content = post(body)
    assert status == expected
    assert set(json.loads(content)) == {"type", "title", "status", "detail", "code", "request_id"}
    assert written() == before


def test_exactly_a_megabyte_is_read(post: Post) -> None:
    assert post(EMPTY + b" " * (limits.BATCH_BYTES - len(EMPTY)))[0] == 200


def test_a_body_longer_than_its_length_says_is_cut_there(post: Post) -> None:
    assert post(EMPTY + b"more", CONTENT_LENGTH=str(len(EMPTY)))[0] == 200
    assert post(EMPTY, CONTENT_LENGTH=str(len(EMPTY) - 1))[0] == 400


@pytest.mark.parametrize("length", ["", "x", "-1", "0"])
def test_a_length_that_is_none_reads_nothing(post: Post, length: str) -> None:
    assert post(EMPTY, CONTENT_LENGTH=length)[0] == 400


def test_a_line_that_breaks_is_no_crash(network: Network) -> None:
    class Broken(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(size)

    pin = network.bureaus["seoul"].keys.pin
    request = RequestFactory().post(PATH, EMPTY, content_type="application/json", **caller(pin))
    request.META["wsgi.input"] = request._stream = Broken()
    with pytest.raises(UnreadablePostError):
        request.read(1)
    assert views.batch(request).status_code == 400


def test_the_listener_has_no_other_address(door: Client) -> None:
    for path in ("/", "/federation/", "/federation/v1/batch/", "/sign-in/", "/static/x"):
        assert door.get(path).status_code == 404
