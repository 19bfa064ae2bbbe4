"""The pages of records are tested without a line abroad: what is sent stays in an outbox."""

from tests.records.conftest import outbox

__all__ = ["outbox"]
