"""Questions, answers and outcomes as bodies of messages: written, and parsed strictly. Pure."""

import enum
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, TypeVar
from uuid import UUID

from liaison.core import texts
from liaison.lib.ids.countries import parse_state
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.vehicles import SERIAL_MAXIMUM
from liaison.lib.names.writing import NAME_MAXIMUM
from liaison.lib.wire.canonical import JsonObject
from liaison.queries import policy
from liaison.queries.errors import BodyRefused, TextRefused
from liaison.queries.states import Action, Outcome, Urgency
from liaison.queries.types import Asked, Given, Reported

ASKED: Final = "queries.confirmation_asked"
GIVEN: Final = "queries.confirmation_given"
REPORTED: Final = "queries.outcome_reported"

_VERSION_MAXIMUM: Final = 2**31 - 1
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_Word = TypeVar("_Word", bound=enum.StrEnum)
Body = Mapping[str, object]


def write_asked(asked: Asked) -> JsonObject:
    """Return the body of a question to the owner."""
    return {
        "hit_id": str(asked.hit_id),
        "record_id": str(asked.record_id),
        "version": asked.version,
        "number": asked.number,
        "issuing_state": asked.issuing_state,
        "name": asked.name,
        "reference": asked.reference,
        "urgency": asked.urgency.value,
        "due_at": f"{asked.due_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "note": asked.note,
    }


def parse_asked(body: Body) -> Asked:
    """Return the question in a body.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    _check_keys(body, Asked)
    if not body["number"] and not body["name"]:
        raise BodyRefused("number", "is missing, and so is the name")
    return Asked(
        hit_id=_uuid(body, "hit_id"),
        record_id=_uuid(body, "record_id"),
        version=_version(body),
        number=_number(body),
        issuing_state=_state(body),
        name=_name(body),
        reference=_line(body, "reference"),
        urgency=_word(body, "urgency", Urgency),
        due_at=_moment(body, "due_at"),
        note=_note(body, "note"),
    )


def write_given(given: Given) -> JsonObject:
    """Return the body of an answer."""
    return {
        "hit_id": str(given.hit_id),
        "record_id": str(given.record_id),
        "valid": given.valid,
        "instructions": given.instructions,
        "restrictions": given.restrictions,
    }


def parse_given(body: Body) -> Given:
    """Return the answer in a body.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    _check_keys(body, Given)
    return Given(
        hit_id=_uuid(body, "hit_id"),
        record_id=_uuid(body, "record_id"),
        valid=_truth(body, "valid"),
        instructions=_note(body, "instructions"),
        restrictions=_note(body, "restrictions"),
    )


def write_reported(reported: Reported) -> JsonObject:
    """Return the body of a report on the outcome."""
    return {
        "hit_id": str(reported.hit_id),
        "record_id": str(reported.record_id),
        "action": reported.action.value,
        "emergency": reported.emergency,
        "outcome": reported.outcome.value,
    }


def parse_reported(body: Body) -> Reported:
    """Return the outcome in a body.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    _check_keys(body, Reported)
    return Reported(
        hit_id=_uuid(body, "hit_id"),
        record_id=_uuid(body, "record_id"),
        action=_word(body, "action", Action),
        emergency=_truth(body, "emergency"),
        outcome=_word(body, "outcome", Outcome),
    )


def _check_keys(body: Body, shape: type[Asked | Given | Reported]) -> None:
    names = set(shape.__dataclass_fields__)
    if set(body) != names:
        raise BodyRefused("body", f"must hold {', '.join(sorted(names))} and nothing else")


def _text(body: Body, name: str) -> str:
    said = body[name]
    if not isinstance(said, str):
        raise BodyRefused(name, "is not a text")
    return said


def _uuid(body: Body, name: str) -> UUID:
    text = _text(body, name)
    try:
        found = UUID(text)
    except ValueError as error:
        raise BodyRefused(name, "is not a UUID") from error
    if str(found) != text:
        raise BodyRefused(name, "is not a UUID in its usual form")
    return found


def _version(body: Body) -> int:
    said = body["version"]
    if type(said) is not int or not 1 <= said <= _VERSION_MAXIMUM:
        raise BodyRefused("version", f"must be from 1 to {_VERSION_MAXIMUM}")
    return said


def _truth(body: Body, name: str) -> bool:
    said = body[name]
    if not isinstance(said, bool):
        raise BodyRefused(name, "must be true or false")
    return said


def _word(body: Body, name: str, words: type[_Word]) -> _Word:
    text = _text(body, name)
    for word in words:
        if word.value == text:
            return word
    raise BodyRefused(name, "is not one of its words")


def _number(body: Body) -> str:
    """Read a number of any kind in its plain form: upper-case letters and digits."""
    text = _text(body, "number")
    plain = len(text) <= SERIAL_MAXIMUM and all(char.isalnum() for char in text)
    if not plain or text != text.upper():
        raise BodyRefused("number", "is not in its plain form")
    return text


def _state(body: Body) -> str:
    text = _text(body, "issuing_state")
    if not text:
        return ""
    try:
        code = parse_state(text).code
    except IdsRefusal as refusal:
        raise BodyRefused("issuing_state", refusal.code) from refusal
    if code != text:
        raise BodyRefused("issuing_state", "is not a code of ICAO")
    return code


def _name(body: Body) -> str:
    text = _text(body, "name")
    if len(text) > NAME_MAXIMUM or not texts.is_plain(text):
        raise BodyRefused("name", "is too long, or has characters that act on a screen")
    return text


def _moment(body: Body, name: str) -> datetime:
    text = _text(body, name)
    if not _MOMENT.fullmatch(text):
        raise BodyRefused(name, "must be YYYY-MM-DDThh:mm:ssZ")
    try:
        return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError as error:
        raise BodyRefused(name, "is no moment of the calendar") from error


def _note(body: Body, name: str) -> str:
    try:
        return policy.check_text(name, _text(body, name), maximum=policy.NOTE_MAXIMUM)
    except TextRefused as refusal:
        raise BodyRefused(name, refusal.reason) from refusal


def _line(body: Body, name: str) -> str:
    try:
        return policy.check_line(name, _text(body, name), maximum=policy.REFERENCE_MAXIMUM)
    except TextRefused as refusal:
        raise BodyRefused(name, refusal.reason) from refusal
