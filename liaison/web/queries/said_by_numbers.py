"""What a number says of itself, in words: maker, model year, check digit; remarks only."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.serials import Digit as SerialDigit
from liaison.lib.ids.serials import imo_digit, read_hull
from liaison.lib.ids.vehicles import VIN_LENGTH, normalise_imo
from liaison.lib.ids.vin import Digit, read_vin
from liaison.queries.states import QuestionKind
from liaison.queries.types import Question
from liaison.web.countries import name_of_english
from liaison.web.isolating import isolate

Line = tuple[str, str]
_IMO_LENGTH: Final = 7


def said_by_number(question: Question, *, today: date) -> tuple[Line, ...]:
    """Return what the number of a vehicle or vessel says of itself.

    Args:
        question: as it was read.
        today: the day of reading.

    Returns:
        Labels and values in the reader's language; nothing where a number says nothing.
    """
    if question.kind is QuestionKind.VEHICLE and len(question.number) == VIN_LENGTH:
        return tuple(_of_vin(question.number, today))
    if question.kind is QuestionKind.VESSEL:
        return tuple(_of_vessel(question.number, today))
    return ()


def _of_vin(vin: str, today: date) -> Iterator[Line]:
    try:
        read = read_vin(vin, today=today)
    except IdsRefusal:  # a frame number of seventeen characters that is no VIN
        return
    if read.maker_name or read.country:
        named = filter(None, (read.maker_name, name_of_english(read.country)))
        yield _("Maker"), " · ".join(map(isolate, named))
    if read.years:
        yield _("Model year"), " / ".join(map(str, read.years))
    if read.digit is Digit.WRONG:
        yield _("Check digit"), _wrong(read.expected)
    elif read.digit is Digit.RIGHT:
        yield _("Check digit"), _("as it should be")


def _of_vessel(number: str, today: date) -> Iterator[Line]:
    if len(number) == _IMO_LENGTH and number.isdigit():
        right = imo_digit(normalise_imo(number)) is SerialDigit.RIGHT
        yield (
            _("Check digit"),
            _("as it should be") if right else _("wrong: compare it with the original"),
        )
    hull = read_hull(number, today=today)
    if hull is not None:
        yield _("Built"), f"{hull.built[0]}-{hull.built[1]:02}"
        yield _("Model year"), str(hull.model_year)


def _wrong(expected: str) -> str:
    words = _("wrong, %(expected)s should stand there: compare it with the vehicle")
    return words % {"expected": isolate(expected)}
