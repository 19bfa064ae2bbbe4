"""What every answer of the federation listener carries: it is no page, and nobody keeps it."""

from collections.abc import Callable, Mapping
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# a listener is called by machines; a browser that was lured here shows, keeps and runs nothing
HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


class HeadersMiddleware:
    """Puts the headers of the listener on every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with headers."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response[name] = value
        return response
