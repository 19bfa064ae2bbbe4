"""Documents as properties draw them."""

from datetime import date

from hypothesis import strategies as st

from liaison.core import texts
from liaison.lib.ids.countries import STATES
from liaison.records.fields import FORMULA, INFORMATION_MAXIMUM, REFERENCE_MAXIMUM
from liaison.records.states import DocumentType, Fraud
from liaison.records.types import DocumentFields

_NUMBERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=20)
_STATES = st.sampled_from(sorted(STATES))
_DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def _words(maximum: int) -> st.SearchStrategy[str]:
    def sayable(text: str) -> bool:
        return text == text.strip() and texts.is_plain(text) and not text.startswith(FORMULA)

    # delimiters and quotes more often than chance would have them
    chars = st.sampled_from(
        "\",;' abc\N{LATIN SMALL LETTER E WITH ACUTE}\N{CJK UNIFIED IDEOGRAPH-8B66}"
    )
    return st.one_of(st.text(chars, max_size=maximum), st.text(max_size=maximum)).filter(sayable)


@st.composite
def documents(draw: st.DrawFn, *, reviewed: bool = False) -> DocumentFields:
    """Draw a document that may be stored; `reviewed`: as it travels, with a review date."""
    fraud = draw(st.sampled_from(Fraud))
    blank = fraud is Fraud.STOLEN_BLANK
    issued = None if blank else draw(st.none() | _DAYS)
    expires = (
        None
        if blank
        else draw(st.none() | st.dates(issued or date(1900, 1, 1), date(2199, 12, 31)))
    )
    return DocumentFields(
        number=draw(_NUMBERS),
        issuing_state=draw(_STATES),
        document_type=draw(st.sampled_from(DocumentType)),
        fraud=fraud,
        reporting_state=draw(st.just("") | _STATES),
        issued_on=issued,
        expires_on=expires,
        stolen_on=draw(st.none() | _DAYS),
        review_on=draw(_DAYS if reviewed else st.none() | _DAYS),
        national_reference=draw(_words(REFERENCE_MAXIMUM)),
        additional_information=draw(_words(INFORMATION_MAXIMUM)),
    )
