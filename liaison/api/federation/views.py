"""A batch in, signed answers out.

Who calls is told by the listener from the TLS connection (`liaison.peer_sha256`), never by a
header: a header can be typed by anybody.
"""

import sys
from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from liaison.api.federation import problems
from liaison.core import busy, clock
from liaison.exchange import selectors
from liaison.exchange.errors import TrustRefused
from liaison.exchange.services import fetching, forwarding, receiving
from liaison.lib.wire import limits
from liaison.lib.wire.delivery import decode_batch, decode_pull, encode_answers, encode_batch
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.errors import TooLarge, WireRefusal

PEER = "liaison.peer_sha256"
JSON = "application/json"


def batch(request: HttpRequest) -> HttpResponse:
    """Take a batch of messages and receipts from a peer and answer each.

    Returns:
        200 with one answer for each; 400 not a batch; 403 a certificate the directory does not
        list; 405 not POST; 413 over 1 MiB; 503 no directory rules here.
    """
    if request.method != "POST":
        return only_post()
    now = clock.now()
    peer = calling_bureau(request, now)
    if isinstance(peer, HttpResponse):
        return peer
    try:
        found = decode_batch(_body(request))
    except TooLarge as refusal:
        return problem(413, refusal.code)
    except (WireRefusal, UnreadablePostError) as refusal:
        return problem(400, getattr(refusal, "code", "wire:unreadable"))
    answers = receiving.receive(found, peer=peer, now=now)
    taken = fetching.take(found.pieces, peer=peer, now=now)
    return HttpResponse(encode_answers(answers, taken), content_type=JSON)


def pull(request: HttpRequest) -> HttpResponse:
    """Give a bureau whose relay we are what waits for it.

    Returns:
        200 with a batch, empty when nothing waits; 400 not such a request; 403 a stranger, or a
        bureau that has not named us as its relay; 405 not POST; 413 too large; 503 no directory
        rules here.
    """
    if request.method != "POST":
        return only_post()
    now = clock.now()
    peer = calling_bureau(request, now)
    if isinstance(peer, HttpResponse):
        return peer
    if not forwarding.may_fetch(peer, now):
        return problem(403, "exchange:not_its_relay")
    try:
        asked = decode_pull(_body(request))
    except TooLarge as refusal:
        return problem(413, refusal.code)
    except (WireRefusal, UnreadablePostError) as refusal:
        return problem(400, getattr(refusal, "code", "wire:unreadable"))
    found = forwarding.fetched(peer, asked, now=now)
    return HttpResponse(encode_batch(found), content_type=JSON)


def calling_bureau(request: HttpRequest, now: datetime) -> Entry | HttpResponse:
    """Return who calls, or the answer that refuses: 503 no directory rules, 403 a stranger."""
    try:
        peer = selectors.peer_by_pin(str(request.META.get(PEER, "")), now)
    except TrustRefused as refusal:
        return problem(503, refusal.code)
    return problem(403, "exchange:unknown_bureau") if peer is None else peer


def _body(request: HttpRequest) -> bytes:
    """Read at most one byte more than a batch may have: the length header may lie."""
    return request.read(limits.BATCH_BYTES + 1)


def problem(status: int, code: str) -> HttpResponse:
    """Return a refusal by its code, as a problem of RFC 9457."""
    content = problems.written(HTTPStatus(status), code)
    return HttpResponse(content, status=status, content_type=problems.MEDIA_TYPE)


def only_post() -> HttpResponse:
    """Return what is said to every other method."""
    answer = problem(HTTPStatus.METHOD_NOT_ALLOWED, problems.METHOD)
    answer["Allow"] = "POST"
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """Return what is said when something broke: Django calls this while the error is handled.

    Returns:
        503 with `Retry-After` while the database is held, away or full: the peer sends it again,
        and what was stored before is answered by its receipt; else 500.
    """
    cause = busy.cause_of(sys.exception())
    if cause is None:
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, problems.FAILED)
    match = request.resolver_match
    busy.tell(cause, view=match.view_name if match else "")
    answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, problems.BUSY)
    answer["Retry-After"] = str(busy.RETRY_SECONDS)
    return answer


def nowhere(*_: object, **__: object) -> HttpResponse:
    """Return what is said at every other address: this door has no pages, not even that one."""
    return problem(HTTPStatus.NOT_FOUND, problems.NOWHERE)


def unreadable(*_: object, **__: object) -> HttpResponse:
    """Return what is said to a call that is no call."""
    return problem(HTTPStatus.BAD_REQUEST, problems.UNREADABLE)
