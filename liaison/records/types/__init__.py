"""Records as values: what one says, what is stored, what pages show, what an import did."""

from liaison.records.types.imported import ImportReport, ParsedRecord, ParsedRow, Reject
from liaison.records.types.said import DocumentFields, Draft, Fields, Item, Value, WireRecord
from liaison.records.types.shown import (
    DocumentFile,
    DocumentPage,
    RecordFile,
    RecordPage,
    Reindexed,
)
from liaison.records.types.stored import (
    AnnotationFacts,
    CopyFacts,
    CorrectionFacts,
    DocumentFacts,
    PastFacts,
    RecordFacts,
)

__all__ = [
    "AnnotationFacts",
    "CopyFacts",
    "CorrectionFacts",
    "DocumentFacts",
    "DocumentFields",
    "DocumentFile",
    "DocumentPage",
    "Draft",
    "Fields",
    "ImportReport",
    "Item",
    "ParsedRecord",
    "ParsedRow",
    "PastFacts",
    "RecordFacts",
    "RecordFile",
    "RecordPage",
    "Reindexed",
    "Reject",
    "Value",
    "WireRecord",
]
