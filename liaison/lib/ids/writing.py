"""Compose a machine readable zone: for specimens, tests and demonstrations.

The inverse of `mrz.read_zone`. Names and numbers outside A-Z and 0-9 have to be transliterated
before (ICAO Doc 9303-3 section 6); here they are refused, so that nothing is invented.
"""

from datetime import date
from typing import Final

from liaison.lib.ids.confusions import DIGITS, FILLER, LETTERS, TYPED
from liaison.lib.ids.countries import parse_state
from liaison.lib.ids.dates import PartialDate, write_date
from liaison.lib.ids.errors import DocumentCodeUnknown, Missing, SexWrong, TooLong, WrongCharacters
from liaison.lib.ids.formats import REST, Layout
from liaison.lib.ids.names import write_name

_SEXES: Final = {"M": "M", "F": "F", "X": FILLER}
_PARTING: Final = " -./<"
_CODE_LENGTHS: Final = (1, 2)


def write_zone(  # noqa: PLR0913 - a document has this many fields
    layout: Layout,
    *,
    issuing_state: str,
    surname: str,
    number: str,
    nationality: str,
    birth: PartialDate | date,
    sex: str,
    expiry: date,
    given_names: str = "",
    optional_data: str = "",
    document_code: str = "",
) -> tuple[str, ...]:
    """Compose the lines of a zone, check digits included.

    Args:
        layout: one of `zones.ZONES`.
        issuing_state: a code of `countries.STATES`.
        surname: the primary identifier.
        number: letters, digits and separators: nine at most, or more on cards, where the rest
            stands in the optional data.
        nationality: a code of `countries.STATES`.
        birth: a date, or one with unknown parts.
        sex: `M`, `F` or `X`.
        expiry: the last day of validity.
        given_names: the secondary identifier; empty for a single name.
        optional_data: letters, digits and separators, as many as the element has room for.
        document_code: one or two letters; the size's own when empty.

    Returns:
        The lines; a name that is too long is cut by Doc 9303-4 section 4.2.3.

    Raises:
        DocumentCodeUnknown: the document code is not one or two letters of that size.
        CountryUnknown: a code that ICAO does not know.
        Missing: the surname, the number or a code is empty.
        TooLong: a field has more characters than its place.
        WrongCharacters: a character outside the alphabet of the zone.
        NameWrong: the name cannot be cut as the standard asks.
        SexWrong: another sex than the three.
    """
    if sex not in _SEXES:
        raise SexWrong(read=sex)
    plain_number = _plain(number, field="number")
    if not plain_number:
        raise Missing(field="number")
    room = _room(layout, "number")
    head, rest = plain_number[:room], plain_number[room:]
    settled = _with_rest(layout, len(rest), len(plain_number)) if rest else layout
    values = {
        "document_code": _document_code(document_code or layout.codes[0], layout),
        "issuing_state": parse_state(issuing_state, field="issuing_state").code,
        "name": write_name(surname, given_names, width=_room(layout, "name")),
        "number": head,
        "nationality": parse_state(nationality, field="nationality").code,
        "birth": write_date(birth),
        "sex": _SEXES[sex],
        "expiry": write_date(expiry),
        "optional_data": _fitting(optional_data, settled, "optional_data"),
    }
    return settled.compose(values | {REST: rest} if rest else values)


def _with_rest(layout: Layout, rest: int, length: int) -> Layout:
    """Return the layout for a long number, or refuse what no place is left for."""
    digit_and_filler = 2
    if not layout.long_number or rest + digit_and_filler > _room(layout, layout.long_number):
        raise TooLong(field="number", length=length, maximum=_room(layout, "number"))
    return layout.with_rest(rest)


def _room(layout: Layout, field: str) -> int:
    span = layout.field(field).span
    return span.last - span.first + 1


def _document_code(code: str, layout: Layout) -> str:
    known = len(code) in _CODE_LENGTHS and code[0] in layout.codes and LETTERS.issuperset(code)
    if not known:
        raise DocumentCodeUnknown(
            document_code=code, zone=layout.name, allowed=tuple(layout.codes)
        )
    return code


def _fitting(text: str, layout: Layout, field: str) -> str:
    maximum = _room(layout, field)
    if len(text) > maximum:
        raise TooLong(field=field, length=len(text), maximum=maximum)
    return _plain(text, field=field)


def _plain(text: str, *, field: str) -> str:
    kept: list[str] = []
    for position, char in enumerate(text.translate(TYPED), start=1):
        if char in LETTERS or char in DIGITS:
            kept.append(char)
        elif char in _PARTING:
            kept.append(FILLER)
        else:
            raise WrongCharacters(field=field, position=position, character=char)
    return "".join(kept).strip(FILLER)
