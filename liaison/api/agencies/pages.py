"""The reference for people: drawn from the description, by the server, without any script."""

import functools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views.decorators.http import require_GET

from liaison.api.agencies import openapi
from liaison.api.agencies.problems import KINDS

_REFERENCE = "agencies/reference.html"


@dataclass(frozen=True)
class Field:
    """One field of a body or an answer."""

    name: str
    kind: str
    needed: bool
    words: str


@dataclass(frozen=True)
class Shape:
    """One object, with an anchor of its own."""

    name: str
    words: str
    fields: Sequence[Field]
    values: Sequence[str]


@dataclass(frozen=True)
class Refused:
    """One line of what an operation refuses."""

    status: int
    codes: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Kind:
    """A form in a few words, and where on the page it is shown."""

    words: str
    anchor: str


@dataclass(frozen=True)
class Described:
    """One operation."""

    name: str
    method: str
    path: str
    summary: str
    words: str
    permission: str
    parameters: Sequence[Field]
    body: Kind
    status: int
    answer: Kind
    refused: Sequence[Refused]


@dataclass(frozen=True)
class ProblemLine:
    """One kind of problem."""

    anchor: str
    code: str
    status: int
    phrase: str
    title: str
    retry: bool


@login_not_required
@require_GET
def description(_request: HttpRequest) -> HttpResponse:
    """Serve the description."""
    return HttpResponse(openapi.text(), content_type="application/json")


@login_not_required
@require_GET
def reference(_request: HttpRequest) -> HttpResponse:
    """Serve the reference page."""
    return HttpResponse(_page())


@functools.cache
def _page() -> str:
    document = openapi.document()
    groups: defaultdict[str, list[Described]] = defaultdict(list)
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            groups[said["tags"][0]].append(_operation(method.upper(), path, said))
    context = {
        "title": document["info"]["title"],
        "version": document["info"]["version"],
        "words": document["info"]["description"],
        "groups": list(groups.items()),
        "shapes": [_shape(name, one) for name, one in document["components"]["schemas"].items()],
        "problems": [_problem_line(code) for code in sorted(KINDS)],
    }
    return str(get_template(_REFERENCE).render(context))


def _operation(method: str, path: str, said: Mapping[str, Any]) -> Described:
    well = next(status for status in said["responses"] if int(status) < HTTPStatus.BAD_REQUEST)
    content = said["responses"][well].get("content", {})
    body = said.get("requestBody", {}).get("content", {})
    return Described(
        name=said["operationId"],
        method=method,
        path=path,
        summary=said["summary"],
        words=said.get("description", ""),
        permission=said["x-permission"] or "",
        parameters=[
            Field(one["name"], _kind(one["schema"]), one["required"], one.get("description", ""))
            for one in said["parameters"]
        ],
        body=_linked(body),
        status=int(well),
        answer=_linked(content),
        refused=[
            Refused(int(status), [(code, code.replace(":", "-")) for code in _codes(one)])
            for status, one in said["responses"].items()
            if status != well
        ],
    )


def _linked(content: Mapping[str, Any]) -> Kind:
    schema = next((one["schema"] for one in content.values()), None)
    words = _kind(schema) if schema else ""
    return Kind(words, f"object-{words}" if schema and "$ref" in schema else "")


def _codes(response: Mapping[str, Any]) -> list[str]:
    (content,) = response["content"].values()
    found: list[str] = content["schema"]["allOf"][1]["properties"]["code"]["enum"]
    return found


def _shape(name: str, said: Mapping[str, Any]) -> Shape:
    needed = set(said.get("required", ()))
    return Shape(
        name=name,
        words=said.get("description", ""),
        fields=[
            Field(field, _kind(one), field in needed, one.get("description", ""))
            for field, one in said.get("properties", {}).items()
        ],
        values=said.get("enum", ()),
    )


def _kind(schema: Mapping[str, Any]) -> str:
    """Return a schema in a few words."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return " or ".join(_kind(one) for one in schema[several])
    if "const" in schema:
        return f'"{schema["const"]}"'
    kind = str(schema.get("type", "any"))
    if kind == "array":
        most = f" (at most {schema['maxItems']})" if "maxItems" in schema else ""
        return f"list of {_kind(schema.get('items', {}))}{most}"
    if "maxLength" in schema:
        return f"{kind}, at most {schema['maxLength']}"
    return f"{kind}, {schema['format']}" if "format" in schema else kind


def _problem_line(code: str) -> ProblemLine:
    kind = KINDS[code]
    return ProblemLine(
        anchor=code.replace(":", "-"),
        code=code,
        status=int(kind.status),
        phrase=kind.status.phrase,
        title=kind.title,
        retry=kind.retry,
    )
