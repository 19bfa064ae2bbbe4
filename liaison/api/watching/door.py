"""The door of those who watch: before everything that knows sessions, people or the node's name.

A load balancer calls an address, not a name; and a database that is gone must not be asked who
somebody is before it is said that it is gone.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from liaison.api.watching import urls

PATHS: Final[frozenset[str]] = frozenset(f"/{one.pattern}" for one in urls.urlpatterns)


class WatchMiddleware:
    """Answers what is addressed to the two addresses, and passes on everything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer."""
        if request.path_info not in PATHS:
            return self.get_response(request)
        match = resolve(request.path_info)
        request.resolver_match = match
        response: HttpResponseBase = match.func(request)
        return response
