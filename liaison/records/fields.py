"""The fields of a travel document as typed values, the same for files, messages and checks."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, Final

from liaison.lib.ids.numbers import fold_number
from liaison.records.errors import FieldRefused
from liaison.records.kinds.papers import TRAVEL_DOCUMENT, check_paper
from liaison.records.kinds.parsers import (
    FORMULA,
    INFORMATION_MAXIMUM,
    REFERENCE_MAXIMUM,
    parse_day,
    parse_text,
)
from liaison.records.kinds.table import Field
from liaison.records.shown import cleaned
from liaison.records.states import DocumentType, Fraud, RecordKind
from liaison.records.types import DocumentFields, Draft, Fields

__all__ = ["FORMULA", "INFORMATION_MAXIMUM", "REFERENCE_MAXIMUM", "cleaned"]

# what every record has, told in the same words for all kinds
REFERENCE: Final = Field("national_reference", partial(parse_text, maximum=REFERENCE_MAXIMUM))
_REVIEW: Final = Field("review_on", parse_day)
_OWN: Final = TRAVEL_DOCUMENT.fields
FIELDS: Final = (*_OWN[:-1], _REVIEW, REFERENCE, _OWN[-1])
NAMES: Final = tuple(field.name for field in FIELDS)
MANDATORY: Final = frozenset(field.name for field in FIELDS if field.mandatory)
_DAYS: Final = frozenset({"issued_on", "expires_on", "stolen_on"})
_PLAIN: Final = tuple(field.name for field in _OWN)


def parse_fields(said: Mapping[str, str]) -> DocumentFields:
    """Return what the texts say as a document.

    Args:
        said: name of a field to its text; outer spaces and empty texts count as nothing.

    Raises:
        FieldRefused: a field is missing, malformed, or contradicts another.
    """
    texts: dict[str, str] = {}
    for field in FIELDS:
        text = said.get(field.name, "").strip()
        if text:
            texts[field.name] = field.parse(field.name, text)
        elif field.mandatory:
            raise FieldRefused(field.name, "is missing: every document needs it")
    check_paper(texts)
    review_on = texts.pop("review_on", "")
    reference = texts.pop("national_reference", "")
    return typed(texts, reference, date.fromisoformat(review_on) if review_on else None)


def typed(plain: Fields, reference: str, review_on: date | None) -> DocumentFields:
    """Return the plain form of a stored travel document as typed values.

    Args:
        plain: its fields.
        reference: the owner's own reference, or "".
        review_on: when it must be justified again.
    """
    values: dict[str, Any] = {
        name: date.fromisoformat(str(value)) if name in _DAYS else value
        for name, value in plain.items()
    }
    values["document_type"] = DocumentType(values["document_type"])
    values["fraud"] = Fraud(values["fraud"])
    return DocumentFields(**values, national_reference=reference, review_on=review_on)


def draft_of(fields: DocumentFields) -> Draft:
    """Return a travel document as a draft of a record."""
    key = f"{fields.issuing_state}|{fields.document_type}|{fields.number}"
    return Draft(
        RecordKind.TRAVEL_DOCUMENT,
        {name: str(value) for name in _PLAIN if (value := getattr(fields, name))},
        f"issuing_state+document_type+number:{key}".casefold(),
        national_reference=fields.national_reference,
        retention_until=fields.review_on,
    )


def folded(fields: DocumentFields) -> str:
    """Return the number with look-alike characters made equal."""
    return fold_number(fields.number)


def write_fields(fields: DocumentFields) -> dict[str, str]:
    """Return the fields that say something, as texts that `parse_fields` reads back."""
    said: dict[str, str] = {}
    for name in NAMES:
        value = getattr(fields, name)
        if value:
            said[name] = str(value)
    return said
