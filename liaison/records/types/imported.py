"""What an import reads and reports."""

from dataclasses import dataclass

from liaison.records.types.said import DocumentFields, Draft


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One line of a file that says a document in full.

    Attributes:
        line: its number in the file; the header is line 1.
        fields: what it says.
    """

    line: int
    fields: DocumentFields


@dataclass(frozen=True, slots=True)
class ParsedRecord:
    """One line of a file that says a record of any kind in full.

    Attributes:
        line: its number in the file; the header is line 1.
        draft: what it says.
    """

    line: int
    draft: Draft


@dataclass(frozen=True, slots=True)
class Reject:
    """One line of a file that was not taken, and why.

    Attributes:
        line: its number in the file.
        column: where the trouble is, or "" for the whole line.
        value: what was read there, shortened and made safe to print.
        reason: what to do about it.
    """

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        created: new records.
        changed: records with a new version.
        unchanged: lines that said what was known.
        messages: messages queued.
        rejects: lines not taken, in the order of the file.
    """

    created: int
    changed: int
    unchanged: int
    messages: int
    rejects: tuple[Reject, ...]
