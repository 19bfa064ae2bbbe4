"""Queries is tested alone: what it sends stays in an outbox."""

import pytest

from liaison.exchange import services as exchange
from tests.records.outbox import Outbox


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch) -> Outbox:
    """Put an outbox where exchange would be."""
    box = Outbox()
    for name in ("queue", "sign_statement", "verify_statement"):
        monkeypatch.setattr(exchange, name, getattr(box, name))
    return box
