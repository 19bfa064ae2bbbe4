"""What somebody says about a person or a thing as a draft: from a form, a line, an object."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from liaison.records import policy
from liaison.records.errors import FieldRefused, RetentionRefused
from liaison.records.fields import REFERENCE
from liaison.records.kinds.parsers import choice, day
from liaison.records.kinds.register import KINDS, natural_key
from liaison.records.kinds.table import Field, read_plain, read_texts
from liaison.records.shown import cleaned
from liaison.records.states import RecordKind
from liaison.records.types import Draft, Value
from liaison.rules.processing import HandlingCode

_YES: Final = {"yes": True, "no": False, "true": True, "false": False}


def _yes_or_no(field: str, text: str) -> str:
    if text.lower() not in _YES:
        raise FieldRefused(field, "must be yes or no", cleaned(text))
    return "yes" if _YES[text.lower()] else "no"


# what every record has, whatever it is about
COMMON: Final = (
    REFERENCE,
    day("retention_until"),
    choice("handling_code", HandlingCode),
    Field("discreet", _yes_or_no, choices=("no", "yes")),
)
COMMON_NAMES: Final = frozenset(field.name for field in COMMON)
_TEXT_MAXIMUM: Final = 400


def columns(kind: RecordKind) -> tuple[str, ...]:
    """Return the names of everything that can be said about a record of a kind."""
    return (*KINDS[kind].names, *(field.name for field in COMMON))


def mandatory(kind: RecordKind) -> frozenset[str]:
    """Return the names of what must be said."""
    named = frozenset(field.name for field in KINDS[kind].fields if field.mandatory)
    return named if KINDS[kind].natural else named | {REFERENCE.name}


def draft_of_texts(kind: RecordKind, said: Mapping[str, str], *, today: date) -> Draft:
    """Return one text per field as a draft, as cells of a file and inputs of a form have them.

    Raises:
        FieldRefused: a field is missing, malformed, in the future, or contradicts another.
    """
    fields = read_texts(
        KINDS[kind], {name: text for name, text in said.items() if name not in COMMON_NAMES}
    )
    return _draft(kind, fields, said, today)


def draft_of_object(kind: RecordKind, said: Mapping[str, object], *, today: date) -> Draft:
    """Return a JSON object as a draft: texts, lists of texts, lists of objects of texts.

    Raises:
        FieldRefused: as `draft_of_texts`, or a field nobody knows.
    """
    fields = read_plain(
        KINDS[kind], {name: value for name, value in said.items() if name not in COMMON_NAMES}
    )
    common: dict[str, str] = {}
    for name in COMMON_NAMES & set(said):
        value = said[name]
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if not isinstance(value, str):
            raise FieldRefused(name, "must be a text")
        common[name] = value
    return _draft(kind, fields, common, today)


def _draft(
    kind: RecordKind, fields: Mapping[str, Value], said: Mapping[str, str], today: date
) -> Draft:
    policy.check_past(fields, today=today)
    common = {field.name: _common(field, said.get(field.name, "")) for field in COMMON}
    reference, until = common["national_reference"], common["retention_until"]
    if until:
        try:
            policy.check_retention(kind, date.fromisoformat(until), today=today)
        except RetentionRefused as refusal:
            raise FieldRefused("retention_until", refusal.reason, until) from refusal
    return Draft(
        kind=kind,
        fields=fields,
        natural_key=natural_key(kind, fields, reference),
        national_reference=reference,
        retention_until=date.fromisoformat(until) if until else None,
        handling_code=HandlingCode(common["handling_code"]) if common["handling_code"] else None,
        discreet=_YES[common["discreet"]] if common["discreet"] else None,
    )


def _common(field: Field, said: str) -> str:
    text = said.strip()
    if len(text) > _TEXT_MAXIMUM:
        reason = f"has {len(text)} characters; at most {_TEXT_MAXIMUM}"
        raise FieldRefused(field.name, reason, cleaned(text))
    return field.parse(field.name, text) if text else ""
