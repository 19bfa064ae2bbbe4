"""JSON as the wire writes it (RFC 8785) and the strict way it reads it (RFC 7493, I-JSON)."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import rfc8785

from liaison.lib.wire import limits
from liaison.lib.wire.errors import NotJson, ShapeRefused, TooLarge

JsonValue: TypeAlias = (
    "bool | int | float | str | Sequence[JsonValue] | Mapping[str, JsonValue] | None"
)
JsonObject: TypeAlias = Mapping[str, JsonValue]
SURROGATE = re.compile("[\ud800-\udfff]")
# zero width (non-)joiner, Mongolian vowel separator: Persian, Indian and Mongolian words have them
_JOINERS = dict.fromkeys([0x200C, 0x200D, 0x180E])


def encode(value: JsonValue) -> bytes:
    """Return the canonical form of a value: what is signed is what is read.

    Raises:
        NotJson: a number or text that has no canonical form.
        TooLarge: nested too deeply.
    """
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise NotJson(str(error)[:200]) from error
    except RecursionError:
        message = "nested too deeply"
        raise TooLarge(message) from None


def decode(data: bytes, *, limit: int) -> JsonObject:
    """Read one JSON object, strictly.

    Args:
        data: UTF-8 bytes.
        limit: most bytes allowed.

    Returns:
        The object; every name once, numbers finite and integers within 2**53, text without NUL
        and without half a surrogate pair, at most `limits.JSON_DEPTH` deep.

    Raises:
        TooLarge: more bytes or more depth than allowed.
        NotJson: anything an I-JSON reader may not accept.
    """
    if len(data) > limit:
        message = f"{len(data)} bytes, at most {limit} are read"
        raise TooLarge(message)
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=_once,
            parse_constant=_no_constant,
            parse_int=_integer,
            parse_float=_finite,
        )
    except (UnicodeDecodeError, json.JSONDecodeError, ValueError) as error:
        raise NotJson(str(error)[:200]) from error
    except RecursionError:
        message = "nested too deeply"
        raise TooLarge(message) from None
    if not isinstance(value, dict):
        message = "an object is needed"
        raise NotJson(message)
    _check_tree(value)
    return value


def canonical_object(data: bytes, *, limit: int) -> JsonObject:
    """Read one object and demand that the bytes are its canonical form.

    Raises:
        TooLarge: see `decode`.
        NotJson: see `decode`, or the bytes are another spelling of the same object.
    """
    value = decode(data, limit=limit)
    if encode(value) != data:
        message = "not in canonical form (RFC 8785)"
        raise NotJson(message)
    return value


def check_fields(
    value: JsonObject, *, required: frozenset[str], optional: frozenset[str] = frozenset()
) -> None:
    """Refuse an object with a missing or an unknown field.

    Raises:
        ShapeRefused: naming the first such field.
    """
    for name in sorted(required - value.keys()):
        raise ShapeRefused(name, "is missing")
    for name in sorted(value.keys() - required - optional):
        raise ShapeRefused(name[: limits.KIND_CHARACTERS], "is not a field of this form")


def text(value: JsonObject, name: str, *, most: int, empty: bool = False) -> str:
    """Return a text field within its limits.

    Raises:
        ShapeRefused: not a text, empty, too long, or with control characters.
    """
    found = value.get(name)
    if not isinstance(found, str):
        raise ShapeRefused(name, "must be a text")
    if not found and not empty:
        raise ShapeRefused(name, "is empty")
    if len(found) > most:
        raise ShapeRefused(name, f"is longer than {most} characters")
    if not found.isprintable():
        raise ShapeRefused(name, "has control characters")
    return found


def words(value: JsonObject, name: str, *, most: int, empty: bool = False) -> str:
    """Return a text field that a person wrote: as `text`, and the joiners of their script.

    Raises:
        ShapeRefused: not a text, empty, too long, or with control characters.
    """
    found = value.get(name)
    bare = {name: found.translate(_JOINERS)} if isinstance(found, str) else value
    text(bare, name, most=most, empty=empty)
    if len(str(found)) > most:
        raise ShapeRefused(name, f"is longer than {most} characters")
    return str(found)


def integer(value: JsonObject, name: str, *, low: int = 0) -> int:
    """Return a whole number field.

    Raises:
        ShapeRefused: not a whole number, or below `low`.
    """
    found = value.get(name)
    if not isinstance(found, int) or isinstance(found, bool):
        raise ShapeRefused(name, "must be a whole number")
    if found < low:
        raise ShapeRefused(name, f"must be {low} or more")
    return found


def moment(value: JsonObject, name: str) -> int:
    """Return a field that is a moment, in seconds since 1970.

    Raises:
        ShapeRefused: not a whole number, before 1970, or after the year 9999.
    """
    found = integer(value, name)
    if found > limits.MOMENT:
        raise ShapeRefused(name, "is after the year 9999")
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a name appears twice in one object"
        raise NotJson(message)
    return found


def _no_constant(name: str) -> object:
    message = f"{name} is not JSON"
    raise NotJson(message)


def _integer(digits: str) -> int:
    # the length first: turning a million digits into a number takes seconds
    if len(digits) > len(str(limits.JSON_INTEGER)) + 1 or abs(int(digits)) > limits.JSON_INTEGER:
        message = "an integer beyond 2**53 - 1"
        raise NotJson(message)
    return int(digits)


def _finite(digits: str) -> float:
    # 1e400 is JSON, and infinity once it is read
    found = float(digits)
    if not math.isfinite(found):
        message = "a number beyond all floats"
        raise NotJson(message)
    return found


def _check_text(found: str) -> None:
    # what passes here can be logged, stored by every database, and written as UTF-8 again
    if "\0" in found or (not found.isascii() and SURROGATE.search(found)):
        message = "a text with NUL or half a surrogate pair"
        raise NotJson(message)


def _check_tree(value: object) -> None:
    level: list[object] = [value]
    for _ in range(limits.JSON_DEPTH):
        deeper: list[object] = []
        for item in level:
            if isinstance(item, str):
                _check_text(item)
            elif isinstance(item, dict):
                for name in item:
                    _check_text(name)
                deeper.extend(item.values())
            elif isinstance(item, list):
                deeper.extend(item)
        if not deeper:
            return
        level = deeper
    message = f"nested deeper than {limits.JSON_DEPTH}"
    raise TooLarge(message)
