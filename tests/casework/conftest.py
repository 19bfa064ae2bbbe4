"""Casework is tested alone: what it sends stays in an outbox, and the directory is a list."""

import sys

import pytest

from liaison.exchange import selectors, services
from liaison.exchange.errors import UnknownBureau
from liaison.exchange.types import DeskFacts
from tests.cast import the_organisations
from tests.records.outbox import Outbox

DESKS = (
    ("beijing", "IP BEIJING", "asia-south-pacific", "beijing"),
    ("beijing/hong-kong", "IP HONG KONG", "asia-south-pacific", "beijing/hong-kong"),
    ("beijing/macao", "IP MACAO", "asia-south-pacific", "beijing"),
    ("lyon", "IPSG LYON", "europe", "lyon"),
    ("seoul", "IP SEOUL", "asia-south-pacific", "seoul"),
    ("suva", "IP SUVA", "asia-south-pacific", "suva"),
)


def desks(_: object) -> tuple[DeskFacts, ...]:
    """Return the desks of a small world, two of them on our own node."""
    return tuple(
        DeskFacts(key, address, address.title(), region, "", node, own=node == "beijing")
        for key, address, region, node in DESKS
    )


def node_of(desk: str, _: object) -> str:
    """Return the node of a desk."""
    for key, _address, _region, node in DESKS:
        if key == desk:
            return node
    raise UnknownBureau(desk)


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch, db: None) -> Outbox:  # noqa: ARG001 - loads rows
    """Put an outbox where exchange would be, and five other desks into the directory."""
    return put_outbox(monkeypatch)


def put_outbox(monkeypatch: pytest.MonkeyPatch) -> Outbox:
    """Do what the fixture does, for whoever has a database for longer than one test."""
    the_organisations()
    box = Outbox()
    for name in ("queue", "sign_statement", "verify_statement"):
        monkeypatch.setattr(services, name, getattr(box, name))
    monkeypatch.setattr(services, "mark", lambda *_, **__: None)
    monkeypatch.setattr(sys.modules["liaison.exchange.selectors.desks"], "desks", desks)
    monkeypatch.setattr(selectors, "desks", desks)
    monkeypatch.setattr(selectors, "node_of", node_of)
    return box
