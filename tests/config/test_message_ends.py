"""Where a message ends: what a proxy in front may read otherwise never becomes a second message.

Request smuggling (CWE-444): a proxy takes a request for one, the server behind it for two, and
the second was written by a stranger and is answered to somebody else. Every row is sent to the
real servers over a connection that would be kept; `/smuggled` must never be answered.
"""

import contextlib
import socket
from collections.abc import Iterator, Mapping

import pytest

from liaison.exchange.transport import PATH
from tests.config.conftest import HOST, PATIENCE, Listener
from tests.config.test_federation import START_SECONDS, within

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
SECOND = b"GET /smuggled HTTP/1.1\r\nHost: beijing.localhost\r\n\r\n"
LENGTH = str(len(SECOND)).encode()
CHUNKED = b"Transfer-Encoding: chunked\r\n"
END = b"0\r\n\r\n"
# what stands after the request line and the host, and what follows the empty line
ATTACKS: Mapping[str, tuple[bytes, bytes]] = {
    "a length and pieces": (b"Content-Length: 5\r\n" + CHUNKED, END + SECOND),
    "pieces and a length": (CHUNKED + b"Content-Length: 5\r\n", END + SECOND),
    "two lengths": (b"Content-Length: 0\r\nContent-Length: " + LENGTH + b"\r\n", SECOND),
    "two lengths in one line": (b"Content-Length: 0, " + LENGTH + b"\r\n", SECOND),
    "a length with a sign": (b"Content-Length: +" + LENGTH + b"\r\n", SECOND),
    "a length below zero": (b"Content-Length: -1\r\n", SECOND),
    "a length in hexadecimal": (b"Content-Length: 0x10\r\n", SECOND),
    "a length no number holds": (b"Content-Length: 99999999999999999999\r\n", SECOND),
    "a coding nobody knows": (b"Transfer-Encoding: xchunked\r\n", END + SECOND),
    "pieces are not the last coding": (b"Transfer-Encoding: chunked, x\r\n", END + SECOND),
    "two lines of coding": (CHUNKED + b"Transfer-Encoding: x\r\n", END + SECOND),
    "a blank before the colon": (b"Transfer-Encoding : chunked\r\n", END + SECOND),
    "a vertical tab": (b"Transfer-Encoding:\x0bchunked\r\n", END + SECOND),
    "a zero in the name": (b"Transfer-\x00Encoding: chunked\r\n", END + SECOND),
    "a bare return": (b"X: a\rTransfer-Encoding: chunked\r\n", END + SECOND),
    "a size below zero": (CHUNKED, b"-1\r\n\r\n" + SECOND),
    "a size with 0x": (CHUNKED, b"0x0\r\n\r\n" + SECOND),
    "a size no number holds": (CHUNKED, b"F" * 17 + b"\r\n" + SECOND),
    "a size that ends early": (CHUNKED, b"1\r\naa\r\n" + END + SECOND),
}


# where each door speaks of POST, and who it thinks it is
STARTS: Mapping[str, bytes] = {
    "staff": b"POST /sign-in/ HTTP/1.1\r\nHost: beijing.localhost\r\n",
    "federation": f"POST {PATH} HTTP/1.1\r\nHost: beijing.localhost\r\n".encode(),
}


@contextlib.contextmanager
def line(listener: Listener, door: str) -> Iterator[socket.socket]:
    """Open a connection to one of the two doors."""
    if door == "federation":
        with listener.connected(listener.context("seoul")) as found:
            yield found
        return
    address = (HOST, listener.house.staff_port)
    with socket.create_connection(address, timeout=PATIENCE) as found:
        yield found


def answered(listener: Listener, door: str, words: bytes) -> bytes:
    """Send bytes, and return all that comes back until the other end hangs up or falls silent."""
    said = b""
    with line(listener, door) as connection, contextlib.suppress(OSError):
        connection.sendall(words)
        while piece := connection.recv(65_536):
            said += piece
            connection.settimeout(1)
    return said


@pytest.fixture(scope="module", autouse=True)
def _ready(listener: Listener) -> None:
    """Wait until both doors are open."""
    listener.house.start("staff")
    assert within(START_SECONDS, lambda: listener.ask("POST", PATH).status_code == 400)
    whole = b"GET /sign-in/ HTTP/1.1\r\nHost: beijing.localhost\r\n\r\n"
    assert within(START_SECONDS, lambda: b" 200 " in answered(listener, "staff", whole)[:20])


@pytest.mark.parametrize("door", ["staff", "federation"])
@pytest.mark.parametrize("name", ATTACKS)
def test_no_second_message(listener: Listener, door: str, name: str) -> None:
    headers, rest = ATTACKS[name]
    said = answered(listener, door, STARTS[door] + headers + b"\r\n" + rest)
    assert said.count(b"HTTP/1.1 ") <= 1
    assert b" 404 " not in said
    assert b" 200 " not in said


@pytest.mark.parametrize("door", ["staff", "federation"])
def test_the_test_would_see_a_second_message(listener: Listener, door: str) -> None:
    """Two honest messages on one line are two answers: the table above can fail."""
    first = STARTS[door] + b"Content-Length: 2\r\n\r\n{}"
    said = answered(listener, door, first + SECOND)
    assert said.count(b"HTTP/1.1 ") == 2
    assert b" 404 " in said


def test_two_hosts_are_none(listener: Listener) -> None:
    """Attack: the proxy lets one name pass, the server believes the other."""
    words = b"GET /sign-in/ HTTP/1.1\r\nHost: beijing.localhost\r\nHost: other.example\r\n\r\n"
    assert answered(listener, "staff", words).startswith(b"HTTP/1.1 400")
