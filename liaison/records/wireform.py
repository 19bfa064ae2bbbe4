"""Documents on the wire: JSON in messages between bureaus, read strictly.

What a peer sends is checked field by field, and then as a whole: it must be exactly what this
node would have written for the same document. Two spellings of one document cannot exist.
"""

import uuid
from collections.abc import Mapping
from typing import Final

from liaison.records import fields as document_fields
from liaison.records.errors import DocumentRefused
from liaison.records.policy import MESSAGE_DOCUMENTS, ORGANISATION_MAXIMUM
from liaison.records.types import DocumentFields, WireDocument

VERSION_MAXIMUM: Final = 2**31 - 1  # what the column holds
KEYS: Final = frozenset({"record_id", "owner", "version", *document_fields.NAMES})
_UUID_LENGTH: Final = 36
_LONGEST_TEXT: Final = document_fields.INFORMATION_MAXIMUM


def document_to_wire(document: WireDocument) -> dict[str, str | int]:
    """Return the JSON object of one document; fields without a value are left out."""
    return {
        "record_id": str(document.record_id),
        "owner": document.owner,
        "version": document.version,
        **document_fields.write_fields(document.fields),
    }


def document_from_wire(value: object) -> WireDocument:
    """Read the JSON object of one document.

    Raises:
        DocumentRefused: not an object, an unknown key, a field that is missing, of the wrong
            type, too long, malformed, contradicting another or not in its plain form.
    """
    if not isinstance(value, Mapping):
        raise DocumentRefused("document", "must be an object")
    if unknown := sorted(str(key) for key in value if key not in KEYS):
        shown = document_fields.cleaned(unknown[0])
        raise DocumentRefused("document", f"'{shown}' is not a field of a document")
    document = WireDocument(
        record_id=uuid_of(value, "record_id"),
        owner=text_of(value, "owner", ORGANISATION_MAXIMUM),
        version=version_of(value),
        fields=_fields(value),
    )
    if document.fields.review_on is None:
        raise DocumentRefused("review_on", "is missing: every record ends or is justified again")
    plain: Mapping[str, object] = document_to_wire(document)
    for key in sorted(KEYS):
        if plain.get(key) != value.get(key):
            raise DocumentRefused(key, "is not in its plain form")
    return document


def documents_from_body(body: Mapping[str, object]) -> tuple[WireDocument, ...]:
    """Read the body of a message of kind `records.distribute`.

    Raises:
        DocumentRefused: another key than `documents`, none, too many, one twice, one malformed.
    """
    if set(body) != {"documents"}:
        raise DocumentRefused("body", "must hold 'documents' and nothing else")
    listed = body["documents"]
    if not isinstance(listed, list) or not 0 < len(listed) <= MESSAGE_DOCUMENTS:
        raise DocumentRefused("documents", f"must be a list of 1 to {MESSAGE_DOCUMENTS}")
    documents = tuple(document_from_wire(value) for value in listed)
    if len({document.record_id for document in documents}) != len(documents):
        raise DocumentRefused("documents", "names one record twice")
    return documents


def uuid_of(value: Mapping[str, object], field: str) -> uuid.UUID:
    """Return a UUID field that is written the one plain way.

    Raises:
        DocumentRefused: it is not.
    """
    text = text_of(value, field, _UUID_LENGTH)
    try:
        found = uuid.UUID(text)
    except ValueError as error:
        raise DocumentRefused(field, "is not a UUID") from error
    if str(found) != text:
        raise DocumentRefused(field, "is not in its plain form")
    return found


def text_of(value: Mapping[str, object], field: str, maximum: int) -> str:
    """Return a text field that is neither empty nor too long.

    Raises:
        DocumentRefused: it is not.
    """
    text = value.get(field)
    if not isinstance(text, str) or not 0 < len(text) <= maximum:
        raise DocumentRefused(field, f"must be a text of 1 to {maximum} characters")
    return text


def version_of(value: Mapping[str, object]) -> int:
    """Return the field `version`.

    Raises:
        DocumentRefused: it is not a whole number from 1.
    """
    version = value.get("version")
    # True is an int for Python, not for the person who reads the record
    if type(version) is not int or not 0 < version <= VERSION_MAXIMUM:
        raise DocumentRefused("version", f"must be a whole number from 1 to {VERSION_MAXIMUM}")
    return version


def _fields(value: Mapping[str, object]) -> DocumentFields:
    said = {
        name: text_of(value, name, _LONGEST_TEXT)
        for name in document_fields.NAMES
        if name in value
    }
    return document_fields.parse_fields(said)
