"""What may be kept for ever: short, printable, and in a form that two readers read alike."""

import re
from collections.abc import Mapping
from typing import Final

from liaison.audit.errors import EntryRefused
from liaison.audit.types import Entry, JsonValue
from liaison.core import texts

# An event names a room, a subject and a verb: "records:document:withdrawn".
MAX_EVENT: Final = 80
_EVENT: Final = re.compile(r"[a-z][a-z_]*(?::[a-z][a-z_]*){2}")
# A person is a UUID, a machine a name, a chair a role and an organisation's path.
MAX_NAME: Final = 200
# A purpose or an article: a sentence, not a page.
MAX_SENTENCE: Final = 500
# The whole of an entry as canonical JSON. A hundred facts of a line each.
MAX_BODY: Final = 16 * 1024
# Facts are values, lists of values, a table of them; deeper is a document, not a fact.
MAX_DEPTH: Final = 4
# The largest integer that every JSON reader reads exactly (RFC 8785 section 3.2.2.3).
MAX_INTEGER: Final = 2**53 - 1

_LIMITS: Final = {
    "target": MAX_NAME,
    "purpose": MAX_SENTENCE,
    "legal_basis": MAX_SENTENCE,
    "result": MAX_EVENT,
}


def check_entry(entry: Entry) -> None:
    """Check that an entry can be kept.

    Args:
        entry: What a room wants to record.

    Raises:
        EntryRefused: A text is too long or holds characters that cannot be shown, the event is
            no `room:subject:verb`, the moment is naive, or a fact is no plain value.
    """
    if len(entry.event) > MAX_EVENT or not _EVENT.fullmatch(entry.event):
        raise EntryRefused("event", "must be room:subject:verb")
    if entry.at.tzinfo is None:
        raise EntryRefused("at", "must say its time zone")
    for name in ("person", "chair", "organisation"):
        _check_text(f"who.{name}", getattr(entry.who, name), MAX_NAME)
    if not entry.who.person or not entry.who.organisation:
        raise EntryRefused("who", "must name a person and an organisation")
    for name, limit in _LIMITS.items():
        _check_text(name, getattr(entry, name), limit)
    for key, value in entry.facts.items():
        _check_text("facts", key, MAX_NAME)
        _check_value(value, MAX_DEPTH)


def check_body(body: bytes) -> None:
    """Check the size of an entry's words.

    Args:
        body: Canonical JSON.

    Raises:
        EntryRefused: It is too long.
    """
    if len(body) > MAX_BODY:
        raise EntryRefused("facts", f"are longer than {MAX_BODY} bytes")


def _check_value(value: JsonValue, depth: int) -> None:
    if isinstance(value, str):
        # Officers' reasons have lines; everything else that cannot be seen stays out.
        _check_text("facts", value.replace("\n", " "), MAX_BODY)
    elif isinstance(value, bool | None):
        return
    elif isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise EntryRefused("facts", "hold an integer that JSON cannot carry")
    elif isinstance(value, float):
        if value - value != 0:  # NaN and the infinities
            raise EntryRefused("facts", "hold a number that is none")
    else:
        _check_collection(value, depth)


def _check_collection(value: JsonValue, depth: int) -> None:
    if depth == 0:
        raise EntryRefused("facts", "are nested too deeply")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _check_text("facts", key, MAX_NAME)
            _check_value(inner, depth - 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check_value(inner, depth - 1)
    else:
        raise EntryRefused("facts", f"hold a {type(value).__name__}")


def _check_text(field: str, text: object, limit: int) -> None:
    if not isinstance(text, str):
        raise EntryRefused(field, f"is a {type(text).__name__}, not a text")
    if len(text) > limit:
        raise EntryRefused(field, f"is longer than {limit} characters")
    if text.isascii() and text.isprintable():
        return
    if any(texts.acts(char) for char in text):
        raise EntryRefused(field, "holds characters that cannot be shown")
