"""Files of records: CSV as spreadsheets and other systems write it (RFC 4180), read as a stream.

A file is read twice. `survey` looks at every byte and refuses the file before anything is
stored; `read` then gives one document or one reject per line. A record is one line: quoted line
breaks are refused, because a lost quote would otherwise swallow the documents after it.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Final, TextIO

from liaison.records import policy
from liaison.records.errors import FieldRefused, FileRefused, PersonalDataRefused
from liaison.records.fields import FORMULA, MANDATORY, NAMES, cleaned, parse_fields, write_fields
from liaison.records.types import DocumentFields, ParsedRow, Reject

LINE_MAXIMUM: Final = 4 * 1024  # bytes; the longest sensible line has about 600
LINES_MAXIMUM: Final = 500_000  # a national register's yearly reports; split larger files
_BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
_DELIMITERS: Final = (",", ";")
_CELLS: Final = 10  # one cell may have a tenth of a line: of a document 409 characters
# words in a header that speak of a person; a column of such a name is refused with the reason
_PERSONAL: Final = (
    *("name", "birth", "born", "dob", "sex", "gender", "nationality", "citizen", "holder"),
    *("bearer", "person", "face", "photo", "portrait", "fingerprint", "address", "phone"),
    *("姓", "出生", "性别", "国籍", "이름", "성명", "생년"),
)


@dataclass(frozen=True)
class Survey:
    """What a file is, before it is read.

    Attributes:
        digest: SHA-256 of its bytes, in hexadecimal.
        lines: how many lines follow the header.
    """

    digest: str
    lines: int


@dataclass(frozen=True)
class Columns:
    """What a file may have in its header.

    Attributes:
        names: all that is known.
        mandatory: what must be there.
        line: most bytes of one line.
        lines: most lines behind the header.
        personal: whether the file may speak of persons.
    """

    names: tuple[str, ...]
    mandatory: frozenset[str]
    line: int = LINE_MAXIMUM
    lines: int = LINES_MAXIMUM
    personal: bool = False


@dataclass(frozen=True)
class _Layout:
    delimiter: str
    columns: tuple[str, ...]


DOCUMENTS: Final = Columns(NAMES, MANDATORY)


def survey(stream: BinaryIO, columns: Columns = DOCUMENTS) -> Survey:
    """Look at the whole file without storing anything.

    Args:
        stream: the file, at its beginning.
        columns: what its header may have.

    Raises:
        FileRefused: empty, not UTF-8, NUL bytes, a line or the file too long, a header that
            lacks a mandatory column, repeats one or has one nobody knows.
        PersonalDataRefused: a column would carry data about a person.
    """
    digest = hashlib.sha256()
    lines = 0
    for number, line in lines_of(stream, digest, columns.line, columns.lines):
        if number == 1:
            _layout(line, columns)
        elif line.strip():
            lines += 1
    if not lines:
        raise FileRefused("holds no records: a header and at least one line are needed")
    return Survey(digest=digest.hexdigest(), lines=lines)


def read(stream: BinaryIO, *, today: date) -> Iterator[ParsedRow | Reject]:
    """Give every line of the file as a document or as a reject; empty lines are passed over.

    Args:
        stream: the file, at its beginning, surveyed before.
        today: the day the dates are measured against.

    Raises:
        FileRefused: as `survey`; only if the file changed since.
    """
    for row in rows(stream, DOCUMENTS):
        if isinstance(row, Reject):
            yield row
            continue
        number, cells = row
        try:
            fields = parse_fields(cells)
            policy.check_dates(fields, today=today)
        except FieldRefused as refusal:
            yield Reject(number, refusal.field, cleaned(refusal.value), refusal.reason)
        else:
            yield ParsedRow(number, fields)


def rows(stream: BinaryIO, columns: Columns) -> Iterator[tuple[int, dict[str, str]] | Reject]:
    """Give every line of the file as its number and its cells by column, or as a reject.

    Args:
        stream: the file, at its beginning, surveyed before.
        columns: what its header may have.

    Raises:
        FileRefused: as `survey`; only if the file changed since.
    """
    layout: _Layout | None = None
    for number, line in lines_of(stream, hashlib.sha256(), columns.line, columns.lines):
        if layout is None:
            layout = _layout(line, columns)
        elif line.strip():
            yield _row(number, line, layout, columns.line)


def write_documents(stream: TextIO, documents: Iterable[DocumentFields]) -> None:
    """Write documents as a file that `read` reads back to equal documents."""
    writer = csv.DictWriter(stream, NAMES, lineterminator="\r\n")
    writer.writeheader()
    for document in documents:
        writer.writerow(write_fields(document))


def write_rejects(stream: TextIO, rejects: Iterable[Reject]) -> None:
    """Write rejects as a file for a spreadsheet; no cell of it is run as a formula."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(("line", "column", "value", "reason"))
    for reject in rejects:
        texts = (reject.column, reject.value, reject.reason)
        writer.writerow((reject.line, *(_guarded(text) for text in texts)))


def _guarded(text: str) -> str:
    # the apostrophe tells a spreadsheet that text follows (CSV injection, CWE-1236); outer
    # spaces go first, because some programs look behind them
    text = text.strip()
    return f"'{text}" if text.startswith(FORMULA) else text


def lines_of(
    stream: BinaryIO, digest: "hashlib._Hash", longest: int, most: int = LINES_MAXIMUM
) -> Iterator[tuple[int, str]]:
    """Give the lines of a text file with their numbers, from 1; all bytes go into the digest.

    Raises:
        FileRefused: not UTF-8, NUL bytes, a line or the file too long.
    """
    number = 0
    while raw := stream.readline(longest + 1):
        number += 1
        digest.update(raw)
        if len(raw) > longest:
            raise FileRefused(f"longer than {longest} bytes", number)
        if number > most + 1:
            raise FileRefused(f"more than {most} lines: split the file", number)
        yield number, _decoded(raw, number)


def _decoded(raw: bytes, number: int) -> str:
    if number == 1 and raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused("is UTF-16: save it as 'CSV UTF-8'", number)
    if b"\0" in raw:
        raise FileRefused("holds NUL bytes: this is not a text file", number)
    try:
        line = raw.decode()
    except UnicodeDecodeError as error:
        reason = f"byte {error.start + 1} is not UTF-8: save the file as 'CSV UTF-8'"
        raise FileRefused(reason, number) from error
    return (line.removeprefix(_BOM) if number == 1 else line).rstrip("\r\n")


def _layout(line: str, known: Columns) -> _Layout:
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        columns = tuple(cell.strip().lower() for cell in _cells(line, delimiter))
    except csv.Error as error:
        raise FileRefused("the header is not CSV", 1) from error
    for column in columns:
        if column not in known.names:
            shown = cleaned(column)
            if not known.personal and any(word in column for word in _PERSONAL):
                raise PersonalDataRefused(shown)
            raise FileRefused(
                f"column '{shown}' is not known; known are: {', '.join(known.names)}", 1
            )
    if len(set(columns)) != len(columns):
        raise FileRefused("a column stands twice in the header", 1)
    if missing := known.mandatory - set(columns):
        raise FileRefused(f"the header lacks: {', '.join(sorted(missing))}", 1)
    return _Layout(delimiter=delimiter, columns=columns)


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader((line,), delimiter=delimiter, strict=True), [])


def _row(
    number: int, line: str, layout: _Layout, longest: int
) -> tuple[int, dict[str, str]] | Reject:
    try:
        cells = _cells(line, layout.delimiter)
    except csv.Error:
        reason = "quotes do not match; a record is one line, without line breaks in it"
        return Reject(number, "", cleaned(line), reason)
    if len(cells) != len(layout.columns):
        reason = f"{len(cells)} cells, but the header has {len(layout.columns)}"
        return Reject(number, "", cleaned(line), reason)
    for column, cell in zip(layout.columns, cells, strict=True):
        if len(cell) > (most := longest // _CELLS):
            reason = f"has {len(cell)} characters; at most {most}"
            return Reject(number, column, cleaned(cell), reason)
    return number, dict(zip(layout.columns, cells, strict=True))
