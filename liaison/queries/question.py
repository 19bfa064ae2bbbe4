"""From what a scanner or a person typed to a question: read once, at the edge, or refused."""

from datetime import date

from liaison.lib.ids.countries import parse_state
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.mrz import read_td3
from liaison.lib.ids.numbers import NUMBER_MAXIMUM, fold_number, normalise_number
from liaison.queries.errors import QuestionRefused
from liaison.queries.states import Source
from liaison.queries.types import Question


def parse_question(text: str, issuing_state: str, *, today: date) -> Question:
    """Return what is asked about a document.

    What is longer than any number is read as the lines of a passport. These name their State
    themselves; the one chosen beside them is then not used, and the question tells so.

    Args:
        text: the machine readable zone in any form, or a number in any spelling.
        issuing_state: ICAO code of the State; may be empty beside the lines of a passport.
        today: the day of reading.

    Returns:
        The question, with every repair.

    Raises:
        QuestionRefused: it cannot be read; tells the field and why.
    """
    if len(text.strip()) > NUMBER_MAXIMUM:
        return _from_zone(text, issuing_state, today)
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


def _from_zone(text: str, chosen: str, today: date) -> Question:
    try:
        reading = read_td3(text, today=today)
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


def _state(code: str) -> str:
    try:
        return parse_state(code, field="issuing_state").code
    except IdsRefusal as refusal:
        raise QuestionRefused("issuing_state", refusal) from refusal
