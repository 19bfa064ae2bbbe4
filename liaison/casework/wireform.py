"""Requests and letters as bodies of messages: written, and parsed strictly. Pure."""

import enum
import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar
from uuid import UUID

from liaison.casework import concerned, tables
from liaison.casework.errors import BodyRefused, FieldRefused, TextRefused
from liaison.casework.limits import (
    ADDRESSES_MAXIMUM,
    ASKED_MAXIMUM,
    BASIS_MAXIMUM,
    CONCERNED_MAXIMUM,
    LINE_MAXIMUM,
    NAME_MAXIMUM,
    REFERENCE_MAXIMUM,
    UNIT_MAXIMUM,
    WORDS_MAXIMUM,
)
from liaison.casework.states import Result
from liaison.casework.texts import check_line, check_text
from liaison.casework.types import Asked, ConcernedFields, Said
from liaison.casework.words import ConcernedKind, CrimeArea, LetterKind, Outcome, Urgency
from liaison.lib.wire.canonical import JsonObject
from liaison.rules.processing import REQUEST_PURPOSES, HandlingCode

REQUEST: Final = "casework.request"
KINDS: Final[Mapping[LetterKind, str]] = {
    LetterKind.CLARIFICATION_ASKED: "casework.clarify",
    LetterKind.CLARIFICATION: "casework.clarified",
    LetterKind.REMINDER: "casework.remind",
    LetterKind.CORRECTION: "casework.correct",
    LetterKind.ANSWER: "casework.answer",
    LetterKind.CLOSING: "casework.close",
    LetterKind.CANCELLATION: "casework.cancel",
}
# who says it: the desk that was asked, or the desk that asks
BY_ASKED: Final = frozenset({LetterKind.CLARIFICATION_ASKED, LetterKind.ANSWER})

Body = Mapping[str, object]
_Word = TypeVar("_Word", bound=enum.StrEnum)
_DESK: Final = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*")
_CLOCK: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_ASKED: Final = frozenset(
    {
        "request",
        "letter",
        "from",
        "to",
        "info",
        "reference",
        "unit",
        "officer",
        "subject",
        "asked",
        "facts",
        "link",
        "crime_area",
        "clock",
        "handling_code",
        "concerned",
    }
)
_SAID: Final = frozenset(
    {"request", "letter", "from", "to", "reference", "your_reference", "words"}
)
_MORE: Final[Mapping[LetterKind, frozenset[str]]] = {
    LetterKind.ANSWER: frozenset({"result", "partial", "grounds"}),
    LetterKind.CLOSING: frozenset({"outcome"}),
}


def write_asked(asked: Asked) -> JsonObject:
    """Return the body of a request; purpose, legal basis and urgency stand in the manifest."""
    return {
        "request": str(asked.request),
        "letter": str(asked.letter),
        "from": asked.sender,
        "to": list(asked.to),
        "info": list(asked.info),
        "reference": asked.reference,
        "unit": asked.unit,
        "officer": asked.officer,
        "subject": asked.subject,
        "asked": asked.asked,
        "facts": asked.facts,
        "link": asked.link,
        "crime_area": asked.crime_area.value,
        "clock": asked.clock,
        "handling_code": asked.handling_code.value,
        "concerned": [
            {"kind": one.kind.value, "fields": concerned.to_json(one)} for one in asked.concerned
        ],
    }


def parse_asked(body: Body, *, purpose: str, legal_basis: str, urgency: str) -> Asked:
    """Return the request in a body and its manifest.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    _check_keys(body, _ASKED)
    manifest: Body = {"purpose": purpose, "legal_basis": legal_basis, "urgency": urgency}
    return Asked(
        request=_uuid(body, "request"),
        letter=_uuid(body, "letter"),
        sender=_desk(body, "from"),
        to=_desks(body, "to"),
        info=_desks(body, "info"),
        reference=_line(body, "reference", REFERENCE_MAXIMUM, needed=True),
        unit=_line(body, "unit", UNIT_MAXIMUM, needed=True),
        officer=_line(body, "officer", NAME_MAXIMUM),
        subject=_line(body, "subject", LINE_MAXIMUM, needed=True),
        asked=_words(body, "asked", ASKED_MAXIMUM, needed=True),
        facts=_words(body, "facts", ASKED_MAXIMUM),
        link=_words(body, "link", WORDS_MAXIMUM),
        crime_area=_word(body, "crime_area", CrimeArea),
        clock=_clock(body),
        handling_code=_word(body, "handling_code", HandlingCode),
        concerned=_concerned(body),
        purpose=_word(manifest, "purpose", REQUEST_PURPOSES),
        legal_basis=_line(manifest, "legal_basis", BASIS_MAXIMUM),
        urgency=_word(manifest, "urgency", Urgency),
    )


def write_said(said: Said) -> JsonObject:
    """Return the body of a letter."""
    body: dict[str, str | bool | list[str]] = {
        "request": str(said.request),
        "letter": str(said.letter),
        "from": said.sender,
        "to": list(said.to),
        "reference": said.reference,
        "your_reference": said.your_reference,
        "words": said.words,
    }
    if said.kind is LetterKind.ANSWER and said.result is not None:
        body |= {"result": said.result.value, "partial": said.partial, "grounds": said.grounds}
    if said.kind is LetterKind.CLOSING and said.outcome is not None:
        body |= {"outcome": said.outcome.value}
    return body


def parse_said(body: Body, kind: LetterKind) -> Said:
    """Return the letter in a body.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    _check_keys(body, _SAID | _MORE.get(kind, frozenset()))
    answer, closing = kind is LetterKind.ANSWER, kind is LetterKind.CLOSING
    said = Said(
        kind=kind,
        request=_uuid(body, "request"),
        letter=_uuid(body, "letter"),
        sender=_desk(body, "from"),
        to=_desks(body, "to"),
        reference=_line(body, "reference", REFERENCE_MAXIMUM, needed=True),
        your_reference=_line(body, "your_reference", REFERENCE_MAXIMUM),
        words=_words(body, "words", ASKED_MAXIMUM),
        result=_word(body, "result", Result) if answer else None,
        partial=_truth(body, "partial") if answer else False,
        grounds=_line(body, "grounds", tables.MAX_NAME) if answer else "",
        outcome=_word(body, "outcome", Outcome) if closing else None,
    )
    if (said.result is Result.REFUSED) != bool(said.grounds):
        raise BodyRefused("grounds", "belong to a refusal")
    if said.partial and said.result is not Result.INFORMATION:
        raise BodyRefused("partial", "needs information")
    return said


def _check_keys(body: Body, keys: frozenset[str]) -> None:
    if missing := keys - body.keys():
        raise BodyRefused(min(missing), "is missing")
    if unknown := body.keys() - keys:
        raise BodyRefused(min(unknown)[:40], "is not known")


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


def _truth(body: Body, name: str) -> bool:
    said = body[name]
    if not isinstance(said, bool):
        raise BodyRefused(name, "must be true or false")
    return said


def _word(body: Body, name: str, words: Iterable[_Word]) -> _Word:
    text = _text(body, name)
    for word in words:
        if word.value == text:
            return word
    raise BodyRefused(name, "is not one of its words")


def _clock(body: Body) -> str:
    text = _text(body, "clock")
    if not _CLOCK.fullmatch(text):
        raise BodyRefused("clock", "is not a name")
    return text


def _desk(body: Body, name: str) -> str:
    return _desk_id(name, _text(body, name))


def _desks(body: Body, name: str) -> tuple[str, ...]:
    said = body[name]
    if not isinstance(said, list) or len(said) > ADDRESSES_MAXIMUM:
        raise BodyRefused(name, f"must be a list of at most {ADDRESSES_MAXIMUM}")
    found = tuple(_desk_id(name, one) for one in said)
    if len(set(found)) != len(found):
        raise BodyRefused(name, "names a desk twice")
    return found


def _desk_id(name: str, said: object) -> str:
    if not isinstance(said, str) or len(said) > UNIT_MAXIMUM or not _DESK.fullmatch(said):
        raise BodyRefused(name, "is not the id of a desk")
    return said


def _concerned(body: Body) -> tuple[ConcernedFields, ...]:
    said = body["concerned"]
    if not isinstance(said, list) or len(said) > CONCERNED_MAXIMUM:
        raise BodyRefused("concerned", f"must be a list of at most {CONCERNED_MAXIMUM}")
    return tuple(_one_concerned(one, number) for number, one in enumerate(said))


def _one_concerned(said: object, number: int) -> ConcernedFields:
    place = f"concerned.{number}"
    if not isinstance(said, Mapping) or set(said) != {"kind", "fields"}:
        raise BodyRefused(place, "must say kind and fields")
    fields = said["fields"]
    if not isinstance(fields, Mapping):
        raise BodyRefused(place, "fields must be an object")
    try:
        return concerned.parse(
            ConcernedFields(_word(said, "kind", ConcernedKind), fields), place=place
        )
    except FieldRefused as refusal:
        raise BodyRefused(refusal.field, refusal.reason) from refusal


def _line(body: Body, name: str, maximum: int, *, needed: bool = False) -> str:
    try:
        return check_line(name, _text(body, name), maximum=maximum, needed=needed)
    except TextRefused as refusal:
        raise BodyRefused(name, refusal.reason) from refusal


def _words(body: Body, name: str, maximum: int, *, needed: bool = False) -> str:
    try:
        return check_text(name, _text(body, name), maximum=maximum, needed=needed)
    except TextRefused as refusal:
        raise BodyRefused(name, refusal.reason) from refusal
