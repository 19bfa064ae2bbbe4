"""Real servers for what only shows on a line: a listener and its staff site."""

import contextlib
import re
import socket
from collections.abc import Callable

import pytest

from tests.config.conftest import HOST, PATIENCE, Listener, listener
from tests.config.test_federation import START_SECONDS, within

__all__ = ["listener"]
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *([0-9]+)")
Say = Callable[[bytes], bytes]
WHOLE = b"GET /sign-in/ HTTP/1.1\r\nHost: beijing.localhost\r\nConnection: close\r\n\r\n"


def say_to(port: int, words: bytes) -> bytes:
    """Send bytes to the staff site; return its first answer, or what comes until it hangs up."""
    said = b""
    with (
        contextlib.suppress(OSError),
        socket.create_connection((HOST, port), timeout=PATIENCE) as line,
    ):
        line.sendall(words)
        while not whole(said) and (piece := line.recv(65_536)):
            said += piece
    return said


def whole(said: bytes) -> bool:
    """Return whether an answer has come to its end: granian keeps the line open behind it."""
    head, empty, body = said.partition(b"\r\n\r\n")
    if not empty:
        return False
    length = LENGTH.search(head)
    return len(body) >= int(length[1]) if length else body.endswith(b"0\r\n\r\n")


@pytest.fixture(scope="session")
def staff(listener: Listener) -> Listener:
    """The bureau whose staff site runs as well."""
    listener.house.start("staff")
    port = listener.house.staff_port
    assert within(START_SECONDS, lambda: b" 200 " in say_to(port, WHOLE)[:20])
    return listener


@pytest.fixture
def say(staff: Listener) -> Say:
    """A way to say bytes to the staff site."""
    return lambda words: say_to(staff.house.staff_port, words)
