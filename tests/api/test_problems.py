"""A refusal of the federation listener says in words and by a code why nothing was taken."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from liaison.api.federation import problems
from liaison.config import federation
from liaison.lib.wire import limits
from tests.api.conftest import caller
from tests.simulators.network import Network

pytestmark = pytest.mark.django_db
PATH = "/federation/v1/batch"
MEMBERS = {"type", "title", "status", "detail", "code", "request_id"}


def test_it_is_a_problem(door: Client, network: Network) -> None:
    body = b" " * (limits.BATCH_BYTES + 1)
    extra = caller(network.bureaus["seoul"].keys.pin)
    answer = door.post(PATH, body, content_type="application/json", **extra)
    said = json.loads(answer.content)
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, said["status"], said["code"]) == (413, 413, "wire:too_large")
    assert (said["type"], said["title"]) == ("about:blank", HTTPStatus(413).phrase)
    assert str(limits.BATCH_BYTES) in said["detail"]


def test_other_methods_and_addresses(door: Client) -> None:
    wrong, nowhere = door.get(PATH), door.get("/sign-in/")
    assert (wrong.status_code, wrong["Allow"]) == (405, "POST")
    assert set(json.loads(wrong.content)) == MEMBERS
    assert (nowhere.status_code, json.loads(nowhere.content)["code"]) == (404, "wire:no_address")


@pytest.mark.parametrize("status", list(problems.BY_STATUS))
def test_a_code_without_words_of_its_own_has_those_of_its_status(status: HTTPStatus) -> None:
    said = json.loads(problems.written(status, "exchange:unheard"))
    assert said["detail"] == problems.BY_STATUS[status]
    assert said["code"] == "exchange:unheard"


def collected(*pieces: bytes, silent: bool = False) -> list[dict[str, Any]]:
    """Send a body to the listener's own collector; return what it sends back."""
    waiting, sent = list(pieces), []

    async def receive() -> Any:  # noqa: ANN401 - ASGI
        if silent:
            await asyncio.sleep(3600)
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(event: Any) -> None:  # noqa: ANN401 - ASGI
        sent.append(dict(event))

    async def nobody(*_: object) -> None:
        raise AssertionError

    def ask() -> None:
        asyncio.run(federation.Collected(nobody)({"type": "http", "headers": []}, receive, send))  # type: ignore[arg-type]

    with ThreadPoolExecutor(1) as apart:  # a browser of another test may hold this thread's loop
        apart.submit(ask).result()
    return sent


def test_a_body_too_large_for_the_listener_itself() -> None:
    start, body = collected(bytes(limits.BATCH_BYTES), b"x", b"never read")
    headers = dict(start["headers"])
    said = json.loads(body["body"])
    assert (start["status"], said["code"]) == (413, "wire:too_large")
    assert headers[b"content-type"] == b"application/problem+json"
    assert headers[b"connection"] == b"close"
    assert int(headers[b"content-length"]) == len(body["body"])


def test_a_body_that_does_not_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(federation, "BODY_SECONDS", 0.01)
    start, body = collected(silent=True)
    assert (start["status"], json.loads(body["body"])["code"]) == (408, "wire:too_slow")
