"""The door of the agencies' API: no session, no form, no page of the staff site lies behind it.

It stands in the row of the staff site's middleware, behind what puts headers on every answer and
before everything that knows people; what it takes goes no further down the row.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, resolve
from django.utils import translation

from liaison.api.agencies import answering
from liaison.api.agencies.errors import (
    LengthRequired,
    Malformed,
    NotAcceptable,
    TooLarge,
    WrongMediaType,
    WrongMethod,
)
from liaison.api.agencies.operations import OPERATIONS, Operation, plain_route
from liaison.api.agencies.request import PREFIX, AgencyRequest
from liaison.core import clock

GetResponse = Callable[[HttpRequest], HttpResponseBase]
_LENGTH_DIGITS: Final = 12
_JSON_FORMS: Final = ("application/json", "application/problem+json")
_BYTES_FORMS: Final = ("application/octet-stream", *_JSON_FORMS)


class AgencyMiddleware:
    """Answers what is addressed to the API, and passes on everything else."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; whatever is raised becomes a problem."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        # systems read English, whatever the last person in this thread read
        with translation.override("en"):
            try:
                return _answer(request)
            except Exception as error:  # noqa: BLE001 - the last door: no stack leaves it
                return answering.refuse(request, error)


def _answer(request: HttpRequest) -> HttpResponseBase:
    # a name that this bureau does not have: django refuses it here
    request.get_host()
    match = resolve(request.path_info)
    request.resolver_match = match
    found = _operation(request, match)
    call = cast("AgencyRequest", request)
    call.now = clock.now()
    call.operation = found.name if found else match.view_name
    if found is not None:
        _check_envelope(request, found)
    response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
        return response
    allowed = response["Allow"]
    refused = answering.refuse(request, WrongMethod(f"allowed: {allowed}"))
    refused["Allow"] = allowed
    return refused


def _operation(request: HttpRequest, match: ResolverMatch) -> Operation | None:
    wanted = (request.method, plain_route(match.route))
    return next((o for o in OPERATIONS.values() if (o.method, o.route) == wanted), None)


def _check_envelope(request: HttpRequest, found: Operation) -> None:
    """Refuse what no operation reads, before anything is read.

    Raises:
        NotAcceptable: the caller takes no JSON.
        Malformed: the length is no number.
        LengthRequired: a body of unknown length.
        TooLarge: over the operation's maximum.
        WrongMediaType: not JSON in UTF-8, where JSON is asked for.
    """
    forms = _JSON_FORMS if found.answers else _BYTES_FORMS
    if not any(request.accepts(form) for form in forms):
        raise NotAcceptable(f"accept {forms[0]}")
    _check_length(request, found.maximum if found.has_body else 0)
    if found.has_body and not found.streams:
        charset = (request.content_params or {}).get("charset", "utf-8").lower()
        if request.content_type != _JSON_FORMS[0] or charset not in {"utf-8", "utf8"}:
            raise WrongMediaType("send application/json in UTF-8")


def _check_length(request: HttpRequest, maximum: int) -> None:
    said = request.META.get("CONTENT_LENGTH") or ""
    if not said:
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            raise LengthRequired("send the body in one piece with its Content-Length")
        return
    if not said.isascii() or not said.isdigit() or len(said) > _LENGTH_DIGITS:
        raise Malformed("Content-Length is not a number")
    if int(said) > maximum:
        raise TooLarge(f"at most {maximum} bytes")
