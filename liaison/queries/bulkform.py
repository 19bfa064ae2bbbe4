"""Lines of a bulk check: read into questions, packed into chunks and unpacked. Pure."""

import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from liaison.queries.errors import QuestionRefused
from liaison.queries.question import parse_any, parse_question
from liaison.queries.states import QuestionKind, Verdict
from liaison.queries.types import Question
from liaison.queries.types.bulk import BulkAnswer, BulkLine, BulkReject, ReadLine

# columns of a list, in the order of a template; one line may ask about a person and a document
REFERENCE: Final = "reference"
NAME, BIRTH, SEX, NATIONALITY = "name", "birth", "sex", "nationality"
NUMBER, STATE = "number", "issuing_state"
COLUMNS: Final = (REFERENCE, NAME, BIRTH, SEX, NATIONALITY, NUMBER, STATE)
EMPTY: Final = "queries:bulk_empty_line"
MALFORMED: Final = "queries:bulk_line"
_LEVEL: Final = 1  # of compression: a list of names shrinks to a third in no time
_COLUMN_OF: Final = {
    QuestionKind.PERSON: {"text": NAME},
    QuestionKind.DOCUMENT: {"text": NUMBER, "state": STATE},
}


def questions_of(cells: Mapping[str, str], *, today: date) -> tuple[Question, ...]:
    """Return what a line asks: about a person, a document, or both.

    Args:
        cells: by column.
        today: the day of reading.

    Raises:
        QuestionRefused: a cell cannot be read; `field` is its column.
    """
    found = list[Question]()
    if NAME in cells:
        said = {name: cells.get(name, "") for name in (BIRTH, SEX, NATIONALITY)}
        found += _read(
            QuestionKind.PERSON, cells[NAME], today, birth=said[BIRTH], sex=said[SEX],
            nationality=said[NATIONALITY],
        )  # fmt: skip
    if NUMBER in cells:
        found += _read(
            QuestionKind.DOCUMENT, cells[NUMBER], today, issuing_state=cells.get(STATE, "")
        )
    return tuple(found)


def read_line(line: BulkLine, *, today: date) -> ReadLine:
    """Return a line with what it asks, or with why it asks nothing."""
    if line.fault:
        return ReadLine(line, (), reason=MALFORMED)
    try:
        questions = questions_of(line.cells, today=today)
    except QuestionRefused as refusal:
        return ReadLine(line, (), refusal.field, refusal.cause.code)
    return ReadLine(line, questions, reason="" if questions else EMPTY)


def pack_lines(lines: Iterable[BulkLine]) -> bytes:
    """Return lines as a chunk keeps them until they are asked."""
    return _pack([[one.line, one.reference, dict(one.cells), one.fault] for one in lines])


def unpack_lines(packed: bytes) -> tuple[BulkLine, ...]:
    """Return the lines of a chunk."""
    return tuple(BulkLine(*row) for row in _unpack(packed))


def pack_answers(answers: Iterable[BulkAnswer]) -> bytes:
    """Return answers as a chunk keeps them."""
    return _pack(
        [
            [one.line, one.reference, one.verdict.value]
            if not one.hits
            else [
                one.line, one.reference, one.verdict.value,
                [str(hit) for hit in one.hits], round(one.score, 3), one.by_name_only,
            ]
            for one in answers
        ]
    )  # fmt: skip


def unpack_answers(packed: bytes) -> tuple[BulkAnswer, ...]:
    """Return the answers of a chunk."""
    return tuple(_answer(row) for row in _unpack(packed))


def pack_rejects(rejects: Iterable[BulkReject]) -> bytes:
    """Return rejects as a chunk keeps them."""
    return _pack(
        [[one.line, one.reference, one.field, one.reason, dict(one.cells)] for one in rejects]
    )


def unpack_rejects(packed: bytes) -> tuple[BulkReject, ...]:
    """Return the rejects of a chunk."""
    return tuple(BulkReject(*row) for row in _unpack(packed))


def _answer(row: list[Any]) -> BulkAnswer:
    line, reference, verdict, *matched = row
    if not matched:
        return BulkAnswer(line, reference, Verdict(verdict))
    hits, score, by_name_only = matched
    ids = tuple(UUID(one) for one in hits)
    return BulkAnswer(line, reference, Verdict(verdict), ids, score, by_name_only)


def _read(
    kind: QuestionKind, text: str, today: date, *, issuing_state: str = "", **said: str
) -> tuple[Question, ...]:
    try:
        if kind is QuestionKind.DOCUMENT:
            return (parse_question(text, issuing_state, today=today),)
        return parse_any(text, kind=kind, today=today, **said)
    except QuestionRefused as refusal:
        column = _COLUMN_OF[kind].get(refusal.field, refusal.field)
        raise QuestionRefused(column, refusal.cause) from refusal


def _pack(rows: list[list[Any]]) -> bytes:
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode(), _LEVEL)


def _unpack(packed: bytes) -> list[list[Any]]:
    found: list[list[Any]] = json.loads(zlib.decompress(packed)) if packed else []
    return found
