"""The promises to call a bureau: with messages, and with files; one job at a time for each."""

from datetime import datetime

from liaison.core import jobs

SEND = "exchange.send"
BRING = "exchange.bring"


def call(organisation: str, *, at: datetime) -> None:
    """Promise a call to a bureau, in the caller's transaction: one at a time for each bureau."""
    jobs.enqueue(SEND, {"to": organisation}, due_at=at, key=f"{SEND}:{organisation}")


def bring(organisation: str, *, at: datetime) -> None:
    """Promise to bring the files that wait for a bureau, in the caller's transaction."""
    jobs.enqueue(BRING, {"to": organisation}, due_at=at, key=f"{BRING}:{organisation}")
