"""A question, its reasons and what was found, as JSON: in messages, jobs and snapshots. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from liaison.core import texts
from liaison.core.bodies import Body
from liaison.lib.ids.countries import parse_state
from liaison.lib.ids.dates import PartialDate
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.vehicles import SERIAL_MAXIMUM, fold_serial
from liaison.lib.names.errors import NamesRefusal
from liaison.lib.names.parts import prepare
from liaison.lib.wire.canonical import JsonObject, JsonValue
from liaison.queries.errors import BodyRefused
from liaison.queries.states import QuestionKind, Source
from liaison.queries.types import Ground, Question

FIELDS: Final = frozenset(
    {"kind", "number", "issuing_state", "name", "birth", "sex", "nationality"}
)
REASONS_MOST: Final = 40
_DATE: Final = re.compile(r"([0-9]{4}|XXXX)-([0-9]{2}|XX)-([0-9]{2}|XX)")
_SEXES: Final = frozenset({"", "F", "M", "X"})
_TEXT_MAXIMUM: Final = 300


def write_question(question: Question) -> JsonObject:
    """Return a question for another bureau or for a job: what is searched, not how it was read."""
    return {
        "kind": question.kind.value,
        "number": question.number,
        "issuing_state": question.issuing_state,
        "name": question.name,
        "birth": str(question.birth) if question.birth else "",
        "sex": question.sex,
        "nationality": question.nationality,
    }


def parse_question(message: Mapping[str, object]) -> Question:
    """Return the question in a body.

    Raises:
        BodyRefused: a field is missing, unknown or malformed, or nothing is asked.
    """
    body = Body(message, BodyRefused).only(FIELDS)
    said = {name: body.text(name, most=_TEXT_MAXIMUM) for name in sorted(FIELDS)}
    if not said["number"] and not said["name"]:
        raise BodyRefused("question", "asks nothing")
    if said["sex"] not in _SEXES:
        raise BodyRefused("sex", "is not one of its words")
    return Question(
        source=Source.NUMBER if said["number"] else Source.WORDS,
        kind=body.one_of("kind", QuestionKind),
        number=_number(said["number"]),
        folded=fold_serial(said["number"]),
        issuing_state=_state("issuing_state", said["issuing_state"]),
        name=_name(said["name"]),
        birth=_birth(said["birth"]),
        sex=said["sex"],
        nationality=_state("nationality", said["nationality"]),
    )


def parse_birth(text: str) -> PartialDate | None:
    """Return a date with unknown parts as X, or None for "" and for what is none.

    Raises:
        DateWrong: no day of the calendar fits.
    """
    parts = _DATE.fullmatch(text)
    if parts is None:
        return None
    year, month, day = (None if "X" in part else int(part) for part in parts.groups())
    return PartialDate(year, month, day)


def write_reasons(reasons: Sequence[Ground]) -> list[JsonValue]:
    """Return reasons as lists of five."""
    return [
        [one.reason, one.finding, one.asked, one.held, str(round(one.points, 3))]
        for one in reasons[:REASONS_MOST]
    ]


def parse_reasons(said: object) -> tuple[Ground, ...]:
    """Return the reasons in a body or a snapshot.

    Raises:
        BodyRefused: not lists of five texts.
    """
    if not isinstance(said, list) or len(said) > REASONS_MOST:
        raise BodyRefused("reasons", f"must be a list of at most {REASONS_MOST}")
    return tuple(_reason(one) for one in said)


def _reason(said: object) -> Ground:
    listed = said if isinstance(said, list) else []
    fit = [one for one in listed if isinstance(one, str) and len(one) <= _TEXT_MAXIMUM]
    try:
        reason, finding, asked, held, points = fit
        value = float(points)
    except ValueError as error:
        raise BodyRefused("reasons", "must hold lists of five texts") from error
    if not -1 <= value <= 1:
        raise BodyRefused("reasons", "points must be from -1 to 1")
    return Ground(reason, finding, asked, held, value)


def _number(text: str) -> str:
    plain = len(text) <= SERIAL_MAXIMUM and all(char.isalnum() for char in text)
    if not plain or text != text.upper():
        raise BodyRefused("number", "is not in its plain form")
    return text


def _name(text: str) -> str:
    if not text:
        return ""
    try:
        prepare(text)
    except NamesRefusal as refusal:
        raise BodyRefused("name", refusal.code) from refusal
    if not texts.is_plain(text):
        raise BodyRefused("name", "has characters that act on a screen")
    return text


def _birth(text: str) -> PartialDate | None:
    try:
        found = parse_birth(text)
    except IdsRefusal as refusal:
        raise BodyRefused("birth", refusal.code) from refusal
    if text and found is None:
        raise BodyRefused("birth", "must be YYYY-MM-DD, unknown parts as X")
    return found


def _state(field: str, text: str) -> str:
    if not text:
        return ""
    try:
        code = parse_state(text, field=field).code
    except IdsRefusal as refusal:
        raise BodyRefused(field, refusal.code) from refusal
    if code != text:
        raise BodyRefused(field, "is not a code of ICAO")
    return code
