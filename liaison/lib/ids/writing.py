"""Compose the machine readable zone of a passport: for specimens, tests and demonstrations.

The inverse of `mrz.read_td3`. Names and numbers outside A-Z and 0-9 have to be transliterated
before (ICAO Doc 9303-3 section 6); here they are refused, so that nothing is invented.
"""

from datetime import date
from typing import Final

from liaison.lib.ids.confusions import DIGITS, FILLER, LETTERS, TYPED
from liaison.lib.ids.countries import parse_state
from liaison.lib.ids.dates import PartialDate, write_date
from liaison.lib.ids.errors import Missing, NotAPassport, SexWrong, TooLong, WrongCharacters
from liaison.lib.ids.formats import TD3
from liaison.lib.ids.names import write_name

_SEXES: Final = {"M": "M", "F": "F", "X": FILLER}
_PARTING: Final = " -./<"
_CODE_LENGTHS: Final = (1, 2)


def write_td3(  # noqa: PLR0913 - a passport has this many fields
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
    document_code: str = "P",
) -> tuple[str, str]:
    """Compose the two lines of a passport, check digits included.

    Args:
        issuing_state: a code of `countries.STATES`.
        surname: the primary identifier.
        number: at most nine letters, digits and separators.
        nationality: a code of `countries.STATES`.
        birth: a date, or one with unknown parts.
        sex: `M`, `F` or `X`.
        expiry: the last day of validity.
        given_names: the secondary identifier; empty for a single name.
        optional_data: at most fourteen letters, digits and separators.
        document_code: `P`, or P and a letter.

    Returns:
        Two lines of 44 characters; a name that is too long is cut by Doc 9303-4 section 4.2.3.

    Raises:
        NotAPassport: the document code is not P or P and a letter.
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
    name = TD3.field("name").span
    first, second = TD3.compose(
        {
            "document_code": _document_code(document_code),
            "issuing_state": parse_state(issuing_state, field="issuing_state").code,
            "name": write_name(surname, given_names, width=name.last - name.first + 1),
            "number": plain_number,
            "nationality": parse_state(nationality, field="nationality").code,
            "birth": write_date(birth),
            "sex": _SEXES[sex],
            "expiry": write_date(expiry),
            "optional_data": _plain(optional_data, field="optional_data"),
        }
    )
    return first, second


def _document_code(code: str) -> str:
    passport = len(code) in _CODE_LENGTHS and code[0] == "P" and LETTERS.issuperset(code)
    if not passport:
        raise NotAPassport(document_code=code)
    return code


def _plain(text: str, *, field: str) -> str:
    span = TD3.field(field).span
    maximum = span.last - span.first + 1
    if len(text) > maximum:
        raise TooLong(field=field, length=len(text), maximum=maximum)
    kept: list[str] = []
    for position, char in enumerate(text.translate(TYPED), start=1):
        if char in LETTERS or char in DIGITS:
            kept.append(char)
        elif char in _PARTING:
            kept.append(FILLER)
        else:
            raise WrongCharacters(field=field, position=position, character=char)
    return "".join(kept).strip(FILLER)
