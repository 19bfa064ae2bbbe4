"""Machine readable zones of passports, cards and visas: read whole, or said why not.

ICAO Doc 9303-3 (what all zones share), 9303-4 (TD3), 9303-5 (TD1), 9303-6 (TD2) and 9303-7
(MRV-A, MRV-B). Reading never guesses in
silence: each repaired character is told in `repairs`, everything else is refused by name. An
expired document is read like any other.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from liaison.lib.ids.confusions import FILLER
from liaison.lib.ids.countries import parse_state
from liaison.lib.ids.dates import PartialDate, read_birth, read_expiry
from liaison.lib.ids.errors import DocumentCodeUnknown, Missing, SexWrong, WrongCharacters
from liaison.lib.ids.formats import REST, Layout
from liaison.lib.ids.names import read_name
from liaison.lib.ids.pasted import settle_lines
from liaison.lib.ids.repairs import Repair, settle_checks, settle_kinds

_SEXES: Final = {"M": "M", "F": "F", "X": "X", FILLER: "X"}


@dataclass(frozen=True, slots=True)
class CheckDigit:
    """A check digit that was found right.

    Attributes:
        field: what it guards; `composite` guards most of the zone.
        position: in its line, counted from 1.
        expected: what was calculated.
        read: what was there: the same, or a filler if nothing was guarded.
    """

    field: str
    position: int
    expected: str
    read: str


@dataclass(frozen=True, slots=True)
class ZoneReading:
    """What a document says of itself.

    Attributes:
        zone: its size: TD1, TD2, TD3, MRV-A or MRV-B.
        document_code: `P`, `I`, `V`, or two letters such as `PD`.
        issuing_state: code of `countries.STATES`.
        surname: the primary identifier, components parted by spaces.
        given_names: the secondary identifier, empty if there is none.
        name_truncated: the name fills its field and must be treated as cut.
        number: as in the zone, also where it is longer than nine characters, with `<`
            where the printed number has a space or a sign.
        nationality: code of `countries.STATES`.
        birth: the parts that are known.
        sex: `M`, `F` or `X` for unspecified.
        expiry: the last day of validity, also if it has passed.
        optional_data: personal number or other data of the issuer, may be empty.
        optional_data_2: the second such element of a card of three lines, may be empty.
        repairs: each character that was taken for another.
        checks: the check digits, all right.
        lines: the lines after repair.
    """

    zone: str
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
    optional_data_2: str
    repairs: tuple[Repair, ...]
    checks: tuple[CheckDigit, ...]
    lines: tuple[str, ...]

    def is_expired(self, today: date) -> bool:
        """Tell whether the last day of validity has passed."""
        return self.expiry < today


def read_zone(text: str, *, today: date) -> ZoneReading:
    """Read the machine readable zone of a passport, a card or a visa.

    Args:
        text: all lines, also run together, in any case, with spaces around or between.
        today: the day of reading, which decides the centuries (see `dates`).

    Returns:
        Every field, with what was repaired.

    Raises:
        TooLong: the text has more than 200 characters.
        Missing: the text, the document number, the issuing State or the nationality is empty.
        WrongCharacters: a character that cannot stand where it was found.
        WrongLineCount: more or fewer lines than a zone of lines so long has.
        WrongLineLength: a line that is longer or shorter than in the size nearest to it.
        DocumentCodeUnknown: the document code begins with no letter of that size.
        CheckDigitWrong: a check digit is wrong and no single look-alike explains it.
        RepairAmbiguous: several look-alikes explain it.
        CountryUnknown: the issuing State or the nationality is no code of ICAO.
        DateWrong: a date is not in the calendar, or the expiry is not wholly known.
        SexWrong: the sex is not M, F, X or a filler.
        NameWrong: there is no primary identifier.
    """
    layout, lines = settle_lines(text)
    if lines[0][0] not in layout.codes:
        raise DocumentCodeUnknown(
            document_code=lines[0][:2], zone=layout.name, allowed=tuple(layout.codes)
        )
    lines, of_kinds = settle_kinds(lines, layout)
    lines, of_checks = settle_checks(lines, layout)
    return _reading(layout, lines, (*of_kinds, *of_checks), today)


def _reading(
    layout: Layout, lines: tuple[str, ...], repairs: tuple[Repair, ...], today: date
) -> ZoneReading:
    value = {field.name: field.span.of(lines) for field in layout.fields}
    if value["sex"] not in _SEXES:
        raise SexWrong(read=value["sex"])
    surname, given_names, name_truncated = read_name(value["name"])
    expiry = read_expiry(value["expiry"], today=today)
    return ZoneReading(
        zone=layout.name,
        document_code=value["document_code"].rstrip(FILLER),
        issuing_state=parse_state(value["issuing_state"], field="issuing_state").code,
        surname=surname,
        given_names=given_names,
        name_truncated=name_truncated,
        number=_number(value["number"] + value.get(REST, "")),
        nationality=parse_state(value["nationality"], field="nationality").code,
        birth=read_birth(value["birth"], today=today, expiry=expiry),
        sex=_SEXES[value["sex"]],
        expiry=expiry,
        optional_data=value["optional_data"].rstrip(FILLER),
        optional_data_2=value.get("optional_data_2", "").rstrip(FILLER),
        repairs=repairs,
        checks=tuple(
            CheckDigit(check.field, check.span.first, check.expected(lines), check.span.of(lines))
            for check in layout.checks
        ),
        lines=lines,
    )


def _number(read: str) -> str:
    number = read.rstrip(FILLER)
    if not number:
        raise Missing(field="number")
    if number[0] == FILLER:  # a number begins in the first position: this was another character
        raise WrongCharacters(field="number", position=1, character=FILLER)
    return number
