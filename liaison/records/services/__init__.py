"""The verbs of records: what rooms and doors call. One group of verbs for each file."""

from liaison.records.services.distributing import distribute
from liaison.records.services.importing import import_documents, import_records
from liaison.records.services.showing import list_documents, read_document
from liaison.records.services.withdrawing import withdraw

__all__ = [
    "distribute",
    "import_documents",
    "import_records",
    "list_documents",
    "read_document",
    "withdraw",
]
