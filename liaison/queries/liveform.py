"""Live questions and their answers as JSON: written, and parsed strictly. Pure.

Whatever comes from another bureau is untrusted: every text is bounded, every field known.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from liaison.core import texts
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
Body = Mapping[str, object]


def write_ask(question: Question, *, silent: bool) -> JsonObject:
    """Return the body of a question."""
    return {"question": write_question(question), "silent": silent}


def parse_ask(body: Body) -> tuple[Question, bool]:
    """Return the question in a body, and whether it is silent.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    _check_keys(body, frozenset({"question", "silent"}))
    question, silent = body["question"], body["silent"]
    if not isinstance(question, dict) or not isinstance(silent, bool):
        raise BodyRefused("question", "must be an object, and silent true or false")
    return parse_question(question), silent


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


def parse_found(body: Body, *, owner: str) -> tuple[tuple[Found, ...], bool]:
    """Return the candidates in an answer, and whether there were more.

    Args:
        body: of the answer.
        owner: the bureau that answered.

    Raises:
        BodyRefused: a field is missing, unknown or malformed.
    """
    _check_keys(body, frozenset({"candidates", "more"}))
    said, more = body["candidates"], body["more"]
    if not isinstance(said, list) or len(said) > CANDIDATES_MOST or not isinstance(more, bool):
        raise BodyRefused("candidates", f"must be a list of at most {CANDIDATES_MOST}")
    found = tuple(_candidate(one, owner) for one in said)
    if len({one.reference for one in found}) != len(found):
        raise BodyRefused("handle", "is told twice")
    return found, more


def write_fetch(handle: UUID) -> JsonObject:
    """Return the body that asks for one candidate in full."""
    return {"handle": str(handle)}


def parse_fetch(body: Body) -> UUID:
    """Return the handle in a body.

    Raises:
        BodyRefused: malformed.
    """
    _check_keys(body, frozenset({"handle"}))
    return _uuid(body, "handle")


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


def parse_record(body: Body, *, owner: str) -> WireRecord:
    """Return the record in an answer.

    Raises:
        BodyRefused: malformed, or not a record of the bureau that answered.
    """
    _check_keys(body, frozenset({"record"}))
    said = body["record"]
    if not isinstance(said, dict):
        raise BodyRefused("record", "must be an object")
    try:
        found = record_from_wire(said)
    except FieldRefused as refusal:
        raise BodyRefused("record", refusal.code) from refusal
    if found.owner != owner or found.discreet:
        raise BodyRefused("record", "is not one that this bureau may show")
    return found


def _candidate(said: object, owner: str) -> Found:
    if not isinstance(said, dict):
        raise BodyRefused("candidates", "must hold objects")
    _check_keys(said, _CANDIDATE)
    permille, by_name = said["permille"], said["by_name_only"]
    if type(permille) is not int or not 0 <= permille <= _WHOLE or not isinstance(by_name, bool):
        raise BodyRefused("permille", f"must be from 0 to {_WHOLE}, by_name_only true or false")
    kind = _kind(said["kind"])
    return Found(
        reference=_uuid(said, "handle"),
        shared_id=None,
        owner=owner,
        kind=kind,
        version=0,
        fields=_fields(kind, said["fields"]),
        score=permille / _WHOLE,
        by_name_only=by_name,
        reasons=parse_reasons(said["reasons"]),
        asked_at=owner,
    )


def _kind(said: object) -> RecordKind:
    try:
        return RecordKind(str(said))
    except ValueError as error:
        raise BodyRefused("kind", "is not one of its words") from error


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


def _check_keys(body: Body, names: frozenset[str]) -> None:
    if set(body) != names:
        raise BodyRefused("body", f"must hold {', '.join(sorted(names))} and nothing else")


def _uuid(body: Body, name: str) -> UUID:
    text = str(body[name])
    try:
        found = UUID(text)
    except ValueError as error:
        raise BodyRefused(name, "is not a UUID") from error
    if str(found) != text:
        raise BodyRefused(name, "is not a UUID in its usual form")
    return found
