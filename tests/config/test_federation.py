"""The federation listener: nobody speaks to it without a certificate the directory lists."""

import contextlib
import ssl
import time
from collections.abc import Callable

import httpx
import pytest

from liaison.core import clock
from liaison.exchange import keymaking
from liaison.exchange.transport import PATH
from tests.config.conftest import HOST, PATIENCE, Listener

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
START_SECONDS = 30
POLL_SECONDS = 0.1
# of connections from one bureau; the listener allows sixteen
TOO_MANY = 20


def within(seconds: float, true: Callable[[], bool]) -> bool:
    """Look again and again whether something has become true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError, httpx.TransportError):
            if true():
                return True
        time.sleep(POLL_SECONDS)
    return False


@pytest.fixture(autouse=True)
def _ready(listener: Listener) -> None:
    """Wait until the door is open and knows its directory."""
    assert within(START_SECONDS, lambda: listener.ask("POST", PATH).status_code == 400)


def said_to(listener: Listener, context: ssl.SSLContext) -> bytes:
    """Return what a caller is told who sends a whole request; nothing if it is hung up on."""
    try:
        with listener.connected(context) as connection:
            connection.sendall(f"POST {PATH} HTTP/1.1\r\nhost: x\r\n\r\n".encode())
            return connection.recv(1000)
    except TimeoutError:
        # neither answered nor refused: that is a caller held up
        raise
    except OSError:
        return b""


def test_a_bureau_of_the_directory_is_answered(listener: Listener) -> None:
    """No body is no batch: refused by the room behind the door, not by the door."""
    answer = listener.ask("POST", PATH)

    assert answer.status_code == 400
    assert answer.json()["code"].startswith("wire:")
    assert "server" not in answer.headers
    assert listener.ask("GET", PATH).status_code == 405


def test_tls_1_3_is_spoken(listener: Listener) -> None:
    context = listener.context("seoul")

    with listener.connected(context) as connection:
        assert connection.version() == "TLSv1.3"
    assert said_to(listener, context).startswith(b"HTTP/1.1 400")


def test_without_a_certificate_nobody_is_answered(listener: Listener) -> None:
    assert said_to(listener, listener.context()) == b""


def test_a_certificate_nobody_lists_is_refused(listener: Listener) -> None:
    """Its name says Seoul and its key is its own: names do not count."""
    folder = listener.base / "impostor"
    keymaking.make_keys(folder, organisation="seoul", host=HOST, now=clock.now())

    assert said_to(listener, listener.context("impostor")) == b""


def test_tls_1_2_is_refused(listener: Listener) -> None:
    context = listener.context("seoul")
    context.maximum_version = ssl.TLSVersion.TLSv1_2

    with pytest.raises(ssl.SSLError):
        listener.connected(context)


def test_plain_http_is_not_answered(listener: Listener) -> None:
    url = listener.url.replace("https", "http")

    with pytest.raises(httpx.TransportError), httpx.Client(trust_env=False) as client:
        client.post(url + PATH, timeout=PATIENCE)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/sign-in/",
        "/check/",
        "/messages/",
        "/audit/",
        "/static/vendor/htmx.js",
        "/federation/",
    ],
)
def test_the_staff_site_is_not_there(path: str, listener: Listener) -> None:
    assert listener.ask("GET", path).status_code == 404


def test_headers_do_not_say_who_is_calling(listener: Listener) -> None:
    """A header that looks like the listener's own word changes nothing: Seoul stays Seoul."""
    forged = {"liaison.peer_sha256": "0" * 64, "liaison-peer-sha256": "0" * 64}
    with httpx.Client(verify=listener.context("seoul"), trust_env=False) as client:
        answer = client.post(listener.url + PATH, headers=forged, timeout=PATIENCE)

    assert answer.status_code == 400


HALVES = {
    "no request": b"",
    "half a line": b"POST /fed",
    "half a header": f"POST {PATH} HTTP/1.1\r\nhost: x\r\n".encode(),
    "half a body": f"POST {PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n{{".encode(),
}


@pytest.mark.parametrize("words", HALVES.values(), ids=HALVES)
def test_who_falls_silent_holds_nobody_up(words: bytes, listener: Listener) -> None:
    """More of them than the listener has threads; not even the same bureau waits."""
    with contextlib.ExitStack() as opened:
        for _ in range(10):
            silent = opened.enter_context(listener.connected(listener.context("osaka")))
            silent.sendall(words)

        assert listener.ask("POST", PATH).status_code == 400
        assert listener.ask("POST", PATH, by="osaka").status_code == 400


def test_who_never_shakes_hands_holds_nobody_up(listener: Listener) -> None:
    with contextlib.ExitStack() as opened:
        for _ in range(50):
            opened.enter_context(listener.plain())

        assert listener.ask("POST", PATH).status_code == 400


def test_one_bureau_does_not_take_every_connection(listener: Listener) -> None:
    """What is too much is hung up on, and the others notice nothing."""
    with contextlib.ExitStack() as opened:
        for _ in range(TOO_MANY):
            with contextlib.suppress(OSError):
                opened.enter_context(listener.connected(listener.context("osaka")))

        assert said_to(listener, listener.context("osaka")) == b""
        assert listener.ask("POST", PATH).status_code == 400

    assert within(PATIENCE, lambda: listener.ask("POST", PATH, by="osaka").status_code == 400)


def test_a_new_directory_is_followed_without_a_restart(listener: Listener) -> None:
    """Tokyo joins and is let in; Tokyo leaves and is nobody, whatever its certificate."""
    process = listener.house.running["federation"].pid
    listener.found("tokyo")
    with pytest.raises((httpx.TransportError, ssl.SSLError)):
        listener.ask("POST", PATH, by="tokyo")

    listener.publish("seoul", "osaka", "tokyo")
    assert within(PATIENCE, lambda: listener.ask("POST", PATH, by="tokyo").status_code == 400)

    listener.publish("seoul", "osaka")
    answer = listener.ask("POST", PATH, by="tokyo")
    assert answer.status_code == 403
    assert answer.json()["code"] == "exchange:unknown_bureau"
    assert listener.ask("POST", PATH).status_code == 400
    assert listener.house.running["federation"].pid == process
    assert listener.house.running["federation"].poll() is None
