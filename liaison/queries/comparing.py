"""What is in hand beside what is on record, field by field, for every kind of record. Pure."""

from collections.abc import Callable, Mapping
from typing import Final

from liaison.lib.ids.vehicles import fold_serial
from liaison.lib.names.compare import compare
from liaison.lib.names.errors import NamesRefusal
from liaison.queries.states import Agreement
from liaison.queries.types import FieldComparison, Question
from liaison.records.kinds.register import KINDS, names
from liaison.records.states import DocumentType, RecordKind
from liaison.records.types import Fields

_PAPERS: Final = frozenset({RecordKind.TRAVEL_DOCUMENT, RecordKind.ADMINISTRATIVE_DOCUMENT})


def compare_fields(
    question: Question, kind: RecordKind, fields: Fields
) -> tuple[FieldComparison, ...]:
    """Return the thing or person in hand beside the record.

    Args:
        question: what is in hand.
        kind: of the record.
        fields: of the record, in their plain form.
    """
    if kind in _PAPERS:
        return _paper(question, fields)
    return (
        _person(question, fields) if kind is RecordKind.PERSON else _thing(question, kind, fields)
    )


def _paper(question: Question, fields: Fields) -> tuple[FieldComparison, ...]:
    """Only a zone tells what kind of document it is and when it expires; a number does not."""
    kind = DocumentType.PASSPORT.value if question.document_code.startswith("P") else ""
    expires = question.expires_on.isoformat() if question.expires_on else ""
    return (
        _number("number", question, _text(fields, "number")),
        _line("issuing_state", question.issuing_state, _text(fields, "issuing_state")),
        _line("document_type", kind, _text(fields, "document_type")),
        _line("expires_on", expires, _text(fields, "expires_on")),
    )


def _person(question: Question, fields: Fields) -> tuple[FieldComparison, ...]:
    births = [str(one) for one in fields.get("births", ())]
    states = [one["state"] for one in fields.get("nationalities", ()) if not isinstance(one, str)]
    found = [_name(question.name, names(RecordKind.PERSON, fields))]
    if question.number:
        found.append(_document(question, fields))
    found.extend(
        (
            _births(str(question.birth) if question.birth else "", births),
            _line("sex", question.sex.lower(), _text(fields, "sex")),
            _among("nationality", question.nationality, states),
        )
    )
    return tuple(found)


def _thing(question: Question, kind: RecordKind, fields: Fields) -> tuple[FieldComparison, ...]:
    """Every number the record has; the one in hand stands beside the one it resembles."""
    found = []
    for field in KINDS[kind].fields:
        said = fields.get(field.name)
        if field.scheme is None or said is None:
            continue
        for held in [said] if isinstance(said, str) else [str(one) for one in said]:
            mine = question if fold_serial(held) == question.folded else Question(question.source)
            found.append(_number(field.name, mine, held))
    if kind is RecordKind.VESSEL and (held_names := names(kind, fields)):
        found.insert(0, _name(question.name, held_names))
    described = [name for name in ("make", "model", "colour") if name in fields]
    return (*found, *(_line(name, "", _text(fields, name)) for name in described))


def _document(question: Question, fields: Fields) -> FieldComparison:
    held = [one for one in fields.get("documents", ()) if not isinstance(one, str)]
    same = [one["number"] for one in held if fold_serial(one["number"]) == question.folded]
    return _number("document", question, same[0] if same else "")


def _number(field: str, question: Question, held: str) -> FieldComparison:
    agreement = _agreement(question.number, held)
    if agreement is Agreement.DIFFERENT and fold_serial(held) == question.folded:
        agreement = Agreement.LOOKS_ALIKE
    return FieldComparison(field, question.number, held, agreement)


def _name(asked: str, held: tuple[str, ...]) -> FieldComparison:
    """Show the name of the record that is nearest to the one in hand."""
    scores = {one: _likeness(asked, one) for one in held}
    best = max(scores, key=scores.__getitem__, default="")
    agreement = Agreement.UNKNOWN
    if asked and best:
        alike = Agreement.LOOKS_ALIKE if scores[best] else Agreement.DIFFERENT
        agreement = Agreement.SAME if asked.casefold() == best.casefold() else alike
    return FieldComparison("name", asked, best, agreement)


def _likeness(asked: str, held: str) -> float:
    try:
        match = compare(asked, held)
    except NamesRefusal:
        return 0.0
    return match.score if match.reaches else 0.0


def _births(asked: str, held: list[str]) -> FieldComparison:
    """Show the first date of birth, or the one that says the same as far as both are known."""
    plain = asked.removesuffix("-XX").removesuffix("-XX")
    same = [one for one in held if _says_same(plain, one)]
    if not plain or plain.startswith("XXXX"):
        return FieldComparison("birth", asked, held[0] if held else "", Agreement.UNKNOWN)
    if same:
        whole = same[0] == plain
        return FieldComparison(
            "birth", asked, same[0], Agreement.SAME if whole else Agreement.LOOKS_ALIKE
        )
    return _line("birth", asked, ", ".join(held))


def _says_same(asked: str, held: str) -> bool:
    held = held.removesuffix("~")
    return bool(asked) and (held.startswith(asked) or asked.startswith(held))


def _among(field: str, asked: str, held: list[str]) -> FieldComparison:
    if asked in held:
        return FieldComparison(field, asked, asked, Agreement.SAME)
    return _line(field, asked, ", ".join(held))


def _line(field: str, in_hand: str, on_record: str) -> FieldComparison:
    return FieldComparison(field, in_hand, on_record, _agreement(in_hand, on_record))


def _agreement(in_hand: str, on_record: str) -> Agreement:
    if not in_hand or not on_record:
        return Agreement.UNKNOWN
    return Agreement.SAME if in_hand == on_record else Agreement.DIFFERENT


def _text(fields: Fields, name: str) -> str:
    return str(fields.get(name, ""))


_MINIMUM: Final[Mapping[RecordKind, tuple[str, ...]]] = {
    RecordKind.PERSON: ("status", "names", "births", "sex", "nationalities"),
    RecordKind.TRAVEL_DOCUMENT: ("number", "issuing_state", "document_type", "fraud"),
    RecordKind.ADMINISTRATIVE_DOCUMENT: ("number", "issuing_state", "document_type", "fraud"),
    RecordKind.VEHICLE: ("type", "status", "vin", "plate", "plate_state", "engine_number", "make"),
    RecordKind.VEHICLE_PART: ("type", "status", "serial_number", "make"),
    RecordKind.VESSEL: (
        *("type", "status", "name", "hull_number", "imo_number", "mmsi", "registration", "flag"),
    ),
    RecordKind.VESSEL_ENGINE: ("type", "status", "serial_number", "make"),
    RecordKind.FIREARM: ("type", "status", "serial_number", "make"),
    RecordKind.WORK_OF_ART: ("type", "status", "title", "artist"),
}
_LISTED: Final[Callable[[object], bool]] = lambda one: isinstance(one, list | tuple)  # noqa: E731


def least(kind: RecordKind, fields: Fields) -> Fields:
    """Return the least by which an officer can tell whether a candidate is worth a look.

    Of a list only the first item: the primary name, the first date of birth.
    """
    found = {}
    for name in _MINIMUM[kind]:
        if name in fields:
            value = fields[name]
            found[name] = list(value)[:1] if _LISTED(value) else value
    return found
