"""All kinds of record, and what follows from their tables: keys, labels, names. Pure."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from liaison.lib.ids.vehicles import fold_serial
from liaison.records.errors import FieldRefused
from liaison.records.kinds.art import WORK_OF_ART
from liaison.records.kinds.firearms import FIREARM
from liaison.records.kinds.papers import ADMINISTRATIVE_DOCUMENT, TRAVEL_DOCUMENT
from liaison.records.kinds.persons import PERSON
from liaison.records.kinds.table import Field, Kind
from liaison.records.kinds.vehicles import VEHICLE, VEHICLE_PART
from liaison.records.kinds.vessels import VESSEL, VESSEL_ENGINE
from liaison.records.states import RecordKind, Scheme
from liaison.records.types import Fields, Item

KINDS: Final[Mapping[RecordKind, Kind]] = {
    table.kind: table
    for table in (
        PERSON,
        TRAVEL_DOCUMENT,
        ADMINISTRATIVE_DOCUMENT,
        VEHICLE,
        VEHICLE_PART,
        VESSEL,
        VESSEL_ENGINE,
        FIREARM,
        WORK_OF_ART,
    )
}
_LOCAL: Final = {
    kind: frozenset(field.name for field in table.fields if field.local)
    for kind, table in KINDS.items()
}
LABEL_MAXIMUM: Final = 160
KEY_MAXIMUM: Final = 160
# written without a space between the parts of a name
_CLOSE: Final = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")

Key = tuple[str, str]


def natural_key(kind: RecordKind, fields: Fields, reference: str) -> str:
    """Return what makes two active records of one owner the same thing.

    Args:
        kind: what the record is about.
        fields: in their plain form.
        reference: the owner's own reference, or "".

    Raises:
        FieldRefused: nothing identifies it.
    """
    table = KINDS[kind]
    for group in table.natural:
        if all(name in fields for name in group):
            return f"{'+'.join(group)}:{'|'.join(str(fields[name]) for name in group)}".casefold()
    if not reference:
        if not table.natural:
            reason = "is missing: nothing else tells two records of this kind apart"
            raise FieldRefused("national_reference", reason)
        ways = ", or ".join(" with ".join(group) for group in table.natural)
        reason = f"is missing: give {ways}, or a national_reference"
        raise FieldRefused(table.natural[0][0], reason)
    return f"reference:{reference}".casefold()


def keys(kind: RecordKind, fields: Fields) -> tuple[Key, ...]:
    """Return what the record is found by exactly: pairs of scheme and folded value."""
    found = dict.fromkeys(_numbers(KINDS[kind], fields))
    for name in names(kind, fields):
        found[(Scheme.NAME.value, fold_name(name))] = None
    return tuple(found)


def names(kind: RecordKind, fields: Fields) -> tuple[str, ...]:
    """Return the full names the record carries, as they are written."""
    if kind is RecordKind.PERSON:
        return tuple(full_name(name) for name in fields["names"])
    field = {RecordKind.VESSEL: "name", RecordKind.WORK_OF_ART: "title"}.get(kind, "")
    return (str(fields[field]),) if field in fields else ()


def full_name(name: Item) -> str:
    """Return the parts of a name together, surname first."""
    if isinstance(name, str):
        return name
    parts = [name["surname"], *([name["given"]] if "given" in name else [])]
    close = all(unicodedata.name(part[-1], "").startswith(_CLOSE) for part in parts)
    return ("" if close else " ").join(parts)


def fold_name(name: str) -> str:
    """Return a name without case, marks and double spaces, for exact lookups only."""
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char)
    )
    return " ".join(unicodedata.normalize("NFKC", bare).casefold().split())[:KEY_MAXIMUM]


def label(kind: RecordKind, fields: Fields) -> str:
    """Return the short words that name a record in a list."""
    if kind is RecordKind.PERSON:
        primary = next(
            name
            for name in fields["names"]
            if not isinstance(name, str) and name["kind"] == "primary"
        )
        return full_name(primary)[:LABEL_MAXIMUM]
    found = (fields[name] for name in KINDS[kind].label if name in fields)
    return str(next(found, ""))[:LABEL_MAXIMUM]


def travelling(kind: RecordKind, fields: Fields) -> Fields:
    """Return the fields without those that stay on this node."""
    if not (local := _LOCAL[kind]):
        return fields
    return {name: value for name, value in fields.items() if name not in local}


def staying(kind: RecordKind, fields: Fields) -> Fields:
    """Return only the fields that stay on this node."""
    return {name: fields[name] for name in _LOCAL[kind] if name in fields}


def is_personal(kind: RecordKind) -> bool:
    """Return whether records of this kind are about persons."""
    return any(field.personal for field in KINDS[kind].fields)


def _numbers(table: Kind, fields: Fields) -> Iterator[Key]:
    for field in table.fields:
        said = fields.get(field.name)
        if said is None:
            continue
        if field.scheme is not None:
            for item in [said] if isinstance(said, str) else said:
                yield (field.scheme.value, fold_serial(str(item)))
        elif field.parts and not isinstance(said, str):
            yield from _numbers_of_parts(field, said)


def _numbers_of_parts(field: Field, items: object) -> Iterator[Key]:
    for part in field.parts:
        if part.scheme is not None and isinstance(items, list | tuple):
            for item in items:
                if part.name in item:
                    yield (part.scheme.value, fold_serial(item[part.name]))
