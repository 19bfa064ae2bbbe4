"""One id in two logs: the real transport calls the real listener, over real TLS."""

import json
import ssl
import time
from pathlib import Path
from typing import Any

import pytest

from liaison.core import clock, request_ids
from liaison.exchange import keymaking
from liaison.exchange.errors import TransportFailed
from liaison.exchange.transport import HttpsTransport
from liaison.lib.wire.entry import Entry
from tests.config.conftest import PATIENCE, Listener

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
START_SECONDS = 30


def the_entry(listener: Listener) -> Entry:
    """Return Beijing as Seoul's directory would list it."""
    der = ssl.PEM_cert_to_DER_cert(
        (listener.house.home / "keys" / keymaking.TLS_CERTIFICATE).read_text()
    )
    return Entry("beijing", "Beijing", "", listener.url, (der,), (), "", ())


def lines(log: Path) -> list[dict[str, Any]]:
    """Return what a process wrote so far."""
    return [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]


def heard(listener: Listener, said: str) -> dict[str, Any]:
    """Return the listener's line about a request that carried an id."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for line in lines(listener.house.home / "federation.log"):
            if line.get("peer_request_id") == said:
                return line
        time.sleep(0.1)
    message = "the listener wrote no line with that id"
    raise AssertionError(message)


def test_a_call_stands_in_both_logs_under_one_id(listener: Listener) -> None:
    folder = listener.base / "seoul"
    line = HttpsTransport(
        certificate=str(folder / keymaking.TLS_CERTIFICATE),
        key=str(folder / keymaking.TLS_KEY),
    )
    deadline, said = time.monotonic() + START_SECONDS, ""
    with request_ids.bound(clock.now()) as ours:
        # until the listener is up and has read its directory; an empty body is no batch
        while time.monotonic() < deadline and "answered 400" not in said:
            with pytest.raises(TransportFailed) as failure:
                line.deliver(the_entry(listener), b"")
            said = str(failure.value)
            time.sleep(0.1)
    line.close()
    found = heard(listener, ours)
    assert (found["process"], found["node"], found["event"]) == (
        "federation",
        "beijing",
        "request",
    )
    assert found["view"] == "federation-batch"
    assert found["request_id"] not in {"", ours}
