"""A question in, its sealed answer out, while an officer of the other bureau waits.

The answer leaves at a whole number of time steps after the question came, so that neither its
length nor its moment tells what was found or what was not shown.
"""

import time
from collections.abc import Mapping
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from liaison.api.federation.views import JSON, calling_bureau, only_post, problem
from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.exchange import policy
from liaison.exchange.errors import AskReplayed, NotPermitted, TooManyAsks, TrustRefused
from liaison.exchange.services import answering
from liaison.lib.wire import limits
from liaison.lib.wire.errors import TooLarge, WireRefusal

STATUS: Mapping[type, int] = {
    NotPermitted: 403,
    AskReplayed: 409,
    TooLarge: 413,
    TooManyAsks: 429,
    TrustRefused: 503,
}


def ask(request: HttpRequest) -> HttpResponse:
    """Answer one question.

    Returns:
        200 with the sealed answer; 400 not a question; 403 a stranger, or a bureau that may not
        ask this; 405 not POST; 409 asked before; 413 too long; 429 too many; 503 no directory.
    """
    if request.method != "POST":
        return only_post()
    began, now = time.perf_counter(), clock.now()
    peer = calling_bureau(request, now)
    if isinstance(peer, HttpResponse):
        return peer
    try:
        answer = answering.answer(_sealed(request), peer=peer, now=now)
    except (WireRefusal, Refusal, UnreadablePostError) as refusal:
        status = next((STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS), 400)
        return problem(status, getattr(refusal, "code", "wire:unreadable"))
    elapsed = timedelta(seconds=time.perf_counter() - began)
    time.sleep(policy.release_after(elapsed).total_seconds())
    return HttpResponse(answer, content_type=JSON)


def _sealed(request: HttpRequest) -> bytes:
    """Read at most one byte more than a question may have: the length header may lie."""
    found = request.read(limits.SEALED_BYTES + 1)
    if len(found) > limits.SEALED_BYTES:
        message = f"more than {limits.SEALED_BYTES} bytes"
        raise TooLarge(message)
    return found
