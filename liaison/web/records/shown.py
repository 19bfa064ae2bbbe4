"""What a record says, in words: labels, names in their scripts, States and codes spelt out."""

import unicodedata
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from liaison.records.kinds.register import KINDS, full_name
from liaison.records.kinds.table import ITEMS, PARTS, Field
from liaison.records.states import RecordKind
from liaison.records.types import Fields, Item, RecordFacts, Value
from liaison.web.countries import state_name
from liaison.web.records.fieldwords import FIELDS, VALUES

# first word of a character's name in Unicode -> language tag (BCP 47) and direction
_SCRIPTS = {
    "CJK": ("zh", "ltr"),
    "HANGUL": ("ko", "ltr"),
    "HIRAGANA": ("ja", "ltr"),
    "KATAKANA": ("ja", "ltr"),
    "CYRILLIC": ("und-Cyrl", "ltr"),
    "ARABIC": ("ar", "rtl"),
    "HEBREW": ("he", "rtl"),
    "GREEK": ("el", "ltr"),
    "THAI": ("th", "ltr"),
    "DEVANAGARI": ("hi", "ltr"),
}
_LATIN = ("und-Latn", "ltr")
_STATES = frozenset(
    {
        *("issuing_state", "reporting_state", "birth_state", "plate_state", "flag", "state"),
        *("manufactured_in", "imported_to"),
    }
)
_SUMMARY = ("type", "document_type", "status", "fraud", "make", "model", "births", "issuing_state")


@dataclass(frozen=True)
class Said:
    """One value of a field.

    Attributes:
        text: what it says.
        note: what it is, or how sure, or "".
        lang: language tag of a text in another script than the page's, or "".
        direction: `ltr`, `rtl` or "auto".
        code: whether it is a number to be compared character by character.
    """

    text: str | Promise
    note: str | Promise = ""
    lang: str = ""
    direction: str = "auto"
    code: bool = False


@dataclass(frozen=True)
class FieldLine:
    """One field with its values.

    Attributes:
        name: of the field.
        label: its word.
        values: what it says.
    """

    name: str
    label: str | Promise
    values: tuple[Said, ...]


def lines_of(facts: RecordFacts) -> tuple[FieldLine, ...]:
    """Return the fields that say something, in their order."""
    return fields_in_words(facts.kind, facts.fields)


def fields_in_words(kind: str, fields: Fields) -> tuple[FieldLine, ...]:
    """Return fields of a kind in words."""
    table = next(one for one in KINDS.values() if one.kind == kind)
    return tuple(
        FieldLine(
            field.name,
            FIELDS[field.name],
            tuple(said_of(field, item) for item in _items(fields[field.name])),
        )
        for field in table.fields
        # an id of a file says nothing to anybody: photographs are shown as pictures
        if field.name in fields and not field.local
    )


def proposed_in_words(kind: RecordKind, name: str, text: str) -> tuple[Said, ...]:
    """Return what a correction proposes for a field, entry by entry.

    Args:
        kind: of the record.
        name: of the field.
        text: in the form of an import, as another bureau wrote it; what cannot be read as such
            is shown as it is.
    """
    field = next((one for one in KINDS[kind].fields if one.name == name), None)
    if field is None:
        return (Said(text),)
    items = text.replace("\n", ITEMS).split(ITEMS) if field.many else [text]
    return tuple(_proposed(field, item.strip()) for item in items if item.strip())


def _proposed(field: Field, text: str) -> Said:
    names = [part.name for part in field.parts]
    parts = [part.strip() for part in text.split(PARTS)]
    item = {name: part for name, part in zip(names, parts, strict=False) if part}
    try:
        return said_of(field, item if names else text)
    except KeyError:
        return Said(text)


def unsaid(facts: RecordFacts) -> tuple[str | Promise, ...]:
    """Return the labels of fields about which the record says nothing."""
    return tuple(
        FIELDS[field.name] for field in KINDS[facts.kind].fields if field.name not in facts.fields
    )


def said_of(field: Field, item: Item) -> Said:
    """Return one value in words."""
    if isinstance(item, str):
        return _text(field, item)
    if field.name == "names":
        name = full_name(item)
        lang, direction = script_of(name)
        return Said(name, VALUES[item["kind"]], lang, direction)
    if field.name == "documents":
        words = f"{VALUES[item['type']]}, {state_name(item['state'])}"
        return Said(item["number"], words, direction="ltr", code=True)
    sure = VALUES[item["certainty"]] if "certainty" in item else ""
    return Said(f"{state_name(item['state'])} ({item['state']})", sure)


def summary_of(facts: RecordFacts) -> str:
    """Return the few words that tell one record of a list from another."""
    fields = {field.name: field for field in KINDS[facts.kind].fields}
    parts = []
    for name in _SUMMARY:
        if name in facts.fields:
            said = said_of(fields[name], _items(facts.fields[name])[0])
            parts.append(str(said.text))
    return " · ".join(parts)


def script_of(text: str) -> tuple[str, str]:
    """Return the language tag and the direction of a text, by its first letters."""
    for char in text:
        if char.isalpha():
            script = unicodedata.name(char, "").split(" ")[0]
            return _SCRIPTS.get(script, _LATIN)
    return _LATIN


def _text(field: Field, text: str) -> Said:
    if field.choices:
        return Said(VALUES[text])
    if field.name in _STATES:
        return Said(f"{state_name(text)} ({text})")
    if field.name == "births":
        return Said(_("about %(year)s") % {"year": text[:-1]} if text.endswith("~") else text)
    if field.scheme is not None:
        return Said(text, direction="ltr", code=True)
    lang, direction = script_of(text)
    return Said(text, lang="" if lang == _LATIN[0] else lang, direction=direction)


def _items(value: Value) -> tuple[Item, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
