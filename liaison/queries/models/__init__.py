"""Checks, hits, confirmations, alerts and offers as tables. One group for each file."""

from liaison.queries.models.alerts import Alert, Offer
from liaison.queries.models.bulk import BulkCheck, BulkChunk
from liaison.queries.models.checks import Check, Hit, Snapshot, Step
from liaison.queries.models.confirmations import Confirmation

__all__ = [
    "Alert",
    "BulkCheck",
    "BulkChunk",
    "Check",
    "Confirmation",
    "Hit",
    "Offer",
    "Snapshot",
    "Step",
]
