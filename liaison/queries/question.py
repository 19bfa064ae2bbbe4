"""From what a scanner or a person typed to questions: read once, at the edge, or refused."""

import re
import unicodedata
from datetime import date
from typing import Final

from liaison.core import texts
from liaison.lib.ids.countries import parse_state
from liaison.lib.ids.dates import PartialDate
from liaison.lib.ids.errors import DateWrong, IdsRefusal, SexWrong, TooLong
from liaison.lib.ids.mrz import ZoneReading, read_zone
from liaison.lib.ids.numbers import NUMBER_MAXIMUM, fold_number, normalise_number
from liaison.lib.ids.vehicles import (
    PLATE_MAXIMUM,
    VIN_LENGTH,
    fold_serial,
    normalise_plate,
    normalise_serial,
    normalise_vin,
)
from liaison.lib.names.errors import NamesRefusal
from liaison.lib.names.parts import prepare
from liaison.queries.errors import QuestionRefused
from liaison.queries.states import QuestionKind, Source
from liaison.queries.types import Question

BIRTH_MAXIMUM: Final = 20
SEXES: Final = ("F", "M", "X")
_BIRTH: Final = re.compile(r"([0-9]{4})(?:[-./]([0-9]{1,2}))?(?:[-./]([0-9]{1,2}))?")
# a zone is 72 at least; a name or a number is never that long without spaces
_ZONE_CHARACTERS: Final = 60


def parse_question(text: str, issuing_state: str, *, today: date) -> Question:
    """Return what is asked about a document.

    What is longer than any number is read as the lines of a passport, a card or a visa. These
    name their State themselves; the one chosen beside them is then not used, and the question
    tells so.

    Args:
        text: the machine readable zone in any form, or a number in any spelling.
        issuing_state: ICAO code of the State; may be empty beside such lines.
        today: the day of reading.

    Returns:
        The question, with every repair.

    Raises:
        QuestionRefused: it cannot be read; tells the field and why.
    """
    if len(text.strip()) > NUMBER_MAXIMUM:
        return _of_zone(_zone(text, today), issuing_state, today)
    try:
        number = normalise_number(text.strip())
    except IdsRefusal as refusal:
        raise QuestionRefused("text", refusal) from refusal
    return Question(
        source=Source.NUMBER,
        number=number,
        folded=fold_number(number),
        issuing_state=_state(issuing_state),
    )


def parse_any(  # noqa: PLR0913 - the fields of one form
    text: str,
    *,
    kind: QuestionKind | None,
    issuing_state: str = "",
    birth: str = "",
    sex: str = "",
    nationality: str = "",
    today: date,
) -> tuple[Question, ...]:
    """Return what is asked, whatever was typed or scanned into the one field.

    The lines of a passport, a card or a visa are two questions: about the document, and about
    its holder.

    Args:
        text: a zone, a number, a name in any script, a plate.
        kind: what it is; None to find out.
        issuing_state: ICAO code, of a document.
        birth: of a person: 1974, 1974-08 or 1974-08-12; may be empty.
        sex: of a person; may be empty.
        nationality: of a person, ICAO code; may be empty.
        today: the day of reading.

    Raises:
        QuestionRefused: it cannot be read; tells the field and why.
    """
    if kind in {None, QuestionKind.DOCUMENT} and looks_like_zone(text):
        reading = _zone(text, today)
        return (_of_zone(reading, issuing_state, today), _of_holder(reading))
    found = kind or guess(text, issuing_state)
    if found is QuestionKind.DOCUMENT:
        return (parse_question(text, issuing_state, today=today),)
    if found is QuestionKind.PERSON:
        return (_person(text, birth, sex, nationality),)
    return (_thing(text, found),)


def looks_like_zone(text: str) -> bool:
    """Whether a text is meant as a machine readable zone, also when they cannot be read."""
    plain = "".join(text.split())
    return len(plain) >= _ZONE_CHARACTERS or "<<" in plain or "«" in plain


def guess(text: str, issuing_state: str) -> QuestionKind:
    """Return what kind of thing a text is most likely about; the officer can always say."""
    plain = [char for char in text.strip() if char.isalnum()]
    if not any(char.isdigit() for char in plain):
        named = issuing_state.strip() and "".join(plain).isascii()
        return QuestionKind.DOCUMENT if named else QuestionKind.PERSON
    if issuing_state.strip():
        return QuestionKind.DOCUMENT
    if len(plain) == VIN_LENGTH and "".join(plain).isascii():
        return QuestionKind.VEHICLE
    foreign = any(char.isalpha() and not char.isascii() for char in _settled(text))
    return QuestionKind.VEHICLE if foreign else QuestionKind.NUMBER


def _settled(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _zone(text: str, today: date) -> ZoneReading:
    try:
        return read_zone(text, today=today)
    except IdsRefusal as refusal:
        raise QuestionRefused("text", refusal) from refusal


def _of_zone(reading: ZoneReading, chosen: str, today: date) -> Question:
    try:
        number = normalise_number(reading.number)
    except IdsRefusal as refusal:
        raise QuestionRefused("text", refusal) from refusal
    beside = _state(chosen) if chosen.strip() else reading.issuing_state
    return Question(
        source=Source.MRZ,
        number=number,
        folded=fold_number(number),
        issuing_state=reading.issuing_state,
        document_code=reading.document_code,
        expires_on=reading.expiry,
        expired=reading.is_expired(today),
        repairs=reading.repairs,
        unused_state=beside if beside != reading.issuing_state else "",
    )


def _of_holder(reading: ZoneReading) -> Question:
    return Question(
        source=Source.MRZ,
        kind=QuestionKind.PERSON,
        name=f"{reading.surname} {reading.given_names}".strip(),
        birth=reading.birth,
        sex=reading.sex if reading.sex in SEXES else "",
        nationality=reading.nationality,
    )


def _person(text: str, birth: str, sex: str, nationality: str) -> Question:
    name = _name(text)
    return Question(
        source=Source.WORDS,
        kind=QuestionKind.PERSON,
        name=name,
        birth=_birth(birth),
        sex=_sex(sex),
        nationality=_state(nationality, field="nationality") if nationality.strip() else "",
    )


def _name(text: str) -> str:
    name = " ".join(text.split())
    try:
        prepare(name)
    except NamesRefusal as refusal:
        raise QuestionRefused("text", refusal) from refusal
    return texts.shown(name, most=len(name))


def _thing(text: str, kind: QuestionKind) -> Question:
    """Read a number; a vessel also goes by its name."""
    try:
        number = _number(text.strip(), kind)
    except IdsRefusal as refusal:
        if kind is not QuestionKind.VESSEL:
            raise QuestionRefused("text", refusal) from refusal
        number = ""
    name = _name(text) if kind is QuestionKind.VESSEL else ""
    return Question(
        source=Source.NUMBER if number else Source.WORDS,
        kind=kind,
        number=number,
        folded=fold_serial(number),
        name=name,
    )


def _number(text: str, kind: QuestionKind) -> str:
    plain = [char for char in _settled(text) if char.isalnum()]
    if kind is QuestionKind.VEHICLE and len(plain) == VIN_LENGTH:
        return normalise_vin(text)
    foreign = any(not char.isascii() for char in plain)
    if kind in {QuestionKind.VEHICLE, QuestionKind.VESSEL, QuestionKind.NUMBER} and foreign:
        if len(text) > PLATE_MAXIMUM:
            raise TooLong(field="plate", length=len(text), maximum=PLATE_MAXIMUM)
        return normalise_plate(text)
    return normalise_serial(text)


def _birth(text: str) -> PartialDate | None:
    plain = _settled(text).strip()
    if not plain:
        return None
    parts = _BIRTH.fullmatch(plain[:BIRTH_MAXIMUM])
    try:
        if parts is None:
            raise DateWrong(field="birth", read=plain[:BIRTH_MAXIMUM])  # noqa: TRY301
        year, month, day = (int(part) if part else None for part in parts.groups())
        return PartialDate(year, month, day)
    except DateWrong as refusal:
        raise QuestionRefused("birth", refusal) from refusal


def _sex(text: str) -> str:
    plain = text.strip().upper()
    if plain and plain not in SEXES:
        refusal = SexWrong(read=plain[:1])
        raise QuestionRefused("sex", refusal) from refusal
    return plain


def _state(code: str, *, field: str = "issuing_state") -> str:
    try:
        return parse_state(code, field=field).code
    except IdsRefusal as refusal:
        raise QuestionRefused(field, refusal) from refusal
