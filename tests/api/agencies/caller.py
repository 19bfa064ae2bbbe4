"""A machine that calls, and checks that whatever it is answered stands in the description."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client

from liaison.api.agencies import openapi
from liaison.api.agencies.operations import Once, Operation
from liaison.api.agencies.request import ROOT
from liaison.api.agencies.routes import DECLARED
from liaison.identity.errors import MachineKeyRefused
from liaison.identity.types import Actor, Permission
from tests.cast import an_actor

ALL = frozenset(Permission)
NO_PATH: Mapping[str, object] = MappingProxyType({})
KEY = "Idempotency-Key"


@dataclass(frozen=True)
class Answered:
    """What came back.

    Attributes:
        status: of HTTP.
        body: the JSON object, or an empty one.
        raw: the bytes.
        headers: all of them.
    """

    status: int
    body: Mapping[str, Any]
    raw: bytes
    headers: Mapping[str, str]

    @property
    def code(self) -> str:
        """The problem's code, or ""."""
        return str(self.body.get("code", ""))


class Keyring:
    """Machine keys as identity would know them: token to machine."""

    def __init__(self) -> None:
        """Begin with no machine."""
        self.machines: dict[str, Actor] = {}

    def give(
        self,
        name: str = "gate",
        *,
        organisation: str = "beijing",
        permissions: Iterable[Permission] = ALL,
    ) -> str:
        """Return a new key of a machine."""
        token = f"lia_{name}_{len(self.machines)}"
        self.machines[token] = an_actor(
            person=name, organisation=organisation, permissions=permissions
        )
        return token

    def authenticate(self, token: str, *, now: datetime, place: str) -> Actor:
        """Return the machine, as identity does."""
        assert now.tzinfo
        assert place
        if token not in self.machines:
            raise MachineKeyRefused
        return self.machines[token]


class Machine:
    """A system of an agency with a key in its hand."""

    def __init__(self, token: str | None) -> None:
        """Keep the key; None: call without one."""
        self.token = token
        self.client = Client(raise_request_exception=False)

    def call(  # noqa: PLR0913 - what a call is made of
        self,
        name: str,
        body: object = None,
        *,
        raw: bytes | None = None,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        key: str | None = None,
        path: Mapping[str, object] = NO_PATH,
    ) -> Answered:
        """Call an operation; whatever it answers must be described.

        Args:
            name: of the operation.
            body: to be sent as JSON.
            raw: sent as it is, instead.
            query: parameters.
            headers: more headers, or other ones.
            key: Idempotency-Key.
            path: what stands in the braces of the path.
        """
        made = DECLARED[name]
        sent = {} if self.token is None else {"Authorization": f"Bearer {self.token}"}
        if key is not None:
            sent[KEY] = key
        answer = self.send(
            made.method,
            address(made, path, query),
            raw if raw is not None else json.dumps(body).encode() if body is not None else b"",
            headers={**sent, **(headers or {})},
        )
        check_described(made, answer)
        return answer

    def send(
        self, method: str, path: str, content: bytes = b"", *, headers: Mapping[str, str]
    ) -> Answered:
        """Send anything anywhere."""
        given = dict(headers)
        kind = given.pop("Content-Type", "application/json")
        got: HttpResponse = self.client.generic(  # type: ignore[assignment]
            method, path, content, content_type=kind, headers=given
        )
        raw = got.getvalue()
        return Answered(got.status_code, _object(got, raw), raw, dict(got.items()))


def address(made: Operation, path: Mapping[str, object], query: object = None) -> str:
    """Return where an operation is called."""
    spelled = made.path
    for name, value in path.items():
        spelled = spelled.replace(f"{{uuid:{name}}}", str(value)).replace(
            f"{{{name}}}", str(value)
        )
    return ROOT + spelled.lstrip("/") + (f"?{urlencode(query)}" if query else "")  # type: ignore[arg-type]


def check_described(made: Operation, answer: Answered) -> None:
    """Fail for a status or a code that the description does not tell."""
    if answer.status < 400:
        assert answer.status == int(made.status)
        assert made.answers is None or set(answer.body) == set(made.answers.model_fields)
        return
    check_problem(answer)
    assert answer.code in openapi.codes_of(made).get(answer.status, ()), (
        f"{made.name} answers {answer.status} {answer.code} and does not say so"
    )


def check_problem(answer: Answered) -> None:
    """Fail for what is no problem of RFC 9457."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "instance", "code"} <= set(answer.body)
    assert answer.body["status"] == answer.status
    assert answer.body["instance"].startswith("urn:uuid:")
    assert b"<" not in answer.raw
    assert "Traceback" not in answer.raw.decode()


def needs_key(name: str) -> bool:
    """Return whether the operation demands an Idempotency-Key."""
    return DECLARED[name].once is Once.DEMANDED


def _object(got: HttpResponse, raw: bytes) -> Mapping[str, Any]:
    if not raw or "json" not in got.headers.get("Content-Type", ""):
        return {}
    found = json.loads(raw)
    assert isinstance(found, dict)
    return found
