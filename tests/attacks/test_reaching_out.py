"""Attack: the node is made to call a place somebody else named (SSRF, CWE-918).

Nothing a peer, an agency or an officer writes is an address that is called. Who dials out stands
in a table; the one place that calls bureaus takes its address from the signed directory alone.
"""

import ast
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

import liaison
from liaison.core import clock
from liaison.exchange import keymaking, transport
from liaison.exchange.errors import TransportFailed
from liaison.lib.wire.entry import ENDPOINT, Entry
from tests.exchange.test_transport import keys, serve

__all__ = ["keys", "serve"]
HOME: Final = Path(liaison.__file__).parent
# modules that can open a connection
DIALLERS: Final = frozenset(
    {"httpx", "requests", "smtplib", "socket", "urllib.request", "http.client", "ftplib"}
    | {"imaplib", "poplib", "telnetlib", "xmlrpc.client", "aiohttp", "websockets", "asyncio"}
)
# file to whom it calls
CALLS: Final = {
    "exchange/transport.py": "the endpoint of the signed directory, nobody else's certificate",
    "exchange/services/lines.py": "the same, for questions somebody waits for",
    "core/mail.py": "the server of this node's settings",
    "files/scanner.py": "the scanner of this node's settings",
    "core/worker.py": "nobody: it asks for the name of this machine",
    "cli/serving.py": "nobody: it tries whether its own port is free",
    "config/federation.py": "nobody: it listens",
    "cli/demo/browser.py": "the demonstration's own houses, on this machine",
    "cli/demo/houses.py": "the same",
}
ENDPOINTS_REFUSED: Final = {
    "a file": "file:///etc/passwd",
    "another protocol": "gopher://a.example:70",
    "without TLS": "http://a.example:443",
    "without a port": "https://a.example",
    "port nought": "https://a.example:0",
    "a user": "https://a@b.example:443",
    "a path": "https://a.example:443/latest/meta-data",
    "a question": "https://a.example:443?x=1",
    "a fragment": "https://a.example:443#x",
    "a line": "https://a.example:443\r\nHost: b",
    "a line at the end": "https://a.example:443\n",
    "a space": "https://a.example :443",
    "digits of another script": "https://a.example:\u0664\u0664\u0663",
    "letters that look alike": "https://\u0430.example:443",
    "a name that is folded": "https://\uff41.example:443",
    "escapes": "https://a%2eexample:443",
    "capital letters": "HTTPS://A.example:443",
}


def imported(file: Path) -> set[str]:
    """Return the modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def test_who_dials_out_stands_in_the_table() -> None:
    """A file that learns to call somebody is written down here first, with whom."""
    found = {
        str(file.relative_to(HOME)) for file in HOME.rglob("*.py") if imported(file) & DIALLERS
    }
    assert found == set(CALLS)


@pytest.mark.parametrize("said", ENDPOINTS_REFUSED.values(), ids=ENDPOINTS_REFUSED)
def test_an_endpoint_is_a_host_and_a_port(said: str) -> None:
    """Whoever signs the directory cannot name more than that, by mistake or on purpose."""
    assert not ENDPOINT.fullmatch(said)


def whole(line: ssl.SSLSocket) -> bytes:
    """Read one call to its end; nothing where nobody calls."""
    found = b""
    while not found.endswith(b"{}") and (more := line.recv(65536)):
        found += more
    return found


REDIRECTS: Final = {
    "moved": 301,
    "found": 302,
    "see other": 303,
    "temporarily": 307,
    "for good": 308,
}


@pytest.mark.parametrize("status", REDIRECTS.values(), ids=REDIRECTS)
def test_a_peer_that_sends_us_elsewhere_is_not_followed(
    serve: Callable[[Callable[[ssl.SSLSocket], None]], Entry], keys: Path, status: int
) -> None:
    """Neither to another of its own addresses nor to the metadata of a cloud."""
    calls: list[bytes] = []
    again = threading.Event()

    def elsewhere(line: ssl.SSLSocket) -> None:
        calls.append(whole(line))
        head = f"HTTP/1.1 {status} x\r\nlocation: /federation/v1/other\r\n"
        line.sendall(f"{head}content-length: 0\r\n\r\n".encode())
        if whole(line):
            again.set()

    line = transport.HttpsTransport(certificate=str(keys / "tls.pem"), key=str(keys / "tls.key"))
    with pytest.raises(TransportFailed):
        line.deliver(serve(elsewhere), b"{}")
    line.close()
    assert len(calls) == 1
    assert not again.wait(0.1)


def test_a_proxy_of_the_environment_is_not_asked(
    serve: Callable[[Callable[[ssl.SSLSocket], None]], Entry],
    keys: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    def good(line: ssl.SSLSocket) -> None:
        whole(line)
        line.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")

    line = transport.HttpsTransport(certificate=str(keys / "tls.pem"), key=str(keys / "tls.key"))
    assert line.deliver(serve(good), b"{}") == b"{}"
    line.close()


def test_a_server_with_another_certificate_gets_no_byte(
    serve: Callable[[Callable[[ssl.SSLSocket], None]], Entry], keys: Path, tmp_path: Path
) -> None:
    """Attack: the name leads elsewhere now. What is there is not who the directory says."""
    keymaking.make_keys(tmp_path, organisation="seoul", host="127.0.0.1", now=clock.now())
    other = ssl.PEM_cert_to_DER_cert((tmp_path / "tls.pem").read_text())
    got: list[bytes] = []
    true = serve(lambda line: got.append(line.recv(65536)))
    peer = Entry("seoul", "Seoul", "", true.endpoint, (other,), (), "", ())
    line = transport.HttpsTransport(certificate=str(keys / "tls.pem"), key=str(keys / "tls.key"))
    with pytest.raises(TransportFailed):
        line.deliver(peer, b"the words of a message")
    line.close()
    assert not b"".join(got)
