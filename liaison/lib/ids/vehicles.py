"""Numbers of vehicles, vessels and weapons: one plain form, and one form to compare.

Only structure is looked at. A VIN (ISO 3779) has seventeen characters without I, O and Q; older
frames and those of some markets are shorter. The check digit of 49 CFR 565 exists in North
America only, therefore no number is ever refused for it.
"""

import re
import unicodedata
from typing import Final

from liaison.lib.ids.confusions import DIGITS, LETTERS, TO_DIGIT, TYPED
from liaison.lib.ids.errors import Missing, TooLong, WrongCharacters
from liaison.lib.ids.plates import LOOK_ALIKES

VIN_LENGTH: Final = 17
SERIAL_MAXIMUM: Final = 40  # as typed; engine and weapon numbers stay below 25
PLATE_MAXIMUM: Final = 20  # as typed: "京A·12345", "12가 3456", "A 123 BC 77"
_PLAIN: Final = LETTERS | DIGITS
_SEPARATORS: Final = frozenset(" -./·*#<\u2010\u2011\u2012\u2013\u2014\u2212")
# ISO 3779 does not use these letters: who reads one misread a digit
_NOT_IN_VIN: Final = str.maketrans({"I": "1", "O": "0", "Q": "0"})
_FOLD: Final = str.maketrans(
    dict(TO_DIGIT) | {char: TO_DIGIT.get(latin, latin) for char, latin in LOOK_ALIKES.items()}
)
_IMO: Final = re.compile(r"(?:IMO)?([0-9]{7})")
_MMSI: Final = re.compile(r"[0-9]{9}")


def normalise_serial(text: str, *, field: str = "serial") -> str:
    """Return a serial, engine, hull or registration number in its plain form.

    Args:
        text: as typed: any case, spaces, hyphens, points, slashes, stars, full-width forms.
        field: what it is the number of, told in a refusal.

    Returns:
        Upper-case ASCII letters and digits only.

    Raises:
        TooLong: more than `SERIAL_MAXIMUM` characters.
        WrongCharacters: something else than letters, digits and separators.
        Missing: nothing but separators.
    """
    if len(text) > SERIAL_MAXIMUM:
        raise TooLong(field=field, length=len(text), maximum=SERIAL_MAXIMUM)
    kept: list[str] = []
    for position, char in enumerate(text.translate(TYPED), start=1):
        if char in _PLAIN:
            kept.append(char)
        elif char not in _SEPARATORS:
            raise WrongCharacters(field=field, position=position, character=char)
    if not kept:
        raise Missing(field=field)
    return "".join(kept)


def normalise_vin(text: str, *, field: str = "vin") -> str:
    """Return a vehicle identification or frame number in its plain form.

    Args:
        text: as typed or scanned.
        field: what it is for, told in a refusal.

    Returns:
        Letters and digits; of a full VIN the letters I, O and Q are read as 1, 0 and 0.

    Raises:
        TooLong: more than seventeen letters and digits.
        WrongCharacters: something else than letters, digits and separators.
        Missing: nothing but separators.
    """
    plain = normalise_serial(text, field=field)
    if len(plain) > VIN_LENGTH:
        raise TooLong(field=field, length=len(plain), maximum=VIN_LENGTH)
    return plain.translate(_NOT_IN_VIN) if len(plain) == VIN_LENGTH else plain


def normalise_plate(text: str, *, field: str = "plate") -> str:
    """Return a number plate in its plain form: letters and digits of any script.

    Args:
        text: as typed; plates carry Han, Hangul, Cyrillic and Arabic letters too.
        field: what it is for, told in a refusal.

    Returns:
        Letters and digits in upper case, compatibility forms made plain.

    Raises:
        TooLong: more than `PLATE_MAXIMUM` characters.
        WrongCharacters: something else than letters, digits and separators.
        Missing: nothing but separators.
    """
    if len(text) > PLATE_MAXIMUM:
        raise TooLong(field=field, length=len(text), maximum=PLATE_MAXIMUM)
    kept: list[str] = []
    for position, char in enumerate(unicodedata.normalize("NFKC", text).upper(), start=1):
        if char.isalnum():
            digit = unicodedata.digit(char, None)
            kept.append(char if digit is None else str(digit))
        elif char not in _SEPARATORS:
            raise WrongCharacters(field=field, position=position, character=char)
    if not kept:
        raise Missing(field=field)
    return "".join(kept)


def normalise_imo(text: str, *, field: str = "imo") -> str:
    """Return the seven digits of an IMO ship number, with or without the letters before it.

    Raises:
        TooLong: more than `SERIAL_MAXIMUM` characters.
        WrongCharacters: not seven digits.
        Missing: nothing but separators.
    """
    plain = normalise_serial(text, field=field)
    found = _IMO.fullmatch(plain)
    if found is None:
        raise WrongCharacters(field=field, position=1, character=plain[0])
    return found[1]


def normalise_mmsi(text: str, *, field: str = "mmsi") -> str:
    """Return the nine digits of a maritime mobile service identity (ITU-R M.585).

    Raises:
        TooLong: more than `SERIAL_MAXIMUM` characters.
        WrongCharacters: not nine digits.
        Missing: nothing but separators.
    """
    plain = normalise_serial(text, field=field)
    if _MMSI.fullmatch(plain) is None:
        raise WrongCharacters(field=field, position=1, character=plain[0])
    return plain


def fold_serial(plain: str) -> str:
    """Return the form in which look-alike numbers are equal; folding twice changes nothing.

    Args:
        plain: from one of the functions above; Cyrillic and Greek letters of a plate that look
            Latin are read as Latin first (`plates.LOOK_ALIKES`).
    """
    return plain.translate(_FOLD)
