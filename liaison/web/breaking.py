"""What a page says when something broke: our fault, or a database that takes nothing just now.

Nothing here asks the database: neither who is signed in nor what their bureau is called.
"""

import sys
from contextlib import nullcontext
from http import HTTPStatus
from typing import Final

from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.views.defaults import bad_request
from django_htmx.http import reswap, retarget

from liaison.core import busy
from liaison.core.busy import Cause

_BUSY: Final = HTTPStatus.SERVICE_UNAVAILABLE
_READING: Final = frozenset({"GET", "HEAD"})


def broken(request: HttpRequest) -> HttpResponse:
    """Answer a request that ended in an error: Django calls this while the error is handled.

    Returns:
        503 with `Retry-After` while the database is held, away or full; else 500.
    """
    return _told(request, busy.cause_of(sys.exception()))


def unread(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django takes for a request that cannot be read.

    Args:
        request: what was asked.
        exception: why; a session that could not be stored is one of them, whatever the reason.

    Returns:
        400; or 503 where the database did not take the session.
    """
    cause = None
    if isinstance(exception, SessionInterrupted) and exception.__context__ is not None:
        cause = busy.cause_of(exception.__context__.__context__)
    if cause is None:
        return bad_request(request, exception)
    return _told(request, cause)


def _told(request: HttpRequest, cause: Cause | None) -> HttpResponse:
    # whoever was not known yet when it broke is read to in the language of the browser
    known = hasattr(request, "LANGUAGE_CODE")
    language = None if known else translation.get_language_from_request(request)
    with translation.override(language) if language else nullcontext():
        if cause is None:
            return HttpResponse(
                render_to_string("500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR
            )
        match = request.resolver_match
        busy.tell(cause, view=match.view_name if match else "")
        return _busy(request, cause)


def _busy(request: HttpRequest, cause: Cause) -> HttpResponse:
    said = {"cause": cause.value, "sent": _sent(request, cause)}
    if request.headers.get("HX-Request") != "true":
        answer = HttpResponse(render_to_string("503.html", said), status=_BUSY)
    elif "X-Unattended" in request.headers:
        # a page asks by itself and asks again: what it shows stays as it is
        answer = reswap(HttpResponse(status=_BUSY), "none")
    else:
        # the page stays as it is, with everything typed into it; the words appear above it
        words = render_to_string("web/busy_words.html", said)
        answer = reswap(retarget(HttpResponse(words, status=_BUSY), "#refusal"), "innerHTML")
    answer["Retry-After"] = str(busy.RETRY_SECONDS)
    return answer


def _sent(request: HttpRequest, cause: Cause) -> str:
    """Return what became of what was sent: `nothing` was, it was `undone`, or it is `unknown`.

    A view that has answered has stored; and a connection that was lost while a view worked may
    have been lost after the database had agreed.
    """
    if request.method in _READING:
        return "nothing"
    began, answered = (getattr(request, name, False) for name in ("view_began", "view_answered"))
    if answered or (began and cause is Cause.AWAY):
        return "unknown"
    return "undone"
