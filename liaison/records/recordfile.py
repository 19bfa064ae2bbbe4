"""Files of records of any kind: CSV by the names of the kind's fields, or one JSON object a line.

Read twice like files of documents: `survey` refuses the file before anything is stored, `read`
gives one record or one reject per line. In CSV the entries of a list stand between `|`, the
parts of an entry between `:`.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, Final, NoReturn

from liaison.records import csvfile
from liaison.records.csvfile import Columns, Survey
from liaison.records.drafting import columns, draft_of_object, draft_of_texts, mandatory
from liaison.records.errors import FieldRefused, FileRefused
from liaison.records.kinds.table import PLAIN_MAXIMUM
from liaison.records.shown import cleaned
from liaison.records.states import RecordKind
from liaison.records.types import ParsedRecord, Reject

LINE_MAXIMUM: Final = 2 * PLAIN_MAXIMUM  # escapes may double what is stored


def survey(stream: BinaryIO, kind: RecordKind, *, json_lines: bool) -> Survey:
    """Look at the whole file without storing anything.

    Args:
        stream: the file, at its beginning.
        kind: what its records are about.
        json_lines: whether it has one JSON object a line; else it is CSV.

    Raises:
        FileRefused: as `csvfile.survey`.
        PersonalDataRefused: a column would carry data about a person into a register of things.
    """
    if not json_lines:
        return csvfile.survey(stream, _columns(kind))
    digest = hashlib.sha256()
    lines = sum(bool(line.strip()) for _, line in csvfile.lines_of(stream, digest, LINE_MAXIMUM))
    if not lines:
        raise FileRefused("holds no records: at least one JSON object is needed")
    return Survey(digest=digest.hexdigest(), lines=lines)


def read(
    stream: BinaryIO, kind: RecordKind, *, json_lines: bool, today: date
) -> Iterator[ParsedRecord | Reject]:
    """Give every line of the file as a record or as a reject; empty lines are passed over.

    Args:
        stream: the file, at its beginning, surveyed before.
        kind: what its records are about.
        json_lines: whether it has one JSON object a line; else it is CSV.
        today: the day the dates are measured against.

    Raises:
        FileRefused: as `survey`; only if the file changed since.
    """
    if json_lines:
        for number, line in csvfile.lines_of(stream, hashlib.sha256(), LINE_MAXIMUM):
            if line.strip():
                yield _of_object(number, line, kind, today)
        return
    for row in csvfile.rows(stream, _columns(kind)):
        yield row if isinstance(row, Reject) else _of_texts(*row, kind, today)


def _columns(kind: RecordKind) -> Columns:
    return Columns(columns(kind), mandatory(kind), LINE_MAXIMUM)


def _of_texts(
    number: int, cells: dict[str, str], kind: RecordKind, today: date
) -> ParsedRecord | Reject:
    try:
        return ParsedRecord(number, draft_of_texts(kind, cells, today=today))
    except FieldRefused as refusal:
        return Reject(number, refusal.field, cleaned(refusal.value), refusal.reason)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object; of a name that stands twice each program believes another one."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _no_number(_text: str) -> NoReturn:
    raise ValueError


def _of_object(number: int, line: str, kind: RecordKind, today: date) -> ParsedRecord | Reject:
    try:
        said = json.loads(line, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return Reject(number, "", cleaned(line), "is not JSON; a record is one object on one line")
    if not isinstance(said, dict):
        return Reject(number, "", cleaned(line), "must be a JSON object")
    try:
        return ParsedRecord(number, draft_of_object(kind, said, today=today))
    except FieldRefused as refusal:
        return Reject(number, refusal.field, cleaned(refusal.value), refusal.reason)
