"""Numbers with a rule of their own: telephones (IMEI), ships (IMO), small craft (hull numbers).

A check digit that is wrong is a remark, never a refusal: what was stolen may carry a false number,
and records hold what others wrote down.
"""

import enum
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from liaison.lib.ids.errors import WrongCharacters
from liaison.lib.ids.vehicles import normalise_serial

IMEI_LENGTH: Final = 15
_IMEI: Final = re.compile(r"[0-9]{14,16}")
_IMO_LENGTH: Final = 7
# ISO 10087 and 33 CFR 181.25: country, maker, serial, month and year of build, model year
_HULL: Final = re.compile(
    r"(?P<country>[A-Z]{2})?(?P<maker>[A-Z0-9]{3})(?P<serial>[A-Z0-9]{5})"
    r"(?P<month>[A-L])(?P<year>[0-9])(?P<model>[0-9]{2})"
)
_MONTHS: Final = "ABCDEFGHIJKL"
_CENTURY: Final = 100
_DECADE: Final = 10


class Digit(enum.StrEnum):
    """What a check digit tells."""

    RIGHT = "right"
    WRONG = "wrong"
    ABSENT = "absent"


def normalise_imei(text: str, *, field: str = "imei") -> str:
    """Return an equipment identity without what does not identify: fourteen digits and the check.

    Args:
        text: IMEI of 15 digits, the same without its check digit (14), or IMEISV of 16, whose last
            two digits are the version of the software (3GPP TS 23.003 section 6.2).
        field: what it is for, told in a refusal.

    Returns:
        Fifteen digits: the check digit is calculated where none was given, kept where it was.

    Raises:
        TooLong: more than forty characters.
        WrongCharacters: not 14 to 16 digits.
        Missing: nothing but separators.
    """
    plain = normalise_serial(text, field=field)
    if _IMEI.fullmatch(plain) is None:
        wrong = next((at for at, char in enumerate(plain, 1) if not char.isdigit()), len(plain))
        raise WrongCharacters(field=field, position=wrong, character=plain[wrong - 1])
    body = plain[: IMEI_LENGTH - 1]
    return plain if len(plain) == IMEI_LENGTH else body + luhn_digit(body)


def luhn_digit(digits: str) -> str:
    """Return the check digit of ISO/IEC 7812-1 annex B, for digits without one."""
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(reversed(digits)))
    return str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)  # noqa: PLR2004 - digits


def imei_digit(imei: str) -> Digit:
    """Tell whether the last digit of a plain IMEI is right (3GPP TS 23.003 annex B)."""
    return Digit.RIGHT if luhn_digit(imei[:-1]) == imei[-1] else Digit.WRONG


def imo_digit(imo: str) -> Digit:
    """Tell whether the last digit of a plain IMO ship number is right.

    IMO resolution A.1117(30): the sum of the first six digits, weighted 7 to 2, ends with it.
    """
    total = sum(
        int(digit) * weight for digit, weight in zip(imo, range(_IMO_LENGTH, 1, -1), strict=False)
    )
    return Digit.RIGHT if str(total)[-1] == imo[-1] else Digit.WRONG


@dataclass(frozen=True, slots=True)
class HullReading:
    """What a hull identification number says of itself.

    Attributes:
        country: ISO 3166 code of two letters, or "" in the form of the United States.
        maker: the maker's code, three characters.
        serial: the maker's number of the hull, five characters.
        built: year and month in which it was built or certified; the year is the latest that fits.
        model_year: four digits.
    """

    country: str
    maker: str
    serial: str
    built: tuple[int, int]
    model_year: int


def normalise_hull(text: str, *, field: str = "hull") -> str:
    """Return a hull number in its plain form; older boats have others than the standard's.

    Raises:
        TooLong: more than forty characters.
        WrongCharacters: something else than letters, digits and separators.
        Missing: nothing but separators.
    """
    return normalise_serial(text, field=field)


def read_hull(plain: str, *, today: date) -> HullReading | None:
    """Return what a hull number says, or None when it does not have the form of the standard.

    Args:
        plain: from `normalise_hull`.
        today: the day of reading: no model year lies more than one year ahead.
    """
    found = _HULL.fullmatch(plain)
    if found is None:
        return None
    model = _latest(int(found["model"]), _CENTURY, today.year + 1)
    built = _latest(int(found["year"]), _DECADE, model)
    return HullReading(
        country=found["country"] or "",
        maker=found["maker"],
        serial=found["serial"],
        built=(built, _MONTHS.index(found["month"]) + 1),
        model_year=model,
    )


def _latest(rest: int, modulus: int, last: int) -> int:
    """Return the latest year up to `last` that ends so."""
    return last - (last - rest) % modulus
