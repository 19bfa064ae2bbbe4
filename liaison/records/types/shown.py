"""What pages show: one record with all that hangs on it, and pages of lists."""

from dataclasses import dataclass
from uuid import UUID

from liaison.files.types import FileFacts
from liaison.records.types.stored import (
    AnnotationFacts,
    CopyFacts,
    CorrectionFacts,
    DocumentFacts,
    PastFacts,
    RecordFacts,
)


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """Everything this node knows about one travel document.

    Attributes:
        document: the record.
        withdrawal_note: the owner's words, never sent abroad.
        recipients: the distribution list, in alphabetical order.
        copies: the copy register, in the same order.
    """

    document: DocumentFacts
    withdrawal_note: str
    recipients: tuple[str, ...]
    copies: tuple[CopyFacts, ...]


@dataclass(frozen=True, slots=True)
class RecordFile:
    """Everything this node knows about one record.

    Attributes:
        record: the record.
        withdrawal_note: the owner's words, never sent abroad.
        recipients: the distribution list, in alphabetical order.
        excluded: bureaus that must never receive it, in the same order.
        copies: the copy register, in the same order.
        annotations: newest first.
        corrections: newest first.
        past: earlier versions of our own record, newest first.
        review_due: whether its re-examination is open.
        photographs: those it names, wherever they stand; opened through the record only.
    """

    record: RecordFacts
    withdrawal_note: str
    recipients: tuple[str, ...]
    excluded: tuple[str, ...]
    copies: tuple[CopyFacts, ...]
    annotations: tuple[AnnotationFacts, ...]
    corrections: tuple[CorrectionFacts, ...]
    past: tuple[PastFacts, ...]
    review_due: bool
    photographs: tuple[FileFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordPage:
    """One page of a list.

    Attributes:
        records: newest first.
        page: its number, from 1.
        pages: how many there are, at least 1.
        total: how many records match.
        reviews_due: how many records of ours are due for re-examination.
        corrections_open: how many corrections wait for our answer.
    """

    records: tuple[RecordFacts, ...]
    page: int
    pages: int
    total: int
    reviews_due: int
    corrections_open: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """One page of a list.

    Attributes:
        documents: newest first.
        page: its number, from 1.
        pages: how many there are, at least 1.
        total: how many documents match.
    """

    documents: tuple[DocumentFacts, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Reindexed:
    """How far the index was built again.

    Attributes:
        last: the record it came to; None when there was nothing left.
        done: how many were put in or taken out.
        left: how many come after.
    """

    last: UUID | None
    done: int
    left: int
