"""Beside an answer stands what a number says of itself: a remark, in the reader's language."""

from datetime import date

import pytest
from django.utils import translation

from liaison.queries.states import QuestionKind, Source
from liaison.queries.types import Question
from liaison.web.queries.said_by_numbers import said_by_number

TODAY = date(2026, 3, 1)
VEHICLE, VESSEL = QuestionKind.VEHICLE, QuestionKind.VESSEL
SAID: dict[str, tuple[QuestionKind, str, str]] = {
    "a VIN of the United States": (VEHICLE, "1HGCM82633A004352", "2003"),
    "its digit is right": (VEHICLE, "1M8GDM9AXKP042788", "as it should be"),
    "its digit is wrong": (VEHICLE, "1M8GDM9A1KP042788", "should stand there"),
    "a ship": (VESSEL, "9074729", "as it should be"),
    "a ship misread": (VESSEL, "9074728", "wrong"),
    "a hull": (VESSEL, "FRXYZ00001L999", "1999-12"),
}
SILENT: dict[str, tuple[QuestionKind, str]] = {
    "an old frame number": (VEHICLE, "123456"),
    "a vessel by its name": (VESSEL, ""),
    "a document of seventeen characters": (QuestionKind.DOCUMENT, "1HGCM82633A004352"),
}


def asked(kind: QuestionKind, number: str) -> Question:
    """Return a question about a number."""
    return Question(source=Source.NUMBER, number=number, kind=kind)


@pytest.mark.parametrize(("kind", "number", "words"), SAID.values(), ids=SAID)
def test_a_number_speaks(kind: QuestionKind, number: str, words: str) -> None:
    lines = said_by_number(asked(kind, number), today=TODAY)
    assert any(words in value for _, value in lines)


@pytest.mark.parametrize(("kind", "number"), SILENT.values(), ids=SILENT)
def test_what_says_nothing_is_passed_over(kind: QuestionKind, number: str) -> None:
    assert said_by_number(asked(kind, number), today=TODAY) == ()


def test_the_country_is_named_in_the_language_of_the_page() -> None:
    with translation.override("fr"):
        lines = dict(said_by_number(asked(VEHICLE, "WAUZZZ8K9BA012345"), today=TODAY))
    assert any("Allemagne" in value for value in lines.values())
