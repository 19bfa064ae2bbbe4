"""Two addresses for those who watch the node: whether it can work, and its numbers.

`/healthz` says one word to everybody. `/metrics` answers only who brings the token that lies in
the node's home; for all others it is not there.
"""

import hashlib
import hmac
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST

from liaison.api.watching import figures
from liaison.core import clock, health
from liaison.core.node import WATCHER

TOKEN_MINIMUM: Final = 32
TOKEN_MAXIMUM: Final = 200
SCHEME: Final = "Bearer "
READ: Final = ("GET", "HEAD")


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """Say whether the node can work.

    Returns:
        200 `ready`; 503 with the reason's name; 405 not GET or HEAD.
    """
    if request.method not in READ:
        return _nothing(HTTPStatus.METHOD_NOT_ALLOWED)
    reason = health.look(clock.now())
    if reason is None:
        return JsonResponse({"status": "ready"})
    return JsonResponse(
        {"status": "not ready", "reason": reason.value}, status=HTTPStatus.SERVICE_UNAVAILABLE
    )


@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """Tell the node's numbers in the text format of Prometheus.

    Returns:
        200 with the numbers; 404 without the token.
    """
    if request.method not in READ or not _brings_token(request):
        return _nothing(HTTPStatus.NOT_FOUND)
    return HttpResponse(figures.text(clock.now()), content_type=CONTENT_TYPE_LATEST)


def _brings_token(request: HttpRequest) -> bool:
    """Compare in constant time; read anew each time, so that a token can be changed or removed."""
    try:
        with (settings.NODE.home / WATCHER).open("rb") as file:
            wanted = file.read(TOKEN_MAXIMUM + 1).strip()
    except OSError:
        return False
    if not TOKEN_MINIMUM <= len(wanted) <= TOKEN_MAXIMUM:
        return False
    said = request.headers.get("Authorization", "")
    brought = said.removeprefix(SCHEME).encode()
    same = hmac.compare_digest(hashlib.sha256(brought).digest(), hashlib.sha256(wanted).digest())
    return said.startswith(SCHEME) and same


def _nothing(status: HTTPStatus) -> HttpResponse:
    return HttpResponse(status=status)
