"""The verbs of records: what rooms and doors call. One group of verbs for each file."""

from liaison.records.services.annotating import annotate
from liaison.records.services.correcting import ask_correction, decide_correction
from liaison.records.services.distributing import distribute
from liaison.records.services.entering import change, enter, keep, restrict
from liaison.records.services.importing import import_documents, import_records
from liaison.records.services.reindexing import reindex
from liaison.records.services.ruling import open_kind
from liaison.records.services.showing import (
    kind_of,
    list_corrections,
    list_documents,
    list_records,
    list_records_before,
    open_photograph,
    read_document,
    read_record,
)
from liaison.records.services.withdrawing import withdraw

__all__ = [
    "annotate",
    "ask_correction",
    "change",
    "decide_correction",
    "distribute",
    "enter",
    "import_documents",
    "import_records",
    "keep",
    "kind_of",
    "list_corrections",
    "list_documents",
    "list_records",
    "list_records_before",
    "open_kind",
    "open_photograph",
    "read_document",
    "read_record",
    "reindex",
    "restrict",
    "withdraw",
]
