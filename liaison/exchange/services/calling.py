"""The promise to call a bureau: one job at a time for each."""

from datetime import datetime

from liaison.core import jobs

SEND = "exchange.send"


def call(organisation: str, *, at: datetime) -> None:
    """Promise a call to a bureau, in the caller's transaction: one at a time for each bureau."""
    jobs.enqueue(SEND, {"to": organisation}, due_at=at, key=f"{SEND}:{organisation}")
