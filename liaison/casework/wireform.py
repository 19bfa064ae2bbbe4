"""Requests and letters as bodies of messages: written, and parsed strictly. Pure."""

import re
from collections.abc import Mapping
from typing import Any, Final, cast

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
from liaison.casework.types import Asked, ConcernedFields, Said
from liaison.casework.words import ConcernedKind, CrimeArea, LetterKind, Outcome, Urgency
from liaison.core.bodies import Body
from liaison.core.texts import Rule
from liaison.lib.wire.canonical import JsonObject, JsonValue
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

_DESK: Final = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*)*")
CLOCK_MAXIMUM: Final = 40
_CLOCK: Final = re.compile(r"[a-z][a-z0-9_]*")
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
    body: dict[str, JsonValue] = {
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
    if asked.approval is not None:
        body["approval"] = asked.approval
    return body


def document_of(asked: Asked) -> JsonObject:
    """Return what an officer approves: everything asked, and what the manifest says of it.

    Both desks make it from what they hold. The letter that carries it is no part of it, nor is
    the approval.
    """
    body = dict(write_asked(asked))
    del body["letter"]
    body.pop("approval", None)
    return {
        "kind": REQUEST,
        "request": body,
        "purpose": asked.purpose.value,
        "legal_basis": asked.legal_basis,
        "urgency": asked.urgency.value,
    }


def parse_asked(
    message: Mapping[str, object], *, purpose: str, legal_basis: str, urgency: str
) -> Asked:
    """Return the request in a body and its manifest.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    approved = "approval" in message
    body = Body(message, BodyRefused).only(_ASKED | {"approval"} if approved else _ASKED)
    said = {"purpose": purpose, "legal_basis": legal_basis, "urgency": urgency}
    manifest = Body(said, BodyRefused)
    return Asked(
        request=body.uuid("request"),
        letter=body.uuid("letter"),
        sender=_desk("from", body.said["from"]),
        to=_desks(body, "to"),
        info=_desks(body, "info"),
        reference=_line(body, "reference", REFERENCE_MAXIMUM, needed=True),
        unit=_line(body, "unit", UNIT_MAXIMUM, needed=True),
        officer=_line(body, "officer", NAME_MAXIMUM),
        subject=_line(body, "subject", LINE_MAXIMUM, needed=True),
        asked=_words(body, "asked", ASKED_MAXIMUM, needed=True),
        facts=_words(body, "facts", ASKED_MAXIMUM),
        link=_words(body, "link", WORDS_MAXIMUM),
        crime_area=body.one_of("crime_area", CrimeArea),
        clock=_clock(body),
        handling_code=body.one_of("handling_code", HandlingCode),
        concerned=_concerned(body),
        purpose=manifest.one_of("purpose", REQUEST_PURPOSES),
        legal_basis=_line(manifest, "legal_basis", BASIS_MAXIMUM),
        urgency=manifest.one_of("urgency", Urgency),
        # untrusted still: exchange verifies it against the document
        approval=cast("JsonObject", body.inside("approval").said) if approved else None,
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


def parse_said(message: Mapping[str, object], kind: LetterKind) -> Said:
    """Return the letter in a body.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    body = Body(message, BodyRefused).only(_SAID | _MORE.get(kind, frozenset()))
    answer, closing = kind is LetterKind.ANSWER, kind is LetterKind.CLOSING
    said = Said(
        kind=kind,
        request=body.uuid("request"),
        letter=body.uuid("letter"),
        sender=_desk("from", body.said["from"]),
        to=_desks(body, "to"),
        reference=_line(body, "reference", REFERENCE_MAXIMUM, needed=True),
        your_reference=_line(body, "your_reference", REFERENCE_MAXIMUM),
        words=_words(body, "words", ASKED_MAXIMUM),
        result=body.one_of("result", Result) if answer else None,
        partial=body.truth("partial") if answer else False,
        grounds=_line(body, "grounds", tables.MAX_NAME) if answer else "",
        outcome=body.one_of("outcome", Outcome) if closing else None,
    )
    if (said.result is Result.REFUSED) != bool(said.grounds):
        raise BodyRefused("grounds", "belong to a refusal")
    if said.partial and said.result is not Result.INFORMATION:
        raise BodyRefused("partial", "needs information")
    return said


def _clock(body: Body) -> str:
    text = body.text("clock", most=CLOCK_MAXIMUM)
    if not _CLOCK.fullmatch(text):
        raise BodyRefused("clock", "is not a name")
    return text


def _desks(body: Body, name: str) -> tuple[str, ...]:
    found = tuple(_desk(name, one) for one in body.items(name, most=ADDRESSES_MAXIMUM))
    if len(set(found)) != len(found):
        raise BodyRefused(name, "names a desk twice")
    return found


def _desk(name: str, said: object) -> str:
    if not isinstance(said, str) or len(said) > UNIT_MAXIMUM or not _DESK.fullmatch(said):
        raise BodyRefused(name, "is not the id of a desk")
    return said


def _concerned(body: Body) -> tuple[ConcernedFields, ...]:
    listed = body.items("concerned", most=CONCERNED_MAXIMUM)
    return tuple(
        _one_concerned(body.part(f"concerned.{number}", one), f"concerned.{number}")
        for number, one in enumerate(listed)
    )


def _one_concerned(body: Body, place: str) -> ConcernedFields:
    if body.said.keys() != {"kind", "fields"}:
        raise BodyRefused(place, "must say kind and fields")
    kind = body.one_of("kind", ConcernedKind)
    # untrusted still: `concerned.parse` reads each value as strictly
    fields: Mapping[str, Any] = body.inside("fields").said
    try:
        return concerned.parse(ConcernedFields(kind, fields), place=place)
    except FieldRefused as refusal:
        raise BodyRefused(refusal.field, refusal.reason) from refusal


def _line(body: Body, name: str, maximum: int, *, needed: bool = False) -> str:
    return body.words(name, Rule(TextRefused, maximum, int(needed), lines=False))


def _words(body: Body, name: str, maximum: int, *, needed: bool = False) -> str:
    return body.words(name, Rule(TextRefused, maximum, int(needed)))
