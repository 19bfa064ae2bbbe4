"""Live questions and their answers as JSON: written, and parsed strictly. Pure.

Whatever comes from another bureau is untrusted: every text is bounded, every field known.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from liaison.core import texts
from liaison.core.bodies import Body
from liaison.lib.wire import canonical
from liaison.lib.wire.canonical import JsonObject, JsonValue
from liaison.queries.comparing import least
from liaison.queries.errors import BodyRefused
from liaison.queries.questionform import (
    parse_question,
    parse_reasons,
    write_question,
    write_reasons,
)
from liaison.queries.types import Found, Question
from liaison.records.errors import FieldRefused
from liaison.records.kinds.register import KINDS
from liaison.records.states import RecordKind
from liaison.records.types import Fields, Item, RecordFacts, Value, WireRecord
from liaison.records.wireform import record_from_wire, record_to_wire

ASK: Final = "queries.ask"
FOUND: Final = "queries.found"
FETCH: Final = "queries.fetch"
RECORD: Final = "queries.record"
CANDIDATES_MOST: Final = 20
TEXT_MAXIMUM: Final = 1_000
ITEMS_MAXIMUM: Final = 30
_CANDIDATE: Final = frozenset({"handle", "kind", "permille", "by_name_only", "fields", "reasons"})
_WHOLE: Final = 1_000


def write_ask(question: Question, *, silent: bool) -> JsonObject:
    """Return the body of a question."""
    return {"question": write_question(question), "silent": silent}


def parse_ask(message: Mapping[str, object]) -> tuple[Question, bool]:
    """Return the question in a body, and whether it is silent.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    body = Body(message, BodyRefused).only({"question", "silent"})
    return parse_question(body.inside("question").said), body.truth("silent")


def write_candidate(handle: UUID, found: Found) -> JsonObject:
    """Return one candidate: the least by which it can be told apart."""
    return {
        "handle": str(handle),
        "kind": found.kind.value,
        "permille": round(found.score * _WHOLE),
        "by_name_only": found.by_name_only,
        "fields": _plain(least(found.kind, found.fields)),
        "reasons": write_reasons(found.reasons),
    }


def parse_found(message: Mapping[str, object], *, owner: str) -> tuple[tuple[Found, ...], bool]:
    """Return the candidates in an answer, and whether there were more.

    Args:
        message: body of the answer.
        owner: the bureau that answered.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    body = Body(message, BodyRefused).only({"candidates", "more"})
    listed, more = body.items("candidates", most=CANDIDATES_MOST), body.truth("more")
    found = tuple(_candidate(body.part("candidates", one), owner) for one in listed)
    if len({one.reference for one in found}) != len(found):
        raise BodyRefused("handle", "is told twice")
    return found, more


def write_fetch(handle: UUID) -> JsonObject:
    """Return the body that asks for one candidate in full."""
    return {"handle": str(handle)}


def parse_fetch(message: Mapping[str, object]) -> UUID:
    """Return the handle in a body.

    Raises:
        BodyRefused: malformed.
    """
    return Body(message, BodyRefused).only({"handle"}).uuid("handle")


def write_record(facts: RecordFacts) -> JsonObject:
    """Return one record in full, in the form in which records travel."""
    return record_to_wire(
        WireRecord(
            record_id=facts.record_id,
            owner=facts.owner,
            kind=facts.kind,
            version=facts.version,
            fields=canonical.encode(_plain(facts.fields)).decode(),
            national_reference=facts.national_reference,
            handling_code=facts.handling_code,
            discreet=facts.discreet,
            retention_until=facts.retention_until,
        )
    )


def parse_record(message: Mapping[str, object], *, owner: str) -> WireRecord:
    """Return the record in an answer.

    Raises:
        BodyRefused: malformed, or not a record of the bureau that answered.
    """
    said = Body(message, BodyRefused).only({"record"}).inside("record").said
    try:
        found = record_from_wire(said)
    except FieldRefused as refusal:
        raise BodyRefused("record", refusal.code) from refusal
    if found.owner != owner or found.discreet:
        raise BodyRefused("record", "is not one that this bureau may show")
    return found


def _candidate(body: Body, owner: str) -> Found:
    said = body.only(_CANDIDATE).said
    kind = body.one_of("kind", RecordKind)
    return Found(
        reference=body.uuid("handle"),
        shared_id=None,
        owner=owner,
        kind=kind,
        version=0,
        fields=_fields(kind, said["fields"]),
        score=body.number("permille", 0, _WHOLE) / _WHOLE,
        by_name_only=body.truth("by_name_only"),
        reasons=parse_reasons(said["reasons"]),
        asked_at=owner,
    )


def _fields(kind: RecordKind, said: object) -> Fields:
    known = {field.name for field in KINDS[kind].fields}
    if not isinstance(said, dict) or not said or not set(said) <= known:
        raise BodyRefused("fields", f"must be fields of a {kind.value}")
    found = {name: _value(value) for name, value in said.items()}
    names = found.get("names", ())
    if kind is RecordKind.PERSON and not all(
        not isinstance(one, str) and {"kind", "surname"} <= set(one) for one in names
    ):
        raise BodyRefused("names", "must have a kind and a surname")
    return found


def _value(said: object) -> Value:
    if isinstance(said, list):
        if len(said) > ITEMS_MAXIMUM:
            raise BodyRefused("fields", f"has lists of more than {ITEMS_MAXIMUM}")
        return [_item(one) for one in said]
    return _words(said)


def _item(said: object) -> Item:
    if isinstance(said, dict) and len(said) <= ITEMS_MAXIMUM:
        return {_words(name): _words(value) for name, value in said.items()}
    return _words(said)


def _words(said: object) -> str:
    if not isinstance(said, str) or len(said) > TEXT_MAXIMUM or not texts.is_plain(said):
        raise BodyRefused("fields", f"must be printable texts of at most {TEXT_MAXIMUM}")
    return said


def _plain(fields: Fields) -> JsonObject:
    return {name: _json(value) for name, value in fields.items()}


def _json(value: Value) -> JsonValue:
    if isinstance(value, str):
        return value
    return [one if isinstance(one, str) else dict(one) for one in value]
