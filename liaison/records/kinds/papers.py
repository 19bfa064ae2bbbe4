"""Travel documents and administrative documents. No field is about a person."""

from datetime import date
from typing import Final

from liaison.records.errors import FieldRefused
from liaison.records.kinds.parsers import INFORMATION_MAXIMUM, choice, day, number, state, words
from liaison.records.kinds.table import Kind
from liaison.records.states import DocumentType, Fraud, RecordKind, Scheme
from liaison.records.types import Fields
from liaison.records.vocabulary import PaperType


def check_paper(fields: Fields) -> None:
    """Refuse fields of a paper that contradict each other.

    Raises:
        FieldRefused: a blank with dates of issue or expiry, or dates in the wrong order.
    """
    if fields["fraud"] == Fraud.STOLEN_BLANK:
        for field in ("issued_on", "expires_on"):
            if field in fields:
                reason = "a blank was never issued: leave the date out, or correct the fraud"
                raise FieldRefused(field, reason, str(fields[field]))
    issued, expires = fields.get("issued_on"), fields.get("expires_on")
    if issued and expires and date.fromisoformat(str(expires)) < date.fromisoformat(str(issued)):
        raise FieldRefused("expires_on", f"before the date of issue, {issued}", str(expires))


_REST: Final = (
    state("reporting_state"),
    day("issued_on"),
    day("expires_on"),
    day("stolen_on"),
    words("additional_information", INFORMATION_MAXIMUM, long=True),
)
TRAVEL_DOCUMENT: Final = Kind(
    RecordKind.TRAVEL_DOCUMENT,
    fields=(
        number("number", mandatory=True, scheme=Scheme.DOCUMENT),
        state("issuing_state", mandatory=True),
        choice("document_type", DocumentType, mandatory=True),
        choice("fraud", Fraud, mandatory=True),
        *_REST,
    ),
    natural=(("issuing_state", "document_type", "number"),),
    label=("number",),
    check=check_paper,
)
ADMINISTRATIVE_DOCUMENT: Final = Kind(
    RecordKind.ADMINISTRATIVE_DOCUMENT,
    fields=(
        number("number", mandatory=True, scheme=Scheme.DOCUMENT),
        state("issuing_state", mandatory=True),
        choice("document_type", PaperType, mandatory=True),
        choice("fraud", Fraud, mandatory=True),
        words("issuing_authority", 120),
        *_REST,
    ),
    natural=(("issuing_state", "document_type", "number"),),
    label=("number",),
    check=check_paper,
)
