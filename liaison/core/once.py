"""What is asked many times while one page is read, and read from the database once.

Only inside a request that changes nothing (GET, HEAD): what a change writes is never hidden by
what was read before it. Another thread, another request, the worker: each reads for itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar, cast

Value = TypeVar("Value")
_kept: ContextVar[dict[str, object] | None] = ContextVar("liaison_once", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Keep what `once` reads until the end of this block, for this thread's work in it."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def once(name: str, read: Callable[[], Value]) -> Value:
    """Return what `read` returns; inside `reading` it is asked the first time only.

    Args:
        name: what is read, such as `exchange.directory`; it means the same wherever it is used.
        read: reads it, with no regard to who looks and to the moment.
    """
    kept = _kept.get()
    if kept is None:
        return read()
    if name not in kept:
        kept[name] = read()
    return cast("Value", kept[name])


def once_each(
    name: str, keys: Iterable[str], read: Callable[[list[str]], Mapping[str, Value]]
) -> dict[str, Value]:
    """Return what `read` returns for each key; inside `reading` a key is asked for once only.

    Args:
        name: what is read, as for `once`.
        keys: which of them; those that `read` does not know are left out.
        read: reads the keys it is given, sorted and at least one.
    """
    wanted = sorted(set(keys))
    known: dict[str, Value | None] = once(name, dict)
    missing = [key for key in wanted if key not in known]
    if missing:
        known |= {**dict.fromkeys(missing), **read(missing)}
    found = ((key, known[key]) for key in wanted)
    return {key: value for key, value in found if value is not None}
