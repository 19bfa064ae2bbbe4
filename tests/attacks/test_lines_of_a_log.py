"""Attack: somebody who writes into the log by asking (CWE-117), over real lines to real servers.

A forged line, a terminal that is told to clear its screen, text that runs the other way: in
everything a caller may say. What the processes wrote is then read as a machine reads it, line by
line, and as a person at a terminal would be hit by it, byte by byte.
"""

import json
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from liaison.exchange.transport import PATH
from tests.attacks.conftest import Say
from tests.config.conftest import HOST, PATIENCE, Listener

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
MARK: Final = "forged0"
FORGED: Final = '{"level":"info","event":"forged0 all is well"}'
# all that a log says of a request, and nothing else
KEYS: Final = frozenset(
    {"time", "level", "event", "process", "node", "request_id", "peer_request_id", "door", "view"}
    | {"method", "status", "milliseconds", "queries", "query_milliseconds"}
)
TEXTS: Final[Mapping[str, str]] = {
    "two line ends": f"a\r\n{FORGED}\r\n",
    "a line feed": f"a\n{FORGED}",
    "a return": f"a\r{FORGED}",
    "a line of another kind": f"a\u2028{FORGED}\u2029\x85\x0b\x0c",
    "a screen that is cleared": f"\x1b[2J\x1b[1;1H{MARK}\x1b]0;{MARK}\x07",
    "a control of one byte": f"\x9b2J{MARK}",
    "text that runs the other way": f"\u202e{MARK}\u2066\u200f",
    "a quote that ends the value": f'{MARK}","event":"{MARK}',
    "a place to fill in": f"%s %(message)s {{0.__class__}} ${{jndi:ldap://{MARK}}}",
    "a zero": f"\x00{MARK}",
    "half a letter": f"\udce9{MARK}",
    "very much": MARK * 900,
}
# where a caller can put words: raw bytes of one request, with the words at the place of W
PLACES: Final[Mapping[str, bytes]] = {
    "the method": b"GETW /sign-in/ HTTP/1.1\r\nHost: beijing.localhost\r\n\r\n",
    "the address": b"GET /nowhere/W HTTP/1.1\r\nHost: beijing.localhost\r\n\r\n",
    "the question": b"GET /sign-in/?next=W HTTP/1.1\r\nHost: beijing.localhost\r\n\r\n",
    "the version": b"GET /sign-in/ HTTP/1.1W\r\nHost: beijing.localhost\r\n\r\n",
    "the host": b"GET /sign-in/ HTTP/1.1\r\nHost: W\r\n\r\n",
    "a name of a header": b"GET /sign-in/ HTTP/1.1\r\nHost: beijing.localhost\r\nXW: 1\r\n\r\n",
    **{
        name: b"GET /sign-in/ HTTP/1.1\r\nHost: beijing.localhost\r\n" + head + b": W\r\n\r\n"
        for name, head in {
            "the browser": b"User-Agent",
            "an id": b"X-Request-Id",
            "where it came from": b"Referer",
            "whom it came for": b"X-Forwarded-For",
            "a cookie": b"Cookie",
            "a key": b"Authorization",
            "a language": b"Accept-Language",
        }.items()
    },
}


def lines(log: Path, *, since: int = 0) -> list[str]:
    """Return the lines of a log behind a place in it; whoever is writing one is waited for."""
    deadline = time.monotonic() + PATIENCE
    while not (said := log.read_bytes()[since:]).endswith(b"\n") and time.monotonic() < deadline:
        time.sleep(0.05)
    return said.decode("ascii").split("\n")[:-1]


def plain(line: str) -> dict[str, Any]:
    """Return a line that is one object of known keys and nothing that acts on a screen."""
    assert not re.search(r"[\x00-\x1f\x7f-\uffff]", line)
    found: dict[str, Any] = json.loads(line)
    # a library's line says its author's words and the place in the code, never what it filled in
    assert set(found) <= (KEYS | {"at", "logger", "error"} if "logger" in found else KEYS)
    assert "logger" in found or found["event"] == "request"
    assert MARK not in line
    return found


def escaped(words: str) -> bytes:
    """Return words as an address carries them."""
    raw = words.encode("utf-8", "surrogateescape")
    return b"".join(b"%%%02X" % one for one in raw)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_a_caller_says_stands_in_the_staff_log(
    staff: Listener, say: Say, place: str
) -> None:
    log = staff.house.home / "staff.log"
    since = log.stat().st_size
    for words in TEXTS.values():
        raw = words.encode("utf-8", "surrogateescape")
        for said in (raw, escaped(words)):
            say(PLACES[place].replace(b"W", said))
    say(b"GET /sign-in/ HTTP/1.1\r\nHost: beijing.localhost\r\n\r\n")
    found = [plain(line) for line in lines(log, since=since)]
    # the last one at least was answered and written down: the log is not simply silent
    assert found[-1].get("status") == 200
    assert all(line.get("peer_request_id", "") == "" for line in found)


def test_nothing_somebody_types_stands_in_it(staff: Listener) -> None:
    """Names and passwords at the sign-in, where kept libraries write lines of their own."""
    log = staff.house.home / "staff.log"
    since = log.stat().st_size
    address = f"http://{HOST}:{staff.house.staff_port}"
    with httpx.Client(
        base_url=address, headers={"Host": "beijing.localhost"}, trust_env=False, timeout=PATIENCE
    ) as client:
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', client.get("/sign-in/").text)
        assert token
        for words in TEXTS.values():
            said = words.encode("utf-8", "replace").decode()
            form = {"csrfmiddlewaretoken": token[1], "username": said, "password": said}
            tried = client.post("/sign-in/", data=form)
            assert tried.status_code < 500
            assert tried.status_code != 403
    told = lines(log, since=since)
    assert len(told) > len(TEXTS)
    for line in told:
        assert MARK not in line
        assert not re.search(r"[\x00-\x1f\x7f-\uffff]", line)
        assert isinstance(json.loads(line), dict)


def test_nothing_a_bureau_says_stands_in_the_listeners_log(staff: Listener) -> None:
    """And an id that is one is written, beside our own, under a name of its own."""
    log = staff.house.home / "federation.log"
    since = log.stat().st_size
    good = b"seoul-00000001"
    for words in (*TEXTS.values(), None):
        said = good if words is None else words.encode("utf-8", "surrogateescape")
        head = f"POST {PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n".encode()
        with staff.connected(staff.context("seoul")) as line:
            line.sendall(head + b"x-request-id: " + said + b"\r\nuser-agent: " + said)
            line.sendall(b"\r\n\r\n{}")
            line.recv(1000)
    found = [plain(line) for line in lines(log, since=since)]
    assert [line["peer_request_id"] for line in found if "peer_request_id" in line] == [
        good.decode()
    ]
