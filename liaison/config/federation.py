"""The federation listener: mutual TLS 1.3 on a port of its own, and who called.

`python -m liaison.config.federation`. granian verifies client certificates but does not say whose
they were (its issue 788), so this one door is uvicorn, with Django behind it as plain WSGI.
"""

import asyncio
import hashlib
import os
import secrets
import ssl
import threading
from collections import Counter
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

import structlog
import uvicorn
from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from uvicorn._types import (
        ASGI3Application,
        HTTPDisconnectEvent,
        HTTPRequestEvent,
        Scope,
    )
    from uvicorn._types import ASGIReceiveCallable as Receive
    from uvicorn._types import ASGISendCallable as Send

os.umask(0o077)
os.environ["LIAISON_DOOR"] = "federation"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.config.settings")
DJANGO = get_wsgi_application()

# Django is set up by the line above: only now can its settings and our tables be named
from django.conf import settings  # noqa: E402
from django.db import DatabaseError, connection  # noqa: E402

from liaison.api.federation import problems  # noqa: E402
from liaison.api.federation.headers import HEADERS  # noqa: E402
from liaison.core import clock, heartbeats, logs  # noqa: E402
from liaison.core.errors import SettingRefused  # noqa: E402
from liaison.exchange import trust  # noqa: E402
from liaison.exchange.errors import TrustRefused  # noqa: E402
from liaison.lib.wire import limits  # noqa: E402
from liaison.lib.wire.entry import Entry  # noqa: E402
from liaison.search import warming  # noqa: E402

THREADS = 4
CONNECTIONS = 512
CONNECTIONS_PER_PEER = 16
BODY_SECONDS = 15
STOP_SECONDS = 2
IDLE_SECONDS = 60
DIRECTORY_SECONDS = 2
# what says where a body ends: one of them, never both
LENGTHS = {b"content-length", b"transfer-encoding"}

log = structlog.get_logger()


class PeerProtocol(H11Protocol):
    """HTTP/1.1 that remembers the certificate of the other end, and counts its connections."""

    held: ClassVar[Counter[str]] = Counter()
    pin = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Put the fingerprint where every request of this connection finds it."""
        super().connection_made(transport)
        certificate = transport.get_extra_info("ssl_object").getpeercert(binary_form=True)
        self.pin = hashlib.sha256(certificate).hexdigest()
        self.app_state = {**self.app_state, "peer": self.pin}
        self.held[self.pin] += 1
        # attack: one listed bureau that opens connections until nobody else gets one
        if self.held[self.pin] > CONNECTIONS_PER_PEER:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.held[self.pin] -= 1
        super().connection_lost(exc)


class Collected:
    """Takes a whole body, within a size and a time, before it costs one of the few threads.

    Args:
        app: what answers, on a thread.
    """

    def __init__(self, app: "ASGI3Application") -> None:
        """Keep the application."""
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Answer one request, or 400, 408 and 413."""
        if {name for name, _ in scope["headers"]} >= LENGTHS:  # type: ignore[typeddict-item]
            # attack: who stands between reads another end than we do (RFC 9112 section 6.1)
            await _answer(send, HTTPStatus.BAD_REQUEST, problems.TWO_LENGTHS)
            return
        try:
            body = await asyncio.wait_for(_collect(receive), BODY_SECONDS)
        except TimeoutError:
            # attack: a body sent a byte at a time
            await _answer(send, HTTPStatus.REQUEST_TIMEOUT, problems.TOO_SLOW)
            return
        if len(body) > limits.BATCH_BYTES:
            await _answer(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, problems.TOO_LARGE)
            return
        given = False

        async def again() -> "HTTPRequestEvent | HTTPDisconnectEvent":
            nonlocal given
            if given:
                return {"type": "http.disconnect"}
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, again, send)


async def _collect(receive: "Receive") -> bytes:
    body = bytearray()
    while True:
        event = await receive()
        if event["type"] != "http.request":
            return bytes(body)
        body += event.get("body", b"")
        if not event.get("more_body") or len(body) > limits.BATCH_BYTES:
            return bytes(body)


async def _answer(send: "Send", status: HTTPStatus, code: str) -> None:
    """Say why nothing was taken, and hang up: what still comes is not waited for."""
    body = problems.written(status, code)
    headers = [
        (b"connection", b"close"),
        (b"content-type", problems.MEDIA_TYPE.encode()),
        (b"content-length", str(len(body)).encode()),
        *((name.lower().encode(), value.encode()) for name, value in HEADERS.items()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def told(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - WSGI
    """Answer one request with Django, told who is calling: never from a header."""
    environ["liaison.peer_sha256"] = environ["asgi.scope"]["state"]["peer"]
    return DJANGO(environ, start_response)


def server() -> uvicorn.Server:
    """Return the listener of this node, ready to run.

    Raises:
        SettingRefused: without TLS it never runs.
    """
    logs.name_process("federation")
    keys = settings.NODE.keys_folder
    config = uvicorn.Config(
        Collected(WSGIMiddleware(told, workers=THREADS)),  # type: ignore[arg-type]
        host=settings.NODE.text("federation.host"),
        port=settings.NODE.number("federation.port"),
        http=PeerProtocol,
        loop="asyncio",
        ws="none",
        lifespan="off",
        access_log=False,
        # its words go where ours go
        log_config=None,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=STOP_SECONDS,
        ssl_certfile=str(keys / "tls.pem"),
        ssl_keyfile=str(keys / "tls.key"),
        ssl_cert_reqs=ssl.CERT_REQUIRED,
    )
    config.load()
    if config.ssl is None:
        raise SettingRefused("federation", "the listener never runs without TLS")
    config.ssl.minimum_version = ssl.TLSVersion.TLSv1_3
    # a pinned end certificate is enough: the directory says who is who, not a chain
    config.ssl.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VERIFY_X509_STRICT
    follow = threading.Thread(target=_follow_directory, args=(config.ssl,), daemon=True)
    follow.start()
    return uvicorn.Server(config)


def _let_in(context: ssl.SSLContext, entry: Entry) -> None:
    """Trust a bureau's certificates; one that cannot be read keeps out nobody else."""
    for der in entry.certificates:
        try:
            context.load_verify_locations(cadata=der)
        except ssl.SSLError:
            log.warning("a certificate of the directory cannot be read", bureau=entry.id)


def _follow_directory(context: ssl.SSLContext) -> None:
    """Let in the certificates of a directory installed while we run.

    Certificates that left the directory can still finish a handshake; `peer_by_pin` of exchange
    refuses them at the first request.
    """
    known, pause = None, threading.Event()
    name = f"federation:{os.getpid()}:{secrets.token_hex(4)}"
    pulse = heartbeats.Pulse("federation", name, started_at=clock.now())
    while True:
        try:
            version = trust.version_in_force()
            if version is not None and version != known:
                found = trust.directory(clock.now())
                # those nobody vouches for now may be vouched for tomorrow: `peer_by_pin` decides
                refused = [one.entry for one in found.refused.values()]
                for entry in [*found.entries.values(), *refused]:
                    _let_in(context, entry)
                known = version
            pulse.beat(clock.now())
        except (TrustRefused, DatabaseError, ssl.SSLError):
            # the database was away, or no directory rules: look again, never stop looking
            log.warning("the directory could not be followed")
            known = None
        finally:
            connection.close()
        pause.wait(DIRECTORY_SECONDS)


if __name__ == "__main__":
    warming.begin()
    server().run()
