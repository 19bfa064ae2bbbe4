"""The fields that tables are made of: numbers, States, days, closed lists, words. Pure."""

import enum
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final, TypedDict, Unpack
from uuid import UUID

from liaison.core import texts
from liaison.lib.ids import vehicles
from liaison.lib.ids.countries import parse_state
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.numbers import normalise_number
from liaison.records.errors import FieldRefused
from liaison.records.kinds.table import ITEMS, PARTS, Field, Parse
from liaison.records.shown import cleaned
from liaison.records.states import Scheme

REFERENCE_MAXIMUM: Final = 40  # "BJ-2026-000123/4" is 16
INFORMATION_MAXIMUM: Final = 300  # two sentences for the officer at the counter
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2199, 12, 31)
# a spreadsheet runs a cell that begins with one of these (CSV injection, CWE-1236); set to some
# languages it reads their wide forms as the same
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
NUMBER_MAXIMUM: Final = 12  # of digits, with a point
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR: Final = re.compile(r"[0-9]{4}")
_DECIMAL: Final = re.compile(r"[0-9]+([.,][0-9]+)?")
_EDTF: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(~?)")
_LANGUAGE: Final = re.compile(r"[a-z]{3}")
_LEAP: Final = 2000
_OLDER: Final = 50  # years of birth and of make lie before those of papers


class More(TypedDict, total=False):
    """What else may be said of a field; see `table.Field`."""

    mandatory: bool
    many: int
    personal: bool
    scheme: Scheme
    long: bool


def parse_day(field: str, text: str) -> str:
    """Return a day as YYYY-MM-DD.

    Raises:
        FieldRefused: written otherwise, no day of the calendar, too early or too late.
    """
    if not _DATE.fullmatch(text):
        raise FieldRefused(field, "must be written as YYYY-MM-DD", cleaned(text))
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise FieldRefused(field, "is not a day of the calendar", cleaned(text)) from error
    if not EARLIEST <= found <= LATEST:
        raise FieldRefused(field, f"must lie from {EARLIEST} to {LATEST}", cleaned(text))
    return text


def parse_text(field: str, text: str, *, maximum: int, without: str = "") -> str:
    """Return words that can be printed.

    Raises:
        FieldRefused: too long, characters that cannot be printed, that a spreadsheet would run,
            or that separate entries.
    """
    if len(text) > maximum:
        reason = f"has {len(text)} characters; at most {maximum}"
        raise FieldRefused(field, reason, cleaned(text))
    if not texts.is_plain(text):
        raise FieldRefused(field, "holds characters that cannot be printed", cleaned(text))
    if text.startswith(FORMULA):
        reason = f"begins with {text[0]!r}, which a spreadsheet would run as a formula"
        raise FieldRefused(field, reason, cleaned(text))
    for char in without:
        if char in text:
            raise FieldRefused(field, f"holds {char!r}, which separates entries", cleaned(text))
    return text


def parse_birth(field: str, text: str) -> str:
    """Return a date of birth with its precision: day, month or year, `~` behind it for about.

    The form is that of ISO 8601-2:2019 (EDTF level 1): 1969-03-07, 1969-03, 1969, 1969~.

    Raises:
        FieldRefused: written otherwise, or no day of the calendar.
    """
    found = _EDTF.fullmatch(text)
    if found is None:
        reason = "must be written as YYYY-MM-DD, YYYY-MM or YYYY, with ~ behind it for about"
        raise FieldRefused(field, reason, cleaned(text))
    year, month, day = (int(part) if part else None for part in found.group(1, 2, 3))
    try:
        date(year or _LEAP, month or 1, day or 1)
    except ValueError as error:
        raise FieldRefused(field, "is not a day of the calendar", cleaned(text)) from error
    if not EARLIEST.year - _OLDER <= (year or 0) <= LATEST.year:
        raise FieldRefused(field, "is not a year of birth", cleaned(text))
    return text


def _ids(parse: Callable[[str], str], field: str, text: str) -> str:
    try:
        return parse(text)
    except IdsRefusal as refusal:
        raise FieldRefused(field, str(refusal), cleaned(text)) from refusal


def _named(parse: Callable[..., str], field: str, text: str) -> str:
    return _ids(partial(parse, field=field), field, text)


def parse_number(field: str, text: str) -> str:
    """Return the number of a document in its plain form.

    Raises:
        FieldRefused: too long, or other characters.
    """
    return _ids(normalise_number, field, text)


def parse_issuer(field: str, text: str) -> str:
    """Return the ICAO code of a State or organisation.

    Raises:
        FieldRefused: nobody has it.
    """
    return _ids(lambda said: parse_state(said, field=field).code, field, text)


def _choice(accepted: frozenset[str], field: str, text: str) -> str:
    found = text.lower()
    if found not in accepted:
        raise FieldRefused(field, f"must be one of {', '.join(sorted(accepted))}", cleaned(text))
    return found


def _year(field: str, text: str) -> str:
    if not _YEAR.fullmatch(text) or not EARLIEST.year - _OLDER <= int(text) <= LATEST.year:
        raise FieldRefused(field, "must be a year of four digits", cleaned(text))
    return text


def _decimal(field: str, text: str) -> str:
    if len(text) > NUMBER_MAXIMUM or not _DECIMAL.fullmatch(text):
        raise FieldRefused(field, "must be a number, with a point for the fraction", cleaned(text))
    whole, _, fraction = text.replace(",", ".").partition(".")
    fraction = fraction.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{fraction}" if fraction else whole


def _uuid(field: str, text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as error:
        raise FieldRefused(field, "is not the id of a file", cleaned(text)) from error


def _language(field: str, text: str) -> str:
    if not _LANGUAGE.fullmatch(text.lower()):
        raise FieldRefused(field, "must be a code of three letters (ISO 639-3)", cleaned(text))
    return text.lower()


def day(name: str, **more: Unpack[More]) -> Field:
    """A day of the calendar."""
    return Field(name, parse_day, **more)


def birth(name: str, **more: Unpack[More]) -> Field:
    """A date of birth with its precision."""
    return Field(name, parse_birth, **more)


def state(name: str, **more: Unpack[More]) -> Field:
    """A State or organisation of ICAO Doc 9303-3 section 5."""
    return Field(name, parse_issuer, **more)


def number(name: str, **more: Unpack[More]) -> Field:
    """The number of a document."""
    return Field(name, parse_number, **more)


def choice(name: str, choices: type[enum.StrEnum], **more: Unpack[More]) -> Field:
    """One of a closed list, in any case."""
    values = tuple(one.value for one in choices)
    return Field(name, partial(_choice, frozenset(values)), choices=values, **more)


def words(name: str, maximum: int, **more: Unpack[More]) -> Field:
    """Words of one line; those of a list cannot hold what separates entries."""
    parse: Parse = partial(parse_text, maximum=maximum, without=ITEMS if more.get("many") else "")
    return Field(name, parse, **more)


def part(name: str, maximum: int, **more: Unpack[More]) -> Field:
    """Words that are a part of an entry."""
    return Field(name, partial(parse_text, maximum=maximum, without=ITEMS + PARTS), **more)


def year(name: str, **more: Unpack[More]) -> Field:
    """A year of four digits."""
    return Field(name, _year, **more)


def decimal(name: str, **more: Unpack[More]) -> Field:
    """A number that is not negative."""
    return Field(name, _decimal, **more)


def serial(name: str, **more: Unpack[More]) -> Field:
    """A serial, engine, hull or registration number."""
    return Field(name, partial(_named, vehicles.normalise_serial), **more)


def vin(name: str, **more: Unpack[More]) -> Field:
    """A vehicle identification or frame number."""
    return Field(name, partial(_named, vehicles.normalise_vin), **more)


def plate(name: str, **more: Unpack[More]) -> Field:
    """A number plate in any script."""
    return Field(name, partial(_named, vehicles.normalise_plate), **more)


def imo(name: str, **more: Unpack[More]) -> Field:
    """An IMO ship number."""
    return Field(name, partial(_named, vehicles.normalise_imo), **more)


def mmsi(name: str, **more: Unpack[More]) -> Field:
    """A maritime mobile service identity."""
    return Field(name, partial(_named, vehicles.normalise_mmsi), **more)


def file(name: str, **more: Unpack[More]) -> Field:
    """The id of a file of this node."""
    return Field(name, _uuid, local=True, **more)


def language(name: str, **more: Unpack[More]) -> Field:
    """A language, by its code of ISO 639-3."""
    return Field(name, _language, **more)
