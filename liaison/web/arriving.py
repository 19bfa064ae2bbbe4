"""What arrives, before anybody looks at it: from whom, by which way, and whole or not at all.

Near the top of the middleware: lock, log and pace ask for the caller's address, and a body that
comes a byte at a time must not hold the threads that everybody else waits for.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Final

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from liaison.core import proxies

GetResponse = Callable[[HttpRequest], HttpResponse]
# bodies on their way at the same time, of all callers and of one: the site has 32 threads, so
# eight always stay for pages. A body that comes in one go is here for a moment only.
MOST: Final = 24
MOST_OF_ONE: Final = 8
AGAIN_SECONDS: Final = 5
MAX_LENGTH_DIGITS: Final = 12
HEADERS: Final = {"forwarded": "HTTP_FORWARDED", "x-forwarded-for": "HTTP_X_FORWARDED_FOR"}

log = structlog.get_logger()


class CallerMiddleware:
    """Puts the caller's own address where Django, lock, log and pace look for it."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line, and the proxies."""
        self.get_response = get_response
        self._networks = settings.NODE.proxies
        self._header = settings.NODE.text("staff.proxy_header")
        self._secure = settings.NODE.browser_secure
        self._encrypted = bool(settings.NODE.text("staff.certificate"))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; nobody walks around the proxy that encrypts."""
        meta = request.META
        peer = proxies.parse_address(str(meta.get("REMOTE_ADDR", "")))
        through = peer is not None and proxies.within(peer, self._networks)
        if self._networks and not through and not self._encrypted and not _here(peer):
            log.warning("somebody called around the proxy")
            return HttpResponse(status=HTTPStatus.MISDIRECTED_REQUEST)
        found = peer
        if through:
            found = proxies.caller(
                str(peer),
                str(meta.get(HEADERS[self._header], "")),
                self._networks,
                forwarded=self._header == "forwarded",
            )
            if self._secure:
                # the proxy speaks TLS to people: strict transport and referrers depend on it
                meta["wsgi.url_scheme"] = "https"
        if found is not None:
            meta["REMOTE_ADDR"] = str(found)
        return self.get_response(request)


class Slots:
    """Counts bodies that are on their way; safe for the threads of one process."""

    def __init__(self) -> None:
        """Nothing is on its way."""
        self._lock = threading.Lock()
        self._held: Counter[str] = Counter()

    @contextmanager
    def one(self, place: str) -> Iterator[bool]:
        """Hold a slot while a body comes in.

        Args:
            place: the address it comes from.

        Yields:
            Whether there was one left.
        """
        with self._lock:
            free = self._held.total() < MOST and self._held[place] < MOST_OF_ONE
            self._held[place] += free
        try:
            yield free
        finally:
            with self._lock:
                self._held[place] -= free
                if not self._held[place]:
                    del self._held[place]

    @property
    def free(self) -> int:
        """How many are left."""
        with self._lock:
            return MOST - self._held.total()


SLOTS: Final = Slots()


class BodyMiddleware:
    """Takes a body whole before anything is done with it, within a number of slots.

    Attack: bodies sent a byte at a time until no thread is left. Attack: a line cut in the middle
    of a form, so that half a sentence is stored as if it were all.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse: too many are sending, or what came is not what was announced."""
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if not length.isascii() or not length.isdigit() or len(length) > MAX_LENGTH_DIGITS:
            return self.get_response(request)  # refused in words further in
        if int(length) == 0:
            return self.get_response(request)
        with SLOTS.one(str(request.META.get("REMOTE_ADDR", ""))) as free:
            if not free:
                log.warning("too many bodies on their way")
                return HttpResponse(
                    status=HTTPStatus.SERVICE_UNAVAILABLE,
                    headers={"Retry-After": str(AGAIN_SECONDS)},
                )
            charset = (request.content_params or {}).get("charset", "utf-8").lower()
            large = int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
            if large or charset not in {"utf-8", "utf8"}:
                # a file, or what is refused unread further in: the slot is held to the end
                return self.get_response(request)
            whole = _whole(request, int(length))
        if not whole:
            return HttpResponse(status=HTTPStatus.BAD_REQUEST)
        return self.get_response(request)


def _whole(request: HttpRequest, length: int) -> bool:
    """Read the body, and return whether it is as long as announced."""
    try:
        return len(request.body) == length
    except UnreadablePostError:
        return False


def _here(peer: proxies.Address | None) -> bool:
    """Return whether somebody calls from this machine: who watches, a test."""
    return peer is None or peer.is_loopback
