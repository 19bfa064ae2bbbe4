"""The federation door, as the listener calls it: told who is at the other end of TLS."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from liaison.exchange.types import Received
from tests.exchange.conftest import clock, handled, network, seoul, tokyo
from tests.simulators.network import Network

__all__ = ["clock", "handled", "network", "seoul", "tokyo"]
PATH = "/federation/v1/batch"
PEER = "liaison.peer_sha256"
Post = Callable[..., "tuple[int, bytes]"]


@pytest.fixture
def door() -> Iterator[Client]:
    """Open the federation listener's URLs behind its own middleware, as it runs."""
    urls = "liaison.config.federation_urls"
    middleware = settings.FEDERATION_MIDDLEWARE
    with override_settings(ROOT_URLCONF=urls, MIDDLEWARE=middleware, ALLOWED_HOSTS=["*"]):
        yield Client()


def caller(pin: str) -> dict[str, Any]:
    """Return what the listener adds to a request: whose certificate it was."""
    return {PEER: pin}


@pytest.fixture
def post(door: Client, network: Network, handled: list[Received]) -> Post:
    """Return a function that posts a body as Seoul would, and returns status and answer."""
    assert not handled

    def send(body: bytes, *, pin: str | None = None, **environ: str) -> tuple[int, bytes]:
        extra = caller(network.bureaus["seoul"].keys.pin if pin is None else pin) | environ
        response = door.post(PATH, body, content_type="application/json", **extra)
        return response.status_code, response.content

    return send
