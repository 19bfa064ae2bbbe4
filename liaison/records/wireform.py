"""Records on the wire: JSON in messages between bureaus, read strictly.

What a peer sends is checked field by field, and then as a whole: it must be exactly what this
node would have written for the same record. Two spellings of one record cannot exist.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from liaison.core.bodies import Body
from liaison.records.errors import FieldRefused
from liaison.records.fields import REFERENCE
from liaison.records.kinds.parsers import REFERENCE_MAXIMUM, parse_day
from liaison.records.kinds.register import KINDS, natural_key, travelling
from liaison.records.kinds.table import read_plain, written
from liaison.records.policy import MESSAGE_DOCUMENTS, ORGANISATION_MAXIMUM
from liaison.records.shown import cleaned
from liaison.records.states import RecordKind
from liaison.records.types import WireRecord
from liaison.rules.processing import HandlingCode

FORMAT: Final = 2  # 1 knew travel documents only
VERSION_MAXIMUM: Final = 2**31 - 1  # what the column holds
KEYS: Final = frozenset(
    {
        *("record_id", "owner", "kind", "version", "fields", "national_reference"),
        *("handling_code", "discreet", "retention_until"),
    }
)
_DAY_LENGTH: Final = 10
_WORD_MAXIMUM: Final = 30
_KINDS: Final = frozenset(kind.value for kind in RecordKind)
# the lowest is left out
_CODES: Final = frozenset(HandlingCode) - {HandlingCode.OFFICIAL_USE_ONLY}


def record_to_wire(record: WireRecord) -> dict[str, Any]:
    """Return the JSON object of one record; what stays on this node is left out."""
    said: dict[str, Any] = {
        "record_id": str(record.record_id),
        "owner": record.owner,
        "kind": record.kind.value,
        "version": record.version,
        "fields": dict(travelling(record.kind, json.loads(record.fields))),
        "retention_until": record.retention_until.isoformat(),
    }
    if record.national_reference:
        said["national_reference"] = record.national_reference
    # the plain form says nothing that would be understood without it
    if record.handling_code is not HandlingCode.OFFICIAL_USE_ONLY:
        said["handling_code"] = record.handling_code.value
    if record.discreet:
        said["discreet"] = True
    return said


def record_from_wire(value: object) -> WireRecord:
    """Read the JSON object of one record.

    Raises:
        FieldRefused: not an object, an unknown key, a field that is missing, of the wrong
            type, too long, malformed, contradicting another or not in its plain form.
    """
    if not isinstance(value, Mapping):
        raise FieldRefused("record", "must be an object")
    if unknown := sorted(str(key) for key in value if key not in KEYS):
        raise FieldRefused("record", f"'{cleaned(unknown[0])}' is not known of a record")
    kind = RecordKind(one_of(value, "kind", _KINDS))
    if value.get("discreet", True) is not True:
        raise FieldRefused("discreet", "must be true, or left out")
    record = WireRecord(
        record_id=uuid_of(value, "record_id"),
        owner=text_of(value, "owner", ORGANISATION_MAXIMUM),
        kind=kind,
        version=version_of(value),
        fields=_fields(kind, value),
        national_reference=_reference(value),
        handling_code=_handling_code(value),
        discreet="discreet" in value,
        retention_until=date.fromisoformat(
            parse_day("retention_until", text_of(value, "retention_until", _DAY_LENGTH))
        ),
    )
    natural_key(kind, json.loads(record.fields), record.national_reference)
    return record


def records_from_body(body: Mapping[str, object]) -> tuple[WireRecord, ...]:
    """Read the body of a message of kind `records.distribute`.

    Raises:
        FieldRefused: another format, another key, no record, too many, one twice, one malformed.
    """
    if set(body) != {"format", "records"}:
        raise FieldRefused("body", "must hold 'format' and 'records' and nothing else")
    if type(body["format"]) is not int or body["format"] != FORMAT:
        raise FieldRefused("format", f"must be {FORMAT}")
    listed = body["records"]
    if not isinstance(listed, list) or not 0 < len(listed) <= MESSAGE_DOCUMENTS:
        raise FieldRefused("records", f"must be a list of 1 to {MESSAGE_DOCUMENTS}")
    records = tuple(record_from_wire(value) for value in listed)
    if len({record.record_id for record in records}) != len(records):
        raise FieldRefused("records", "names one record twice")
    return records


def uuid_of(value: Mapping[str, object], field: str) -> UUID:
    """Return a UUID field that is written the one plain way.

    Raises:
        FieldRefused: it is not.
    """
    return Body(value, FieldRefused).uuid(field)


def text_of(value: Mapping[str, object], field: str, maximum: int) -> str:
    """Return a text field that is neither empty nor too long.

    Raises:
        FieldRefused: it is not.
    """
    return Body(value, FieldRefused).text(field, most=maximum, least=1)


def one_of(value: Mapping[str, object], field: str, accepted: frozenset[str]) -> str:
    """Return a text field that is one of a closed list.

    Raises:
        FieldRefused: it is not.
    """
    text = text_of(value, field, _WORD_MAXIMUM)
    if text not in accepted:
        raise FieldRefused(field, f"must be one of {', '.join(sorted(accepted))}")
    return text


def version_of(value: Mapping[str, object]) -> int:
    """Return the field `version`.

    Raises:
        FieldRefused: it is not a whole number from 1.
    """
    return Body(value, FieldRefused).number("version", 1, VERSION_MAXIMUM)


def check_keys(body: Mapping[str, object], keys: set[str]) -> None:
    """Refuse a body with another set of keys.

    Raises:
        FieldRefused: one is missing or too many.
    """
    if set(body) != keys:
        raise FieldRefused("body", f"must hold {', '.join(sorted(keys))} and nothing else")


def _fields(kind: RecordKind, value: Mapping[str, object]) -> str:
    said = value.get("fields")
    if not isinstance(said, Mapping) or not all(isinstance(key, str) for key in said):
        raise FieldRefused("fields", "must be an object")
    found = read_plain(KINDS[kind], said)
    plain = travelling(kind, found)
    for name in sorted(set(found) | set(said)):
        if plain.get(name) != said.get(name):
            raise FieldRefused(name, "is not in its plain form")
    return written(plain)


def _handling_code(value: Mapping[str, object]) -> HandlingCode:
    if "handling_code" not in value:
        return HandlingCode.OFFICIAL_USE_ONLY
    return HandlingCode(one_of(value, "handling_code", _CODES))


def _reference(value: Mapping[str, object]) -> str:
    if "national_reference" not in value:
        return ""
    text = text_of(value, "national_reference", REFERENCE_MAXIMUM)
    if REFERENCE.parse("national_reference", text) != text or text != text.strip():
        raise FieldRefused("national_reference", "is not in its plain form")
    return text
