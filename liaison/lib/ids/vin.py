"""What a vehicle identification number says of itself: maker, years, check digit where law has it.

Structure: ISO 3779 (world manufacturer identifier, descriptor, indicator section). The check digit
in the ninth place is law in North America (49 CFR 565.15(c)), where the tenth place is the model
year (565.15(d)), and in China (GB 16735, which takes both over). Elsewhere makers use these places
as they like: nothing is concluded there. Whether it is right is a remark for the officer, never a
reason to refuse a number: stolen vehicles carry wrong ones.
"""

import enum
from dataclasses import dataclass
from datetime import date
from typing import Final

from vininfo import Vin

from liaison.lib.ids.errors import WrongCharacters, WrongLineLength
from liaison.lib.ids.vehicles import VIN_LENGTH

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
_YEARS: Final = (
    "ABCDEFGHJKLMNPRSTVWXY123456789"  # 49 CFR 565.15, table VII: 1980, 2010, 2040 are A
)
_FIRST_YEAR: Final = 1980
# 49 CFR 565.15, tables III and IV; the ninth place is the digit itself
_VALUES: Final = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "12345678123457923456789"), strict=True)
)
_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_MODULUS: Final = 11
_CHECK_PLACE: Final = 8
_YEAR_PLACE: Final = 9
# United States 1, 4 and 5, Canada 2, Mexico 3A to 3W; China L
_NORTH_AMERICA: Final = frozenset("1245")
_MEXICO: Final = frozenset("ABCDEFGHJKLMNPRSTUVW")
_CHINA: Final = "L"
_SMALL: Final = "9"


class Digit(enum.StrEnum):
    """What the ninth place tells."""

    RIGHT = "right"
    WRONG = "wrong"
    NO_LAW = "no_law"


@dataclass(frozen=True, slots=True)
class VinReading:
    """What a number of seventeen characters says.

    Attributes:
        maker: the world manufacturer identifier, three characters.
        maker_name: as the list of `vininfo` has it, or "".
        small: a maker of few vehicles a year, who shares the identifier with others.
        country: English name of the country the identifier was given in, or "".
        years: model years the tenth place may mean, the latest first; at most one after today's.
            Empty where the place means no year, or where no law says that it does.
        digit: whether the check digit is right.
        expected: the character that law asks for in the ninth place, or "".
    """

    maker: str
    maker_name: str
    small: bool
    country: str
    years: tuple[int, ...]
    digit: Digit
    expected: str


def read_vin(vin: str, *, today: date) -> VinReading:
    """Return what a vehicle identification number says of itself.

    Args:
        vin: plain, from `vehicles.normalise_vin`, of seventeen characters.
        today: the day of reading; a model year is at most the next one.

    Raises:
        WrongLineLength: not seventeen characters.
        WrongCharacters: a letter that ISO 3779 does not use.
    """
    if len(vin) != VIN_LENGTH:
        raise WrongLineLength(line=1, length=len(vin), expected=VIN_LENGTH)
    for position, char in enumerate(vin, start=1):
        if char not in _ALPHABET:
            raise WrongCharacters(field="vin", position=position, character=char)
    listed = Vin(vin)
    lawful = _has_law(vin)
    expected = _expected(vin) if lawful else ""
    digit = Digit.RIGHT if vin[_CHECK_PLACE] == expected else Digit.WRONG
    known = listed.manufacturer or ""
    return VinReading(
        maker=vin[:3],
        maker_name="" if known == "UnsupportedBrand" else known,
        small=vin[2] == _SMALL,
        country=listed.country or "",
        years=_years(vin[_YEAR_PLACE], today) if lawful else (),
        digit=digit if lawful else Digit.NO_LAW,
        expected=expected,
    )


def _has_law(vin: str) -> bool:
    mexican = vin[0] == "3" and vin[1] in _MEXICO
    return vin[0] in _NORTH_AMERICA or mexican or vin[0] == _CHINA


def _expected(vin: str) -> str:
    values = (_VALUES[char] if char in _VALUES else int(char) for char in vin)
    rest = sum(value * weight for value, weight in zip(values, _WEIGHTS, strict=True)) % _MODULUS
    return "X" if rest == _MODULUS - 1 else str(rest)


def _years(char: str, today: date) -> tuple[int, ...]:
    if char not in _YEARS:
        return ()
    first = _FIRST_YEAR + _YEARS.index(char)
    return tuple(reversed(range(first, today.year + 2, len(_YEARS))))
