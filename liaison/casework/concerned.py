"""Persons, documents, vehicles and things concerned: small strict schemas, and what finds them.

A field is a text, or rows of texts (names with their script, documents of a person). What is
empty is left out. Pure.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from liaison.casework.errors import FieldRefused, TextRefused
from liaison.casework.limits import CONCERNED_MAXIMUM, KEY_MAXIMUM, KEYS_MAXIMUM
from liaison.casework.texts import check_line, check_text
from liaison.casework.types import ConcernedFields, Field
from liaison.casework.words import ConcernedKind
from liaison.lib.ids.countries import parse_state
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.numbers import fold_number, normalise_number

_BIRTH: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_WORD: Final = re.compile(r"[a-z][a-z_]{1,38}")
_SCRIPT: Final = re.compile(r"[A-Z][a-z]{3}")
_SERIAL_MAXIMUM: Final = 40
_SEXES: Final = frozenset({"M", "F", "X"})


@dataclass(frozen=True, slots=True)
class Rule:
    """What one field may hold.

    Attributes:
        form: `line`, `words`, `birth`, `year`, `state`, `sex`, `number`, `serial`, `word`,
            `script`, or `rows`.
        maximum: most characters, or most rows.
        needed: whether it must say something.
        rows: of rows: the fields of one.
    """

    form: str
    maximum: int
    needed: bool = False
    rows: "Mapping[str, Rule] | None" = None


_NAME: Final = {"name": Rule("line", 120, needed=True), "script": Rule("script", 4)}
_PAPER: Final = {
    "number": Rule("number", 20, needed=True),
    "state": Rule("state", 3),
    "type": Rule("word", 40),
}
FIELDS: Final[Mapping[ConcernedKind, Mapping[str, Rule]]] = {
    ConcernedKind.PERSON: {
        "names": Rule("rows", 10, needed=True, rows=_NAME),
        "birth": Rule("birth", 10),
        "birth_place": Rule("line", 120),
        "sex": Rule("sex", 1),
        "nationalities": Rule("rows", 5, rows={"state": Rule("state", 3, needed=True)}),
        "documents": Rule("rows", 10, rows=_PAPER),
        "description": Rule("words", 1_000),
    },
    ConcernedKind.DOCUMENT: {**_PAPER, "description": Rule("words", 1_000)},
    ConcernedKind.VEHICLE: {
        "vin": Rule("serial", 20),
        "plate": Rule("serial", 20),
        "plate_state": Rule("state", 3),
        "engine": Rule("serial", 30),
        "make": Rule("line", 60),
        "model": Rule("line", 60),
        "colour": Rule("line", 40),
        "year": Rule("year", 4),
        "description": Rule("words", 1_000),
    },
    ConcernedKind.THING: {
        "words": Rule("line", 200, needed=True),
        "serial": Rule("serial", _SERIAL_MAXIMUM),
        "make": Rule("line", 60),
        "description": Rule("words", 1_000),
    },
}
# a vehicle that nothing identifies is no vehicle
_ONE_OF: Final = {ConcernedKind.VEHICLE: ("vin", "plate", "engine")}


def parse_all(said: Sequence[ConcernedFields]) -> tuple[ConcernedFields, ...]:
    """Return things concerned in their plain form.

    Raises:
        FieldRefused: too many, or a field that its schema does not allow.
    """
    if len(said) > CONCERNED_MAXIMUM:
        raise FieldRefused("concerned", "many")
    return tuple(parse(one, place=f"concerned.{number}") for number, one in enumerate(said))


def parse(said: ConcernedFields, *, place: str = "concerned") -> ConcernedFields:
    """Return one thing concerned in its plain form.

    Args:
        said: kind and fields, as typed or as sent from abroad.
        place: told in a refusal.

    Raises:
        FieldRefused: a field is unknown, missing or malformed.
    """
    fields = _record(said.fields, FIELDS[said.kind], place)
    needed = _ONE_OF.get(said.kind, ())
    if needed and not any(name in fields for name in needed):
        raise FieldRefused(f"{place}.{needed[0]}", "missing")
    return ConcernedFields(said.kind, fields)


def to_json(one: ConcernedFields) -> dict[str, str | list[dict[str, str]]]:
    """Return the fields as they are stored and sent."""
    return {
        name: said if isinstance(said, str) else [dict(row) for row in said]
        for name, said in one.fields.items()
    }


def from_json(kind: ConcernedKind, stored: Mapping[str, object]) -> ConcernedFields:
    """Return stored fields as a value; they were parsed before they were stored."""
    fields: dict[str, Field] = {}
    for name, said in stored.items():
        if isinstance(said, list):
            fields[name] = tuple({str(k): str(v) for k, v in row.items()} for row in said)
        else:
            fields[name] = str(said)
    return ConcernedFields(kind, fields)


def rows_of(one: ConcernedFields, name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a field; none when it says nothing."""
    said = one.fields.get(name, ())
    return said if isinstance(said, tuple) else ()


def text_of(one: ConcernedFields, name: str) -> str:
    """Return the text of a field, or ""."""
    said = one.fields.get(name, "")
    return said if isinstance(said, str) else ""


def keys_of(one: ConcernedFields) -> tuple[str, ...]:
    """Return the keys under which the same thing in another request would stand.

    Numbers are folded as document numbers are, so that look-alikes meet; names have their parts
    sorted, so that their order does not matter.
    """
    numbers = [row["number"] for row in rows_of(one, "documents")]
    if one.kind is ConcernedKind.DOCUMENT:
        numbers.append(text_of(one, "number"))
    found = [f"number:{fold_number(number)}" for number in numbers]
    serials = {name: text_of(one, name) for name in ("vin", "plate", "engine", "serial")}
    found += [f"{name}:{said}" for name, said in serials.items() if said]
    found += [f"name:{folded_name(row['name'])}" for row in rows_of(one, "names")]
    return tuple(dict.fromkeys(key[:KEY_MAXIMUM] for key in found))[:KEYS_MAXIMUM]


def folded_name(name: str) -> str:
    """Return a name without case, marks and order of its parts."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    parts = re.split(r"[^\w]+", bare)
    return " ".join(sorted(part for part in parts if part))


def script_of(name: str) -> str:
    """Return the ISO 15924 code of the script a name is written in, or "" when it is mixed."""
    found = {_SCRIPTS.get(unicodedata.name(c, "").split(" ")[0]) for c in name if c.isalpha()}
    only = found.pop() if len(found) == 1 else None
    return only or ""


_SCRIPTS: Final = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "CJK": "Hani",
    "HANGUL": "Hang",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "THAI": "Thai",
    "DEVANAGARI": "Deva",
    "KATAKANA": "Kana",
    "HIRAGANA": "Hira",
}


def _record(said: Mapping[str, object], rules: Mapping[str, Rule], place: str) -> dict[str, Field]:
    if unknown := set(said) - set(rules):
        raise FieldRefused(f"{place}.{min(unknown)}"[:100], "unknown")
    fields: dict[str, Field] = {}
    for name, rule in rules.items():
        here = f"{place}.{name}"
        found = (
            _rows(said.get(name, ()), rule, here) if rule.rows else _text(said, name, rule, here)
        )
        if found:
            fields[name] = found
        elif rule.needed:
            raise FieldRefused(here, "missing")
    return fields


def _rows(said: object, rule: Rule, place: str) -> tuple[Mapping[str, str], ...]:
    if not isinstance(said, list | tuple):
        raise FieldRefused(place, "rows")
    if len(said) > rule.maximum:
        raise FieldRefused(place, "many")
    found = []
    for number, row in enumerate(said):
        if not isinstance(row, Mapping):
            raise FieldRefused(f"{place}.{number}", "row")
        plain = _record(row, rule.rows or {}, f"{place}.{number}")
        texts = {name: value for name, value in plain.items() if isinstance(value, str)}
        if "name" in texts and "script" not in texts and (script := script_of(texts["name"])):
            texts["script"] = script
        found.append(texts)
    return tuple(found)


def _text(said: Mapping[str, object], name: str, rule: Rule, place: str) -> str:
    text = said.get(name, "")
    if not isinstance(text, str):
        raise FieldRefused(place, "text")
    if not text.strip():
        return ""
    try:
        if rule.form == "words":
            return check_text(place, text, maximum=rule.maximum)
        return _FORMS.get(rule.form, _line)(check_line(place, text, maximum=rule.maximum), place)
    except TextRefused as refusal:
        raise FieldRefused(place, refusal.reason) from refusal


def _line(text: str, place: str) -> str:  # noqa: ARG001 - one signature for all forms
    return text


def _birth(text: str, place: str) -> str:
    found = _BIRTH.fullmatch(text)
    if found is None:
        raise FieldRefused(place, "date")
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        date(year, month, day)
    except ValueError as error:
        raise FieldRefused(place, "date") from error
    return text


def _year(text: str, place: str) -> str:
    if not _YEAR.fullmatch(text):
        raise FieldRefused(place, "year")
    return text


def _state(text: str, place: str) -> str:
    try:
        return parse_state(text.upper()).code
    except IdsRefusal as refusal:
        raise FieldRefused(place, "state") from refusal


def _sex(text: str, place: str) -> str:
    if text.upper() not in _SEXES:
        raise FieldRefused(place, "sex")
    return text.upper()


def _number(text: str, place: str) -> str:
    try:
        return normalise_number(text)
    except IdsRefusal as refusal:
        raise FieldRefused(place, "number") from refusal


def _serial(text: str, place: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFKC", text).upper() if char.isalnum())
    if not 1 <= len(plain) <= _SERIAL_MAXIMUM:
        raise FieldRefused(place, "number")
    return plain


def _word(text: str, place: str) -> str:
    if not _WORD.fullmatch(text):
        raise FieldRefused(place, "word")
    return text


def _script(text: str, place: str) -> str:
    if not _SCRIPT.fullmatch(text):
        raise FieldRefused(place, "script")
    return text


_FORMS: Final = {
    "birth": _birth,
    "year": _year,
    "state": _state,
    "sex": _sex,
    "number": _number,
    "serial": _serial,
    "word": _word,
    "script": _script,
}
