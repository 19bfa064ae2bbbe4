"""JSON as machines should send it: one object, no doubled names, no text a database refuses."""

import json
from typing import Any, Final, NoReturn, cast

from django.http import HttpRequest
from ninja.parser import Parser

from liaison.api.agencies.errors import Malformed

DEPTH: Final = 12
_FORBIDDEN: Final = "\x00"


class StrictParser(Parser):
    """Reads a body strictly (RFC 8259, I-JSON of RFC 7493)."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return the body's object.

        Raises:
            Malformed: not UTF-8, not JSON, not an object, doubled names, numbers that are none,
                texts that are none, or nested deeper than any body of this API.
        """
        try:
            found = json.loads(
                request.body.decode(), object_pairs_hook=_object, parse_constant=_no_number
            )
        except (ValueError, RecursionError) as error:
            raise Malformed("the body is not JSON in UTF-8") from error
        if not isinstance(found, dict):
            raise Malformed("the body is not a JSON object")
        _check(found)
        return cast("dict[str, Any]", found)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("a name stands twice in one object")
    return found


def _no_number(_text: str) -> NoReturn:
    raise Malformed("NaN and Infinity are no numbers of JSON")


def _check(root: object) -> None:
    """Refuse texts that no database takes and depth that no operation needs; no recursion."""
    waiting: list[tuple[object, int]] = [(root, 1)]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEPTH:
            raise Malformed("the body is nested too deep")
        if isinstance(value, str):
            _check_text(value)
        elif isinstance(value, dict):
            waiting += [(one, depth + 1) for one in (*value.keys(), *value.values())]
        elif isinstance(value, list):
            waiting += [(one, depth + 1) for one in value]


def _check_text(text: str) -> None:
    if _FORBIDDEN in text:
        raise Malformed("a text holds the character U+0000")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise Malformed("a text holds half a surrogate pair") from error
