"""How bytes reach another bureau. One interface: the real one here, one that lies in the tests."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Protocol

import httpx

from liaison.core import request_ids
from liaison.exchange.errors import TransportFailed
from liaison.lib.wire import limits
from liaison.lib.wire.entry import Entry

PATH = "/federation/v1/batch"
PULL_PATH = "/federation/v1/pull"
CONNECT_SECONDS = 5
ANSWER_SECONDS = 30
# from the first byte of a call to its last: a slow peer gets another chance, not a thread
WHOLE_SECONDS = 60


class Transport(Protocol):
    """Carries one batch to one bureau and brings its answer."""

    def deliver(self, peer: Entry, body: bytes) -> bytes:
        """Return the answer to a batch.

        Raises:
            TransportFailed: not reached, or not answered as agreed; try again later.
        """


class Fetcher(Transport, Protocol):
    """A transport that can also ask for what waits."""

    def pull(self, peer: Entry, body: bytes) -> bytes:
        """Return the batch that waits at a relay.

        Raises:
            TransportFailed: not reached, or not answered as agreed; try again later.
        """


class HttpsTransport:
    """Mutual TLS 1.3 to exactly the endpoint and the certificates of the directory.

    Args:
        certificate: PEM file of our own certificate.
        key: PEM file of its key.
    """

    limits: ClassVar[httpx.Limits] = httpx.Limits()

    def __init__(self, *, certificate: str, key: str) -> None:
        """Keep the names of the files; connections are made when needed and kept."""
        self._certificate = certificate
        self._key = key
        self._clients: dict[tuple[str, tuple[str, ...]], httpx.Client] = {}
        self._streams: dict[httpx.Client, list[Any]] = {}

    def deliver(self, peer: Entry, body: bytes) -> bytes:
        """Return the answer to a batch.

        Raises:
            TransportFailed: not reached, or not answered as agreed; try again later.
        """
        return self._post(peer, PATH, body)

    def pull(self, peer: Entry, body: bytes) -> bytes:
        """Return the batch that waits at a relay.

        Raises:
            TransportFailed: not reached, or not answered as agreed; try again later.
        """
        return self._post(peer, PULL_PATH, body)

    def _post(self, peer: Entry, path: str, body: bytes) -> bytes:
        client = self._client(peer)
        headers = {"content-type": "application/json", "accept-encoding": "identity"}
        headers |= request_ids.headers()
        # attack: a peer that answers a byte every few seconds would hold this thread for days
        watchdog = threading.Timer(WHOLE_SECONDS, self._abandon, (peer, client))
        watchdog.daemon = True
        watchdog.start()
        try:
            with client.stream(
                "POST",
                peer.endpoint + path,
                content=body,
                headers=headers,
                extensions={"trace": self._remember(client)},
            ) as response:
                if response.status_code != httpx.codes.OK:
                    raise TransportFailed(f"answered {response.status_code}")
                return bounded(response)
        except (httpx.HTTPError, ssl.SSLError, OSError) as error:
            # TLS 1.3 tells of a refused client certificate only at the first read
            raise TransportFailed(f"{type(error).__name__}: {error}"[:200]) from error
        finally:
            watchdog.cancel()

    def _abandon(self, peer: Entry, client: httpx.Client) -> None:
        """Close the connection under a call that takes too long; the call fails where it waits."""
        self._clients.pop((peer.endpoint, peer.tls_pins), None)
        for stream in self._streams.pop(client, []):
            with contextlib.suppress(OSError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def _remember(self, client: httpx.Client) -> Callable[[str, Mapping[str, Any]], None]:
        """Return what httpx tells of its steps to: we keep the connections it makes."""

        def told(event: str, info: Mapping[str, Any]) -> None:
            if event == "connection.start_tls.complete":
                self._streams.setdefault(client, []).append(info["return_value"])

        return told

    def close(self) -> None:
        """Close what is open."""
        for client in self._clients.values():
            client.close()
        self._clients.clear()

    def _client(self, peer: Entry) -> httpx.Client:
        pinned = (peer.endpoint, peer.tls_pins)
        if pinned not in self._clients:
            self._clients[pinned] = httpx.Client(
                verify=self._context(peer),
                # never a proxy of the environment, never a redirect: only the directory decides
                trust_env=False,
                follow_redirects=False,
                timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
                limits=self.limits,
            )
        return self._clients[pinned]

    def _context(self, peer: Entry) -> ssl.SSLContext:
        """Trust this peer's own certificates and no authority."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_3
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | ssl.VERIFY_X509_STRICT
        for der in peer.certificates:
            context.load_verify_locations(cadata=der)
        context.load_cert_chain(self._certificate, self._key)
        return context


def bounded(response: httpx.Response) -> bytes:
    """Return the body of an answer, if it is no longer than any of the protocol.

    Raises:
        TransportFailed: it is longer.
    """
    received = bytearray()
    for chunk in response.iter_raw():
        received += chunk
        if len(received) > limits.BATCH_BYTES:
            raise TransportFailed("its answer is longer than any answer of the protocol")
    return bytes(received)
