"""The id of what is being answered or done: in its log lines, its answer, the calls it makes.

A call to another bureau carries it; the other end writes it beside its own and believes nothing
about it, so that two administrators can lay their logs side by side.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Final

from structlog.contextvars import bound_contextvars

from liaison.core.identifiers import uuid7

HEADER: Final = "X-Request-Id"
# ours is a UUID; another make's may be longer
ACCEPTED: Final = re.compile(r"[0-9A-Za-z-]{8,64}")
_current: ContextVar[str] = ContextVar("liaison_request_id", default="")


def current() -> str:
    """Return the id of the request or job this thread works on, or ""."""
    return _current.get()


def heard(said: str) -> str:
    """Return an id that somebody else sent, or "" when it is not one.

    Args:
        said: the header's value, from anybody.
    """
    return said if ACCEPTED.fullmatch(said) else ""


def headers() -> dict[str, str]:
    """Return what a call to another bureau carries: the id of what makes it, if there is one."""
    found = current()
    return {HEADER.lower(): found} if found else {}


@contextmanager
def bound(now: datetime, *, peer: str = "") -> Iterator[str]:
    """Work under a new id; every log line of this thread carries it.

    Args:
        now: the present moment.
        peer: the caller's own id as `heard` returned it, or "".
    """
    made = str(uuid7(now))
    told = {"request_id": made} | ({"peer_request_id": peer} if peer else {})
    token = _current.set(made)
    try:
        with bound_contextvars(**told):
            yield made
    finally:
        _current.reset(token)
