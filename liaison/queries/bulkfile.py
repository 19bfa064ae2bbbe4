"""Files of lists: CSV as spreadsheets and airlines write it, read as a stream; what comes back.

A file is read twice: `survey` looks at every byte and refuses the file before anything is stored,
`read` then gives its lines. Result and rejects files are for a spreadsheet, which must not run a
cell of them as a formula.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, Final, TextIO

from liaison.core import texts
from liaison.queries import bulkform, bulkpolicy
from liaison.queries.types.bulk import BulkAnswer, BulkLine, BulkReject
from liaison.records import csvfile
from liaison.records.csvfile import Columns, Survey
from liaison.records.errors import FileRefused
from liaison.records.fields import FORMULA
from liaison.records.types import Reject

LINE: Final = 4 * 1024  # bytes
BYTES: Final = 256 * 1024 * 1024  # of a file: a million lines of 256
RESULTS: Final = ("line", "reference", "verdict", "matches", "likeness", "by_name_only", "hits")
REJECTS: Final = ("line", "field", "reason", *bulkform.COLUMNS)
COLUMNS: Final = Columns(
    bulkform.COLUMNS, frozenset(), line=LINE, lines=bulkpolicy.POLICY.lines, personal=True
)


def survey(stream: BinaryIO) -> Survey:
    """Look at the whole file without storing anything.

    Args:
        stream: the file, at its beginning.

    Raises:
        FileRefused: empty, not UTF-8, NUL bytes, a line or the file too long, a header with a
            column that nobody knows or twice the same, or with neither a name nor a number.
    """
    header = stream.readline(LINE + 1).lower()
    stream.seek(0)
    found = csvfile.survey(stream, COLUMNS)
    if not any(name.encode() in header for name in (bulkform.NAME, bulkform.NUMBER)):
        raise FileRefused("the header needs a column 'name' or a column 'number'", 1)
    return found


def read(stream: BinaryIO) -> Iterator[BulkLine]:
    """Give every line of the file; empty ones are passed over.

    Args:
        stream: the file, at its beginning, surveyed before.
    """
    for row in csvfile.rows(stream, COLUMNS):
        if isinstance(row, Reject):
            kept = {row.column or bulkform.NAME: row.value} if row.value else {}
            yield BulkLine(row.line, "", kept, row.reason)
        else:
            number, cells = row
            yield line_of(number, cells)


def line_of(number: int, cells: dict[str, str]) -> BulkLine:
    """Return a line, its texts put right and bounded.

    Args:
        number: of the line.
        cells: by column, as they came.
    """
    said = {name: tidy for name, text in cells.items() if (tidy := texts.tidy(text))}
    fault = next((f"{name}: {why}" for name, text in said.items() if (why := _wrong(text))), "")
    if fault:
        said = {name: _bounded(text) for name, text in said.items()}
    reference = said.pop(bulkform.REFERENCE, "")
    if len(reference) > bulkpolicy.REFERENCE:
        fault = fault or f"reference: at most {bulkpolicy.REFERENCE} characters"
        reference = reference[: bulkpolicy.REFERENCE]
    return BulkLine(number, reference, said, fault)


def write_results(stream: TextIO, answers: Iterable[BulkAnswer], *, header: bool) -> None:
    """Write answers; of persons nothing but the asker's own reference."""
    writer = csv.writer(stream, lineterminator="\r\n")
    if header:
        writer.writerow(RESULTS)
    for one in answers:
        score = f"{one.score:.2f}" if one.hits else ""
        named = "yes" if one.by_name_only else ""
        hits = " ".join(str(hit) for hit in one.hits)
        matches = len(one.hits)
        writer.writerow(
            (one.line, guarded(one.reference), one.verdict.value, matches, score, named, hits)
        )


def write_rejects(
    stream: TextIO,
    rejects: Iterable[BulkReject],
    *,
    header: bool,
    words: Callable[[BulkReject], str],
) -> None:
    """Write rejects with what they said, so that they can be put right and sent again.

    Args:
        stream: where to.
        rejects: lines that were not asked.
        header: whether the first line names the columns.
        words: why, in the reader's language.
    """
    writer = csv.writer(stream, lineterminator="\r\n")
    if header:
        writer.writerow(REJECTS)
    for one in rejects:
        cells = {bulkform.REFERENCE: one.reference, **one.cells}
        said = (guarded(cells.get(name, "")) for name in bulkform.COLUMNS)
        writer.writerow((one.line, one.field, words(one), *said))


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs (CSV injection, CWE-1236)."""
    text = text.strip()
    return f"'{text}" if text.startswith(FORMULA) else text


def _wrong(text: str) -> str:
    if len(text) > bulkpolicy.CELL:
        return f"at most {bulkpolicy.CELL} characters"
    return "characters that act on a screen" if texts.hidden(text) else ""


def _bounded(text: str) -> str:
    return texts.shown(text[: bulkpolicy.CELL], most=bulkpolicy.CELL)
