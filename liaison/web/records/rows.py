"""Rows of a record's form: what a field with several entries asks for, one row for each entry.

Works without a script: a button adds a row and sends what was typed so far along; an entry that
is left empty is taken out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.records.kinds.parsers import parse_issuer
from liaison.records.kinds.table import Field
from liaison.records.types import Item, Value
from liaison.web.choosing_states import state_input
from liaison.web.records import fieldwords

Said = Mapping[str, str]
LINE_MOST: Final = 1_000
_INDEX: Final = re.compile(r"-([0-9]{1,2})(?:-[a-z]+)?")
_SHORT: Final = frozenset({"births", "languages", "engine_numbers"})


@dataclass(frozen=True)
class Group:
    """One field with its rows, as the page shows it.

    Attributes:
        name: of the field.
        label: its word.
        help_text: how an entry is typed, or "".
        rows: the inputs of each entry.
        more: whether one more entry may be added.
    """

    name: str
    label: str | Promise
    help_text: str | Promise
    rows: tuple[tuple[forms.BoundField, ...], ...]
    more: bool


def in_rows(field: Field) -> bool:
    """Return whether a field is asked for in rows: several entries that no list can offer."""
    return bool(field.many) and not field.local and not field.choices


def key(field: Field, place: int, part: Field | None = None) -> str:
    """Return the name of one input."""
    return f"{field.name}-{place}-{part.name}" if part else f"{field.name}-{place}"


def keys(field: Field, place: int) -> tuple[str, ...]:
    """Return the names of the inputs of one entry."""
    if not field.parts:
        return (key(field, place),)
    return tuple(key(field, place, part) for part in field.parts)


def count_in(field: Field, said: QueryDict) -> int:
    """Return how many rows were sent, one more than allowed at most, so that it is refused."""
    sent = (name.removeprefix(field.name) for name in said if name.startswith(field.name))
    found = [int(match[1]) for name in sent if (match := _INDEX.fullmatch(name))]
    return min(max(found, default=0) + 1, field.many + 1)


def inputs_of(field: Field, place: int) -> dict[str, forms.Field]:
    """Return the inputs of one entry."""
    if not field.parts:
        label = f"{fieldwords.FIELDS[field.name]} {place + 1}"
        return {key(field, place): _text(field, label, short=field.name in _SHORT)}
    return {key(field, place, part): _part(part) for part in field.parts}


def initial_of(field: Field, value: Value) -> dict[str, str]:
    """Return what a record says of a field as the texts of its rows."""
    found: dict[str, str] = {}
    for place, item in enumerate((value,) if isinstance(value, str) else value):
        if isinstance(item, str):
            found[key(field, place)] = item
        else:
            found |= {
                key(field, place, part): item[part.name]
                for part in field.parts
                if part.name in item
            }
    return found


def entries_of(field: Field, rows: int, said: Said) -> list[Item]:
    """Return the entries that were typed, as `drafting.draft_of_object` reads them."""
    found: list[Item] = []
    for place in range(rows):
        if not field.parts:
            text = said.get(key(field, place), "")
            found += [text] if text else []
            continue
        texts = {part.name: said.get(key(field, place, part), "") for part in field.parts}
        item = {name: text for name, text in texts.items() if text}
        found += [item] if item else []
    return found


def _part(part: Field) -> forms.Field:
    label = str(fieldwords.PARTS[part.name])
    if part.choices:
        choices = [("", _("Choose")), *((one, fieldwords.VALUES[one]) for one in part.choices)]
        return forms.ChoiceField(label=label, required=False, choices=choices)
    if is_state(part):
        return state_input(label, required=False, max_length=LINE_MOST)
    return _text(part, label, short=part.name == "number")


def is_state(field: Field) -> bool:
    """Return whether a field names a State or an organisation that issues documents."""
    return field.parse is parse_issuer


def _text(field: Field, label: str, *, short: bool) -> forms.CharField:
    attrs = {"autocomplete": "off", "dir": "ltr" if short else "auto"}
    if field.scheme is not None:
        attrs |= {"autocapitalize": "characters", "spellcheck": "false", "class": "code"}
    return forms.CharField(
        label=label,
        required=False,
        max_length=LINE_MOST,
        widget=forms.TextInput(attrs=attrs),
    )
