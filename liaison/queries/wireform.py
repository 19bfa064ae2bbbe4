"""Questions, answers and outcomes as bodies of messages: written, and parsed strictly. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from liaison.core import texts
from liaison.core.bodies import Body
from liaison.core.texts import Rule
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

_REFERENCE: Final = Rule(TextRefused, policy.REFERENCE_MAXIMUM, minimum=1, lines=False)
_VERSION_MAXIMUM: Final = 2**31 - 1
_WORD_MAXIMUM: Final = 60
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


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


def parse_asked(message: Mapping[str, object]) -> Asked:
    """Return the question in a body.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    body = Body(message, BodyRefused).only(Asked.__dataclass_fields__)
    if not body.said["number"] and not body.said["name"]:
        raise BodyRefused("number", "is missing, and so is the name")
    return Asked(
        hit_id=body.uuid("hit_id"),
        record_id=body.uuid("record_id"),
        version=body.number("version", 1, _VERSION_MAXIMUM),
        number=_number(body),
        issuing_state=_state(body),
        name=_name(body),
        reference=body.words("reference", _REFERENCE),
        urgency=body.one_of("urgency", Urgency),
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


def parse_given(message: Mapping[str, object]) -> Given:
    """Return the answer in a body.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    body = Body(message, BodyRefused).only(Given.__dataclass_fields__)
    return Given(
        hit_id=body.uuid("hit_id"),
        record_id=body.uuid("record_id"),
        valid=body.truth("valid"),
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


def parse_reported(message: Mapping[str, object]) -> Reported:
    """Return the outcome in a body.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    body = Body(message, BodyRefused).only(Reported.__dataclass_fields__)
    return Reported(
        hit_id=body.uuid("hit_id"),
        record_id=body.uuid("record_id"),
        action=body.one_of("action", Action),
        emergency=body.truth("emergency"),
        outcome=body.one_of("outcome", Outcome),
    )


def _number(body: Body) -> str:
    """Read a number of any kind in its plain form: upper-case letters and digits."""
    text = body.text("number", most=SERIAL_MAXIMUM)
    plain = all(char.isalnum() for char in text)
    if not plain or text != text.upper():
        raise BodyRefused("number", "is not in its plain form")
    return text


def _state(body: Body) -> str:
    text = body.text("issuing_state", most=_WORD_MAXIMUM)
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
    text = body.text("name", most=NAME_MAXIMUM)
    if not texts.is_plain(text):
        raise BodyRefused("name", "has characters that act on a screen")
    return text


def _moment(body: Body, name: str) -> datetime:
    text = body.text(name, most=_WORD_MAXIMUM)
    if not _MOMENT.fullmatch(text):
        raise BodyRefused(name, "must be YYYY-MM-DDThh:mm:ssZ")
    try:
        return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError as error:
        raise BodyRefused(name, "is no moment of the calendar") from error


def _note(body: Body, name: str) -> str:
    return body.words(name, Rule(TextRefused, policy.NOTE_MAXIMUM))
