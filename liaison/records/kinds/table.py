"""Tables of fields, and the one way to read what somebody says into their plain form. Pure.

The plain form of a record is a JSON object whose leaves are all texts: a field is a text, a list
of texts, or a list of objects of texts. Nothing that is empty is kept. Two spellings of one
record cannot exist, therefore texts can be compared where records are meant.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from liaison.records.errors import FieldRefused
from liaison.records.shown import cleaned
from liaison.records.states import RecordKind, Scheme
from liaison.records.types import Fields, Item, Value

ITEMS: Final = "|"  # between the items of a list, in a cell of a file or a line of a form
PARTS: Final = ":"  # between the parts of an item
PLAIN_MAXIMUM: Final = 16 * 1024  # bytes of one record; a person with thirty names has five
_CELL_MAXIMUM: Final = 16 * 1024

Parse = Callable[[str, str], str]
Check = Callable[[Fields], None]


@dataclass(frozen=True)
class Field:
    """One field of a kind of record.

    Attributes:
        name: in files, forms, messages and in the stored record.
        parse: called with the name and a text that is not empty; gives the plain form.
        mandatory: whether a record without it is refused.
        many: how many items it may have; 0 for a single value.
        parts: what an item consists of, when it is more than a text.
        personal: whether it tells something about a person.
        scheme: what it is the number of, when the record is to be found by it.
        choices: the closed list of its values, in the order to show them.
        long: whether a form gives it several lines.
        local: whether it stays on this node, because it names something only this node has.
    """

    name: str
    parse: Parse
    mandatory: bool = False
    many: int = 0
    parts: tuple["Field", ...] = ()
    personal: bool = False
    scheme: Scheme | None = None
    choices: tuple[str, ...] = ()
    long: bool = False
    local: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of record.

    Attributes:
        kind: its name.
        fields: in the order in which people read them.
        natural: groups of fields that make two records of one owner the same thing; the first
            group that is complete counts. Without one the owner's own reference does.
        label: fields that name it in a list; the first that says something is taken.
        check: refuses fields that contradict each other.
    """

    kind: RecordKind
    fields: tuple[Field, ...]
    natural: tuple[tuple[str, ...], ...]
    label: tuple[str, ...]
    check: Check

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the fields, in their order."""
        return tuple(field.name for field in self.fields)


def agree(fields: Fields) -> None:
    """Have nothing to say against any combination of fields."""


def read_plain(kind: Kind, said: Mapping[str, object]) -> dict[str, Value]:
    """Read a JSON object into the plain form.

    Args:
        kind: what the record is about.
        said: texts, lists of texts and lists of objects of texts; empty ones count as nothing.

    Raises:
        FieldRefused: an unknown field, one that is missing, malformed or too long, or fields that
            contradict each other.
    """
    if unknown := sorted(set(said) - set(kind.names)):
        raise FieldRefused("fields", f"'{cleaned(str(unknown[0]))}' is not a field of this kind")
    found: dict[str, Value] = {}
    for field in kind.fields:
        value = _value(field, said.get(field.name, ""))
        if value:
            found[field.name] = value
        elif field.mandatory:
            raise FieldRefused(field.name, "is missing: every record of this kind needs it")
    kind.check(found)
    if len(written(found).encode()) > PLAIN_MAXIMUM:
        raise FieldRefused("fields", f"say more than {PLAIN_MAXIMUM // 1024} KiB")
    return found


def read_texts(kind: Kind, said: Mapping[str, str]) -> dict[str, Value]:
    """Read one text per field, as cells of a file and lines of a form have them.

    Items stand between `|` or on lines of their own, parts of an item between `:`.

    Raises:
        FieldRefused: as `read_plain`.
    """
    return read_plain(
        kind, {field.name: _spread(field, said.get(field.name, "")) for field in kind.fields}
    )


def text_of(field: Field, value: Value, *, between: str = f" {ITEMS} ") -> str:
    """Return a value as the one text that `read_texts` reads back."""
    if isinstance(value, str):
        return value
    return between.join(
        item if isinstance(item, str) else PARTS.join(_written_parts(field, item))
        for item in value
    )


def written(fields: Fields) -> str:
    """Return the plain form as one canonical text; equal records have equal texts."""
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _written_parts(field: Field, item: Mapping[str, str]) -> list[str]:
    parts = [item.get(part.name, "") for part in field.parts]
    while parts and not parts[-1]:
        parts.pop()
    return parts


def _spread(field: Field, text: str) -> object:
    if len(text) > _CELL_MAXIMUM:
        reason = f"has {len(text)} characters; at most {_CELL_MAXIMUM}"
        raise FieldRefused(field.name, reason, cleaned(text))
    if not field.many:
        return text
    items = [item.strip() for line in text.splitlines() for item in line.split(ITEMS)]
    items = [item for item in items if item]
    return [_apart(field, item) for item in items] if field.parts else items


def _apart(field: Field, item: str) -> dict[str, str]:
    texts = item.split(PARTS)
    if len(texts) > len(field.parts):
        asked = PARTS.join(part.name for part in field.parts)
        reason = f"has {len(texts)} parts; it is written {asked}"
        raise FieldRefused(field.name, reason, cleaned(item))
    return {
        part.name: text.strip()
        for part, text in zip(field.parts, texts, strict=False)
        if text.strip()
    }


def _value(field: Field, said: object) -> Value:
    if not field.many:
        return _one(field, said)
    if said == "":
        return []
    if not isinstance(said, list | tuple):
        raise FieldRefused(field.name, "must be a list")
    return _list(field, said)


def _list(field: Field, said: Sequence[object]) -> Value:
    if len(said) > field.many:
        raise FieldRefused(field.name, f"has {len(said)} entries; at most {field.many}")
    read = _item if field.parts else _one
    items: list[Item] = [read(field, item) for item in said]
    if not all(items):
        raise FieldRefused(field.name, "has an empty entry")
    if any(item in items[:place] for place, item in enumerate(items)):
        raise FieldRefused(field.name, "says one thing twice")
    return items


def _item(field: Field, said: object) -> dict[str, str]:
    if not isinstance(said, Mapping):
        raise FieldRefused(field.name, "must be a list of objects")
    if unknown := sorted(str(key) for key in set(said) - {part.name for part in field.parts}):
        raise FieldRefused(field.name, f"'{cleaned(unknown[0])}' is not a part of it")
    item: dict[str, str] = {}
    for part in field.parts:
        text = _one(part, said.get(part.name, ""))
        if text:
            item[part.name] = text
        elif part.mandatory:
            raise FieldRefused(field.name, f"'{part.name}' is missing in an entry")
    return item


def _one(field: Field, said: object) -> str:
    if not isinstance(said, str):
        raise FieldRefused(field.name, "must be a text")
    if len(said) > _CELL_MAXIMUM:
        raise FieldRefused(field.name, f"has {len(said)} characters", cleaned(said))
    text = said.strip()
    return field.parse(field.name, text) if text else ""
