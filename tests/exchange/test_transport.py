"""The real transport against a peer that speaks real TLS and never finishes."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from liaison.core import clock
from liaison.exchange import keymaking, transport
from liaison.exchange.errors import TransportFailed
from liaison.lib.wire.entry import Entry

Behave = Callable[[ssl.SSLSocket], None]


def continues_for_ever(line: ssl.SSLSocket) -> None:
    """The header phase never ends."""
    while True:
        line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


def drips(line: ssl.SSLSocket) -> None:
    """A byte now and then, far within the limit of one read."""
    line.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")
    while True:
        line.sendall(b"x")
        time.sleep(0.05)


def says_nothing(line: ssl.SSLSocket) -> None:
    """Reads, and is silent."""
    while line.recv(1024):
        pass


def floods(line: ssl.SSLSocket) -> None:
    """More than any answer of the protocol."""
    line.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 9000000\r\n\r\n" + b"x" * 9_000_000)


PEERS = {
    "the header phase never ends": continues_for_ever,
    "the body comes a byte at a time": drips,
    "nothing comes at all": says_nothing,
    "the answer is too long": floods,
}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    keymaking.make_keys(folder, organisation="seoul", host="127.0.0.1", now=clock.now())
    return folder


@pytest.fixture
def serve(keys: Path) -> Generator[Callable[[Behave], Entry]]:
    servers: list[socket.socket] = []

    def start(behave: Behave) -> Entry:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)
        threading.Thread(target=_answer, args=(server, keys, behave), daemon=True).start()
        der = ssl.PEM_cert_to_DER_cert((keys / "tls.pem").read_text())
        endpoint = f"https://127.0.0.1:{server.getsockname()[1]}"
        return Entry("seoul", "Seoul", "", endpoint, (der,), (), "", ())

    yield start
    for server in servers:
        server.close()


@pytest.mark.parametrize("behave", PEERS.values(), ids=PEERS)
def test_a_call_ends(
    behave: Behave,
    serve: Callable[[Behave], Entry],
    keys: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transport, "WHOLE_SECONDS", 0.5)
    line = transport.HttpsTransport(certificate=str(keys / "tls.pem"), key=str(keys / "tls.key"))
    begun = time.monotonic()
    with pytest.raises(TransportFailed):
        line.deliver(serve(behave), b"{}")
    assert time.monotonic() - begun < 5
    line.close()


def _answer(server: socket.socket, keys: Path, behave: Behave) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(keys / "tls.pem", keys / "tls.key")
    try:
        plain, _ = server.accept()
        with plain, context.wrap_socket(plain, server_side=True) as line:
            behave(line)
    except OSError:
        pass
