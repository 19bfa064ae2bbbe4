"""One declaration for each operation: who may call it, what it answers, what it refuses.

The router, the reference, the tests and the idempotency of a call are all made from it.
"""

import contextlib
import functools
import inspect
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus
from typing import Final, get_type_hints

from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router
from pydantic import BaseModel

from liaison.api.agencies import answering
from liaison.api.agencies.errors import KeyMissing
from liaison.api.agencies.keys import MachineKey
from liaison.api.agencies.request import ROOT, AgencyRequest
from liaison.core import idempotency
from liaison.core.errors import Refusal
from liaison.core.idempotency import Claim, Kept
from liaison.identity.types import Permission

KEY_HEADER: Final = "Idempotency-Key"
KEY_MINIMUM: Final = 16  # a UUID without hyphens has 32; what is short can be guessed
KEY_MAXIMUM: Final = 128
REPLAYED: Final = "Idempotent-Replayed"
BODY: Final = 256 * 1024  # a hundred questions are 40 KiB

_CONVERTER: Final = re.compile(r"<\w+:")
Function = Callable[..., BaseModel] | Callable[..., HttpResponseBase]


class Once(Enum):
    """What the operation does with an Idempotency-Key."""

    NEVER = "never"
    OFFERED = "offered"
    DEMANDED = "demanded"


@dataclass(frozen=True)
class Operation:
    """One operation of the API.

    Attributes:
        name: `operationId`; stored in the audit log, so it never changes.
        method: of HTTP.
        path: below `ROOT`, as the router spells it.
        function: takes the call and its parsed values, returns the answer.
        permission: what the key must carry; None: any valid key.
        refuses: every refusal of a service that can come out of it.
        once: whether a repeated call has one effect.
        status: when it went well.
        records: whether the services it calls write the audit log themselves.
        one_transaction: whether the answer may be kept in the transaction of the work; not when
            the work waits for a network or for the caller's own line.
        location: path of what was made, filled with the answer's id; or "".
        maximum: most bytes of the body.
        streams: whether the function reads the body itself; it is not JSON then.
    """

    name: str
    method: str
    path: str
    function: Function
    permission: Permission | None
    refuses: tuple[type[Refusal], ...]
    once: Once
    status: HTTPStatus
    records: bool
    one_transaction: bool
    location: str
    maximum: int
    streams: bool

    @property
    def answers(self) -> type[BaseModel] | None:
        """What it answers; None: bytes, not JSON."""
        found = get_type_hints(self.function)["return"]
        return found if issubclass(found, BaseModel) else None

    @property
    def has_body(self) -> bool:
        """Whether it takes a body."""
        return self.streams or "body" in inspect.signature(self.function).parameters

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of what it takes from path and query."""
        taken = inspect.signature(self.function).parameters
        return tuple(name for name in taken if name not in {"request", "body"})

    @property
    def route(self) -> str:
        """The address as the resolver of addresses spells it; see `plain_route`."""
        spelled = (ROOT + self.path.lstrip("/")).lstrip("/")
        return plain_route(spelled.replace("{", "<").replace("}", ">"))


def plain_route(route: str) -> str:
    """Return an address without the converters in it: ninja puts one of its own for UUIDs."""
    return _CONVERTER.sub("<", route)


OPERATIONS: Final[dict[str, Operation]] = {}


def operation(  # noqa: PLR0913 - one argument for each thing declared
    router: Router,
    method: str,
    path: str,
    *,
    permission: Permission | None,
    refuses: tuple[type[Refusal], ...] = (),
    once: Once = Once.NEVER,
    status: HTTPStatus = HTTPStatus.OK,
    records: bool = True,
    one_transaction: bool = True,
    location: str = "",
    maximum: int = BODY,
    streams: bool = False,
) -> Callable[[Function], Function]:
    """Declare a function as an operation; see `Operation` for the arguments."""

    def declare(function: Function) -> Function:
        made = Operation(
            name=function.__name__,
            method=method,
            path=path,
            function=function,
            permission=permission,
            refuses=refuses,
            once=once,
            status=status,
            records=records,
            one_transaction=one_transaction,
            location=location,
            maximum=maximum,
            streams=streams,
        )
        OPERATIONS[made.name] = made

        @functools.wraps(function)
        def view(request: AgencyRequest, **values: object) -> HttpResponseBase:
            return _run(made, request, values)

        words = inspect.cleandoc(function.__doc__ or "").split("\n", 1)
        router.api_operation(
            [method],
            path,
            operation_id=made.name,
            auth=MachineKey(permission),
            response={int(status): made.answers},
            summary=words[0].rstrip("."),
            description=words[1].strip() if len(words) > 1 else "",
        )(view)
        return function

    return declare


def _run(made: Operation, request: AgencyRequest, values: dict[str, object]) -> HttpResponseBase:
    claim = _claimed(made, request)
    if isinstance(claim, Kept):
        return _answer(made, claim.content, {REPLAYED: "true"})
    together = claim is not None and made.one_transaction
    try:
        with transaction.atomic() if together else contextlib.nullcontext():
            answered = made.function(request, **values)
            if isinstance(answered, HttpResponseBase):
                return answered
            content = answering.content_of(answered)
            if not made.records:
                answering.record_call(request.auth, made.name)
            if claim is not None:
                idempotency.finish(claim, status=int(made.status), content=content)
    except BaseException:
        if claim is not None:
            idempotency.release(claim)
        raise
    return _answer(made, content, {})


def _claimed(made: Operation, request: AgencyRequest) -> Claim | Kept | None:
    """Claim the call when a key came with it.

    Raises:
        KeyMissing: it is demanded, or malformed.
        KeyReused: it came with another request.
        CallInFlight: the same call is being answered.
    """
    if made.once is Once.NEVER:
        return None
    key = request.headers.get(KEY_HEADER)
    if key is None:
        if made.once is Once.DEMANDED:
            raise KeyMissing(f"send {KEY_HEADER}: a new UUID for each new call")
        return None
    # a string of RFC 9651 has quotes; most clients send none
    plain = key[1:-1] if len(key) > 1 and key[0] == key[-1] == '"' else key
    fits = KEY_MINIMUM <= len(plain) <= KEY_MAXIMUM and plain.isascii() and plain.isprintable()
    if not fits or '"' in plain or " " in plain:
        reason = f"{KEY_MINIMUM} to {KEY_MAXIMUM} printable characters, such as a UUID"
        raise KeyMissing(reason)
    return idempotency.begin(
        caller=request.auth.person_id, key=plain, request=_whole(made, request), now=request.now
    )


def _whole(made: Operation, request: AgencyRequest) -> bytes:
    """Return all that makes a call this one; of a stream, what its headers say about it."""
    told = [made.name, request.get_full_path()]
    if made.streams:
        told += [request.headers.get(name, "") for name in ("Content-Length", "Content-Digest")]
    return json.dumps(told).encode() + (b"" if made.streams else request.body)


def _answer(made: Operation, content: bytes, headers: dict[str, str]) -> HttpResponse:
    if made.location:
        headers["Location"] = ROOT + made.location.format(id=json.loads(content)["id"])
    return answering.answer(content, status=int(made.status), headers=headers)
