"""The line for questions that somebody waits for: kept open, bounded in time, one per bureau."""

import json
import ssl
import threading
from typing import Protocol

import httpx

from liaison.core import request_ids
from liaison.exchange.errors import AskFailed, TransportFailed
from liaison.exchange.states import AskMark
from liaison.exchange.transport import HttpsTransport, bounded
from liaison.lib.wire.entry import Entry

PATH = "/federation/v1/ask"
CODE_CHARACTERS = 60
# a little less than the listener at the other end keeps an idle connection
KEPT_SECONDS = 50
CONNECTIONS = 8
# a peer that answers drop by drop holds a thread no longer than this beyond the budget
SLACK_SECONDS = 2


class Line(Protocol):
    """Carries one question to one bureau and brings its answer."""

    def ask(self, peer: Entry, body: bytes, *, seconds: float) -> bytes:
        """Return the sealed answer.

        Raises:
            AskFailed: no answer, with what became of the question.
        """


class HttpsLine(HttpsTransport):
    """The real line: mutual TLS 1.3, connections kept for the next question."""

    limits = httpx.Limits(
        max_connections=CONNECTIONS,
        max_keepalive_connections=CONNECTIONS,
        keepalive_expiry=KEPT_SECONDS,
    )

    def __init__(self, *, certificate: str, key: str) -> None:
        """Keep the names of the files; connections are made when needed and kept."""
        super().__init__(certificate=certificate, key=key)
        self._making = threading.Lock()

    def ask(self, peer: Entry, body: bytes, *, seconds: float) -> bytes:
        """Return the sealed answer.

        Raises:
            AskFailed: no answer, with what became of the question.
        """
        with self._making:
            client = self._client(peer)
        watchdog = threading.Timer(seconds + SLACK_SECONDS, self._abandon, (peer, client))
        watchdog.daemon = True
        watchdog.start()
        headers = {"content-type": "application/json", "accept-encoding": "identity"}
        headers |= request_ids.headers()
        try:
            with client.stream(
                "POST",
                peer.endpoint + PATH,
                content=body,
                headers=headers,
                timeout=seconds,
                extensions={"trace": self._remember(client)},
            ) as response:
                content = bounded(response)
                if response.status_code != httpx.codes.OK:
                    raise _failure(response.status_code, content)
                return content
        except httpx.TimeoutException as error:
            raise AskFailed(AskMark.LATE, "exchange:ask_timeout") from error
        except (httpx.HTTPError, ssl.SSLError, OSError, TransportFailed) as error:
            raise AskFailed(AskMark.DOWN, "exchange:ask_unreachable") from error
        finally:
            watchdog.cancel()


def _failure(status: int, content: bytes) -> AskFailed:
    """Return what a refusal over there means here; its code is told, if it is one."""
    try:
        said = json.loads(content)["code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        said = ""
    plain = isinstance(said, str) and said.replace(":", "").replace("_", "").isalnum()
    code = said[:CODE_CHARACTERS] if plain and said.isascii() else f"http:{status}"
    if status == httpx.codes.FORBIDDEN:
        return AskFailed(AskMark.NOT_PERMITTED, code)
    refused = httpx.codes.BAD_REQUEST <= status < httpx.codes.INTERNAL_SERVER_ERROR
    return AskFailed(AskMark.REFUSED if refused else AskMark.DOWN, code)
