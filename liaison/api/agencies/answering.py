"""Whatever leaves the door: answers, and problems for everything that was raised."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Final

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, InterfaceError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel

from liaison.api.agencies import problems
from liaison.api.agencies.errors import (
    Busy,
    CallRefused,
    Failed,
    Malformed,
    NoKey,
    NoOperation,
    TooLarge,
)
from liaison.api.agencies.problems import POINTER_MAXIMUM, Wrong
from liaison.audit import services as audit
from liaison.core import busy, clock, request_ids
from liaison.core.errors import Refusal
from liaison.core.identifiers import uuid7
from liaison.core.logs import told
from liaison.identity.types import Actor

JSON: Final = "application/json"
# what a machine without a key, or with a broken program, can make happen as often as it likes
_NOT_RECORDED: Final = (CallRefused,)
log = structlog.get_logger()


class Invalid(CallRefused):
    """The body or a parameter is not what the operation takes."""

    code = "api:invalid"


def answer(content: bytes, *, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    """Return JSON."""
    return HttpResponse(content, status=status, content_type=JSON, headers=headers)


def content_of(answered: BaseModel | None) -> bytes:
    """Return the bytes of an answer."""
    if answered is None:
        return b""
    return problems.harmless(answered.model_dump_json()).encode()


def refuse(request: HttpRequest, error: Exception) -> HttpResponse:
    """Turn whatever was raised into a problem; a service's refusal is written into the log."""
    refusal, wrong = _refusal_of(request, error)
    if isinstance(refusal, Failed):
        instance = _failed(request, error)
    else:
        refusal, instance = _recorded(request, refusal)
    body = problems.problem(refusal, instance=instance.urn, wrong=wrong)
    body["request_id"] = request_ids.current()
    response = HttpResponse(
        problems.written(body),
        status=int(problems.kind_of(refusal).status),
        content_type=problems.MEDIA_TYPE,
    )
    return _with_headers(response, refusal)


def record_call(actor: Actor, operation: str, *, result: str = "done") -> uuid.UUID:
    """Write one call into the audit log; services that record themselves need it not."""
    event = "api:call:answered" if result == "done" else "api:call:refused"
    with transaction.atomic():
        return audit.record(
            actor.who,
            event=event,
            target=actor.organisation,
            at=clock.now(),
            result=result,
            facts={"operation": operation},
        )


def _refusal_of(request: HttpRequest, error: Exception) -> tuple[Refusal, tuple[Wrong, ...]]:
    found: Refusal
    wrong: tuple[Wrong, ...] = ()
    match error:
        case Refusal():
            found = error
        case ValidationError():
            found, wrong = Invalid("see errors"), _wrongs(request, error)
        case HttpError() if error.status_code == HTTPStatus.UNAUTHORIZED:
            found = NoKey("send Authorization: Bearer with a machine key")
        case HttpError() if isinstance(error.__cause__, Refusal):
            found = error.__cause__
        case RequestDataTooBig():
            found = TooLarge("the body is over the operation's maximum")
        case HttpError() | UnreadablePostError() | SuspiciousOperation():
            found = Malformed("the body cannot be read")
        case Http404():
            found = NoOperation("see the reference page")
        case DatabaseError() | InterfaceError() if cause := busy.cause_of(error):
            busy.tell(cause, operation=getattr(request, "operation", ""))
            found = Busy("ask again in a moment, with the same Idempotency-Key")
        case _:
            found = Failed("it was recorded; quote the instance to the bureau")
    return found, wrong


def _wrongs(request: HttpRequest, error: ValidationError) -> tuple[Wrong, ...]:
    body = json.loads(request.body or b"{}") if error.errors[0]["loc"][:1] == ("body",) else {}
    return tuple(_wrong(body, one) for one in error.errors[: problems.ERRORS_MAXIMUM])


def _wrong(body: object, one: dict[str, object]) -> Wrong:
    """Tell where it is wrong and why, but never with the value that was sent."""
    place = one["loc"]
    parts = [str(part) for part in place] if isinstance(place, tuple) else []
    detail, code = str(one["msg"])[: problems.DETAIL_MAXIMUM], str(one["type"])
    if parts and parts[0] == "body":
        # ninja's own name of the argument stands before the path
        path = "/".join(_escaped(part) for part in _without_tags(body, parts[2:]))
        return Wrong(detail, code, pointer=f"#/{path}"[:POINTER_MAXIMUM])
    return Wrong(detail, code, parameter=(parts[-1] if parts else "")[:POINTER_MAXIMUM])


def _without_tags(body: object, parts: Sequence[str]) -> Iterator[str]:
    """Leave out what pydantic puts in for "the body of this kind": it is no part of the body."""
    here = body
    for part in parts:
        if isinstance(here, dict) and part not in here and part in _tags(here):
            continue
        yield part
        if isinstance(here, dict):
            here = here.get(part)
        elif isinstance(here, list) and part.isdigit() and int(part) < len(here):
            here = here[int(part)]


def _tags(here: Mapping[str, object]) -> tuple[object, ...]:
    return (here.get("kind"), here.get("subject"))


def _escaped(part: str) -> str:
    """RFC 6901 section 3."""
    return part.replace("~", "~0").replace("/", "~1")


def _recorded(request: HttpRequest, refusal: Refusal) -> tuple[Refusal, uuid.UUID]:
    actor = getattr(request, "auth", None)
    if isinstance(refusal, _NOT_RECORDED) or not isinstance(actor, Actor):
        return refusal, uuid7(clock.now())
    operation = getattr(request, "operation", "")
    try:
        return refusal, record_call(actor, operation, result=refusal.code)
    except DatabaseError as error:
        # nobody is refused off the record: whoever asks again is refused on it
        return Busy("ask again in a moment"), _failed(request, error)


def _failed(request: HttpRequest, error: Exception) -> uuid.UUID:
    """Log type and place of a fault; its text may carry police data."""
    found = uuid7(clock.now())
    log.error(
        "call failed",
        instance=str(found),
        operation=getattr(request, "operation", ""),
        **told(error),
    )
    return found


def _with_headers(response: HttpResponse, refusal: Refusal) -> HttpResponse:
    kind = problems.kind_of(refusal)
    if kind.status == HTTPStatus.UNAUTHORIZED:
        # RFC 6750 section 3
        error = "" if refusal.code == NoKey.code else ', error="invalid_token"'
        response["WWW-Authenticate"] = f'Bearer realm="liaison"{error}'
    if kind.retry:
        usual = busy.RETRY_SECONDS if isinstance(refusal, Busy) else 1
        response["Retry-After"] = str(getattr(refusal, "seconds", usual))
    return response
