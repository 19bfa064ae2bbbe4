"""Casework is tested alone: what it sends stays in an outbox, and the directory is a list."""

import pytest

from liaison.exchange import selectors, services
from tests.cast import the_organisations
from tests.records.outbox import Outbox

BUREAUS = ("lyon", "seoul", "suva")


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch, db: None) -> Outbox:  # noqa: ARG001 - loads rows
    """Put an outbox where exchange would be, and three other bureaus into the directory."""
    the_organisations()
    box = Outbox()
    for name in ("queue", "sign_statement", "verify_statement"):
        monkeypatch.setattr(services, name, getattr(box, name))
    monkeypatch.setattr(services, "mark", lambda *_, **__: None)
    monkeypatch.setattr(selectors, "bureaus", lambda _: BUREAUS)
    return box
