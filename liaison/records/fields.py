"""The fields of a document: one parser each, the same for files and for messages."""

import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from liaison.lib.ids.countries import parse_state
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.numbers import normalise_number
from liaison.records import policy
from liaison.records.errors import DocumentRefused
from liaison.records.states import DocumentType, Fraud
from liaison.records.types import DocumentFields

REFERENCE_MAXIMUM: Final = 40  # "BJ-2026-000123/4" is 16
INFORMATION_MAXIMUM: Final = 300  # two sentences for the officer at the counter
SHOWN_MAXIMUM: Final = 40  # of a refused value: enough to find it, too little to leak a file
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2199, 12, 31)
# a spreadsheet runs a cell that begins with one of these (CSV injection, CWE-1236)
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def cleaned(value: str) -> str:
    """Return a refused value shortened and without characters that act on a screen."""
    head = "".join(
        char if char.isprintable() else "\N{MIDDLE DOT}" for char in value[:SHOWN_MAXIMUM]
    )
    return head if len(value) <= SHOWN_MAXIMUM else f"{head}..."


def _number(field: str, text: str) -> str:
    try:
        return normalise_number(text)
    except IdsRefusal as refusal:
        raise DocumentRefused(field, str(refusal), cleaned(text)) from refusal


def _state(field: str, text: str) -> str:
    try:
        return parse_state(text, field=field).code
    except IdsRefusal as refusal:
        raise DocumentRefused(field, str(refusal), cleaned(text)) from refusal


def _one_of(choices: type[enum.StrEnum]) -> Callable[[str, str], enum.StrEnum]:
    accepted = {choice.value: choice for choice in choices}

    def parse(field: str, text: str) -> enum.StrEnum:
        found = accepted.get(text.lower())
        if found is None:
            raise DocumentRefused(field, f"must be one of {', '.join(accepted)}", cleaned(text))
        return found

    return parse


def _day(field: str, text: str) -> date:
    if not _DATE.fullmatch(text):
        raise DocumentRefused(field, "must be written as YYYY-MM-DD", cleaned(text))
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise DocumentRefused(field, "is not a day of the calendar", cleaned(text)) from error
    if not EARLIEST <= day <= LATEST:
        raise DocumentRefused(field, f"must lie from {EARLIEST} to {LATEST}", cleaned(text))
    return day


def _text(maximum: int) -> Callable[[str, str], str]:
    def parse(field: str, text: str) -> str:
        if len(text) > maximum:
            reason = f"has {len(text)} characters; at most {maximum}"
            raise DocumentRefused(field, reason, cleaned(text))
        if not text.isprintable():
            raise DocumentRefused(field, "holds characters that cannot be printed", cleaned(text))
        if text.startswith(FORMULA):
            reason = f"begins with {text[0]!r}, which a spreadsheet would run as a formula"
            raise DocumentRefused(field, reason, cleaned(text))
        return text

    return parse


@dataclass(frozen=True)
class Field:
    """One field of a document.

    Attributes:
        name: in files, in messages and in `DocumentFields`.
        parse: called with the name and a text that is not empty.
        mandatory: whether a document without it is refused.
    """

    name: str
    parse: Callable[[str, str], object]
    mandatory: bool = False


FIELDS: Final = (
    Field("number", _number, mandatory=True),
    Field("issuing_state", _state, mandatory=True),
    Field("document_type", _one_of(DocumentType), mandatory=True),
    Field("fraud", _one_of(Fraud), mandatory=True),
    Field("reporting_state", _state),
    Field("issued_on", _day),
    Field("expires_on", _day),
    Field("stolen_on", _day),
    Field("review_on", _day),
    Field("national_reference", _text(REFERENCE_MAXIMUM)),
    Field("additional_information", _text(INFORMATION_MAXIMUM)),
)
NAMES: Final = tuple(field.name for field in FIELDS)
MANDATORY: Final = frozenset(field.name for field in FIELDS if field.mandatory)


def parse_fields(said: Mapping[str, str]) -> DocumentFields:
    """Return what the texts say as a document.

    Args:
        said: name of a field to its text; outer spaces and empty texts count as nothing.

    Raises:
        DocumentRefused: a field is missing, malformed, or contradicts another.
    """
    values: dict[str, Any] = {}
    for field in FIELDS:
        text = said.get(field.name, "").strip()
        if text:
            values[field.name] = field.parse(field.name, text)
        elif field.mandatory:
            raise DocumentRefused(field.name, "is missing: every document needs it")
    fields = DocumentFields(**values)
    policy.check_agreement(fields)
    return fields


def write_fields(fields: DocumentFields) -> dict[str, str]:
    """Return the fields that say something, as texts that `parse_fields` reads back."""
    said: dict[str, str] = {}
    for name in NAMES:
        value = getattr(fields, name)
        if value:
            said[name] = str(value)
    return said
