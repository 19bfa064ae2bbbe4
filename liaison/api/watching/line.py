"""The outermost of our middleware, the same at every door: an id and one line for each request.

The line names the view and never the address: an address may hold what somebody searched for.
"""

from collections.abc import Callable
from contextlib import nullcontext
from time import perf_counter
from typing import Final

import structlog
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from liaison.core import clock, once, request_ids, slow_queries
from liaison.core.tally import TALLY

SAFE: Final = frozenset({"GET", "HEAD"})
METHODS: Final = SAFE | {"POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
UNKNOWN: Final = "unknown"

log = structlog.get_logger()


class RequestMiddleware:
    """Gives every request an id and writes one line about it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the id in a header."""
        began = perf_counter()
        peer = request_ids.heard(request.headers.get(request_ids.HEADER, ""))
        kept = once.reading() if request.method in SAFE else nullcontext()
        with request_ids.bound(clock.now(), peer=peer) as made:
            with kept, slow_queries.watched() as asked:
                response = self.get_response(request)
            response[request_ids.HEADER] = made
            seconds = perf_counter() - began
            view, status = view_of(request), str(response.status_code)
            TALLY.add("requests", settings.DOOR, view, status)
            TALLY.took(settings.DOOR, view, seconds=seconds)
            log.info(
                "request",
                door=settings.DOOR,
                view=view,
                method=request.method if request.method in METHODS else UNKNOWN,
                status=response.status_code,
                milliseconds=round(seconds * 1000),
                queries=asked.queries,
                query_milliseconds=round(asked.seconds * 1000),
            )
            return response


def view_of(request: HttpRequest) -> str:
    """Return the name of what answered, a word of our own; `unknown` where nothing did."""
    match = request.resolver_match
    return (match.view_name if match else "") or UNKNOWN
