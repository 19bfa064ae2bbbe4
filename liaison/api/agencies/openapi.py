"""The description of the API in OpenAPI 3.1, with every problem an operation can answer.

ninja describes bodies and answers; what it does not know is added from the declarations.
"""

import functools
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from ninja.responses import NinjaJSONEncoder

from liaison.api.agencies import errors, operations
from liaison.api.agencies.answering import Invalid
from liaison.api.agencies.operations import Once, Operation
from liaison.api.agencies.problems import (
    DETAIL_MAXIMUM,
    KINDS,
    MEDIA_TYPE,
    POINTER_MAXIMUM,
    WORD,
)
from liaison.api.agencies.request import ROOT
from liaison.api.agencies.routes import API, DECLARED
from liaison.core.errors import CallInFlight, CallLost, KeyReused, Refusal
from liaison.identity.errors import MachineKeyRefused, PermissionRefused

SCHEME: Final = "machineKey"
ALWAYS: Final[tuple[type[Refusal], ...]] = (
    errors.Malformed,
    errors.NoKey,
    MachineKeyRefused,
    PermissionRefused,
    errors.NotAcceptable,
    errors.TooLarge,
    errors.LengthRequired,
    errors.TooMany,
    errors.Failed,
    errors.Busy,
)
WITH_BODY: Final[tuple[type[Refusal], ...]] = (errors.WrongMediaType, Invalid)
WITH_KEY: Final[tuple[type[Refusal], ...]] = (
    errors.KeyMissing,
    KeyReused,
    CallInFlight,
    CallLost,
)
BYTES: Final[Mapping[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
ERROR: Final[Mapping[str, Any]] = {
    "type": "object",
    "description": "One field that is wrong.",
    "properties": {
        "pointer": {"type": "string", "description": "JSON Pointer into the body (RFC 6901)."},
        "parameter": {"type": "string", "description": "Parameter of the path or the query."},
        "detail": {"type": "string", "maxLength": DETAIL_MAXIMUM},
        "code": {
            "type": "string",
            "description": "A word for it.",
            "maxLength": POINTER_MAXIMUM,
            "pattern": f"^{WORD.pattern}$",
        },
    },
    "required": ["detail", "code"],
}
PROBLEM: Final[Mapping[str, Any]] = {
    "type": "object",
    "description": "A problem (RFC 9457). Decide by `code`; the texts may change.",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "maxLength": DETAIL_MAXIMUM},
        "instance": {
            "type": "string",
            "format": "uri",
            "description": "Names this one occurrence; quote it to the bureau.",
        },
        "request_id": {
            "type": "string",
            "description": "The call's id in the bureau's log, as in X-Request-Id.",
        },
        "code": {"type": "string"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemError"}},
    },
    "required": ["type", "title", "status", "detail", "instance", "code"],
}


def refusals_of(one: Operation) -> Iterator[type[Refusal]]:
    """Yield everything an operation can refuse: its services, its door, its parameters."""
    yield from one.refuses
    yield from ALWAYS
    if one.has_body:
        yield from WITH_BODY
    elif one.parameters:
        yield Invalid
    if "cursor" in one.parameters:
        yield errors.CursorRefused
    if "{" in one.path:
        # an id that is none: there is no such address
        yield errors.NoOperation
    if one.once is not Once.NEVER:
        yield from WITH_KEY


def codes_of(one: Operation) -> Mapping[int, tuple[str, ...]]:
    """Return every code an operation can answer, by status."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for refusal in refusals_of(one):
        found[int(KINDS[refusal.code].status)].add(refusal.code)
    return {status: tuple(sorted(found[status])) for status in sorted(found)}


@functools.cache
def text() -> str:
    """Return the description as it is served and committed."""
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


def document() -> dict[str, Any]:
    """Return the description."""
    drawn = API.get_openapi_schema(path_prefix=ROOT)
    found: dict[str, Any] = json.loads(json.dumps(drawn, cls=NinjaJSONEncoder))
    for methods in found["paths"].values():
        for said in methods.values():
            _complete(said, DECLARED[said["operationId"]])
    components = found["components"]
    components["schemas"] = dict(sorted(components["schemas"].items()))
    components["schemas"] |= {"Problem": PROBLEM, "ProblemError": ERROR}
    components["securitySchemes"] = {
        SCHEME: {"type": "http", "scheme": "bearer", "bearerFormat": "lia_<id>_<secret>"}
    }
    found["servers"] = [{"url": "/", "description": "The staff server of the bureau."}]
    return found


def _complete(said: dict[str, Any], one: Operation) -> None:
    carried = [one.permission.value] if one.permission else []
    said["security"] = [{SCHEME: carried}]
    said["x-permission"] = one.permission.value if one.permission else None
    if one.once is not Once.NEVER:
        said["parameters"].append(_key_parameter(one))
    if one.streams:
        said["requestBody"] = {"content": {"*/*": BYTES}, "required": True}
    if one.answers is None:
        said["responses"][str(int(one.status))]["content"] = {"application/octet-stream": BYTES}
    if one.has_body:
        said["requestBody"]["description"] = f"At most {one.maximum} bytes."
    for status, codes in codes_of(one).items():
        said["responses"][str(status)] = _refused(status, codes)
    if one.location:
        headers = {"Location": {"description": "What was made.", "schema": {"type": "string"}}}
        said["responses"][str(int(one.status))]["headers"] = headers


def _key_parameter(one: Operation) -> dict[str, Any]:
    return {
        "in": "header",
        "name": operations.KEY_HEADER,
        "required": one.once is Once.DEMANDED,
        "description": (
            "A new UUID for each new call, the same one for a repetition: the call has one "
            "effect, and within 24 hours the same answer comes again."
        ),
        "schema": {
            "type": "string",
            "minLength": operations.KEY_MINIMUM,
            "maxLength": operations.KEY_MAXIMUM,
        },
    }


def _refused(status: int, codes: tuple[str, ...]) -> dict[str, Any]:
    lines = [f"- `{code}`: {KINDS[code].title}" for code in codes]
    schema = {
        "allOf": [
            {"$ref": "#/components/schemas/Problem"},
            {"properties": {"status": {"const": status}, "code": {"enum": list(codes)}}},
        ]
    }
    found: dict[str, Any] = {
        "description": "\n".join([f"{HTTPStatus(status).phrase}.", "", *lines]),
        "content": {MEDIA_TYPE: {"schema": schema}},
    }
    if any(KINDS[code].retry for code in codes):
        seconds = {"description": "Seconds.", "schema": {"type": "integer"}}
        found["headers"] = {"Retry-After": seconds}
    return found
