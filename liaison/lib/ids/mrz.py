"""The machine readable zone of a passport (TD3): read it whole, or say why not.

ICAO Doc 9303-3 (what all zones share) and Doc 9303-4 (passports). Reading never guesses in
silence: each repaired character is told in `repairs`, everything else is refused by name. An
expired document is read like any other.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from liaison.lib.ids.confusions import FILLER
from liaison.lib.ids.countries import parse_state
from liaison.lib.ids.dates import PartialDate, read_birth, read_expiry
from liaison.lib.ids.errors import Missing, NotAPassport, SexWrong, WrongCharacters
from liaison.lib.ids.formats import TD3
from liaison.lib.ids.names import read_name
from liaison.lib.ids.pasted import settle_lines
from liaison.lib.ids.repairs import Repair, settle_checks, settle_kinds

_PASSPORT: Final = "P"
_SEXES: Final = {"M": "M", "F": "F", "X": "X", FILLER: "X"}


@dataclass(frozen=True, slots=True)
class CheckDigit:
    """A check digit that was found right.

    Attributes:
        field: what it guards; `composite` guards most of the second line.
        position: in the second line, counted from 1.
        expected: what was calculated.
        read: what was there: the same, or a filler if nothing was guarded.
    """

    field: str
    position: int
    expected: str
    read: str


@dataclass(frozen=True, slots=True)
class Td3Reading:
    """What a passport says of itself.

    Attributes:
        document_code: `P`, or two letters such as `PD`.
        issuing_state: code of `countries.STATES`.
        surname: the primary identifier, components parted by spaces.
        given_names: the secondary identifier, empty if there is none.
        name_truncated: the name fills its field and must be treated as cut.
        number: as in the zone, with `<` where the printed number has a space or a sign.
        nationality: code of `countries.STATES`.
        birth: the parts that are known.
        sex: `M`, `F` or `X` for unspecified.
        expiry: the last day of validity, also if it has passed.
        optional_data: personal number or other data of the issuer, may be empty.
        repairs: each character that was taken for another.
        checks: the check digits, all right.
        lines: the two lines after repair.
    """

    document_code: str
    issuing_state: str
    surname: str
    given_names: str
    name_truncated: bool
    number: str
    nationality: str
    birth: PartialDate
    sex: str
    expiry: date
    optional_data: str
    repairs: tuple[Repair, ...]
    checks: tuple[CheckDigit, ...]
    lines: tuple[str, str]

    def is_expired(self, today: date) -> bool:
        """Tell whether the last day of validity has passed."""
        return self.expiry < today


def read_td3(text: str, *, today: date) -> Td3Reading:
    """Read the machine readable zone of a passport.

    Args:
        text: both lines, also run together, in any case, with spaces around or between.
        today: the day of reading, which decides the centuries (see `dates`).

    Returns:
        Every field, with what was repaired.

    Raises:
        TooLong: the text has more than 200 characters.
        Missing: the text, the document number, the issuing State or the nationality is empty.
        WrongCharacters: a character that cannot stand where it was found.
        WrongLineCount: not two lines.
        WrongLineLength: a line has not 44 characters.
        NotAPassport: the document code does not begin with P.
        CheckDigitWrong: a check digit is wrong and no single look-alike explains it.
        RepairAmbiguous: several look-alikes explain it.
        CountryUnknown: the issuing State or the nationality is no code of ICAO.
        DateWrong: a date is not in the calendar, or the expiry is not wholly known.
        SexWrong: the sex is not M, F, X or a filler.
        NameWrong: there is no primary identifier.
    """
    lines = settle_lines(text, TD3)
    if not lines[0].startswith(_PASSPORT):
        raise NotAPassport(document_code=lines[0][:2])
    lines, of_kinds = settle_kinds(lines, TD3)
    lines, of_checks = settle_checks(lines, TD3)
    return _reading(lines, (*of_kinds, *of_checks), today)


def _reading(lines: tuple[str, ...], repairs: tuple[Repair, ...], today: date) -> Td3Reading:
    value = {field.name: field.span.of(lines) for field in TD3.fields}
    if value["sex"] not in _SEXES:
        raise SexWrong(read=value["sex"])
    surname, given_names, name_truncated = read_name(value["name"])
    expiry = read_expiry(value["expiry"], today=today)
    return Td3Reading(
        document_code=value["document_code"].rstrip(FILLER),
        issuing_state=parse_state(value["issuing_state"], field="issuing_state").code,
        surname=surname,
        given_names=given_names,
        name_truncated=name_truncated,
        number=_number(value["number"]),
        nationality=parse_state(value["nationality"], field="nationality").code,
        birth=read_birth(value["birth"], today=today, expiry=expiry),
        sex=_SEXES[value["sex"]],
        expiry=expiry,
        optional_data=value["optional_data"].rstrip(FILLER),
        repairs=repairs,
        checks=tuple(
            CheckDigit(check.field, check.span.first, check.expected(lines), check.span.of(lines))
            for check in TD3.checks
        ),
        lines=(lines[0], lines[1]),
    )


def _number(read: str) -> str:
    number = read.rstrip(FILLER)
    if not number:
        raise Missing(field="number")
    if number[0] == FILLER:  # a number begins in the first position: this was another character
        raise WrongCharacters(field="number", position=1, character=FILLER)
    return number
