"""One node with everything on it, made once for all cells; every cell is rolled back."""

import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction

from liaison.core import clock
from liaison.exchange import selectors, services
from liaison.files import blobs
from liaison.identity.models import Delegation
from tests.casework.conftest import desks, node_of
from tests.cast import NOW
from tests.matrix.access import the_access
from tests.matrix.chairs import Chairs, seated
from tests.matrix.things import made
from tests.matrix.trying import Before
from tests.records.outbox import Outbox


@dataclass(frozen=True)
class World:
    """Everybody and everything.

    Attributes:
        chairs: people.
        things: name to id, or to the ids in the order of an address.
        before: how it stands, before and after every cell.
    """

    chairs: Chairs
    things: Mapping[str, object]
    before: Before


@contextmanager
def world(disk: Path) -> Generator[World]:
    """Make the node; when left, nothing of it stays.

    Args:
        disk: an empty folder for the bytes of files.
    """
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(clock, "now", lambda: NOW)
        patch.setattr(blobs, "home", lambda: disk)
        box = Outbox()
        for name in ("queue", "sign_statement", "verify_statement"):
            patch.setattr(services, name, getattr(box, name))
        patch.setattr(services, "mark", lambda *_, **__: None)
        patch.setattr(sys.modules["liaison.exchange.selectors.desks"], "desks", desks)
        patch.setattr(selectors, "desks", desks)
        patch.setattr(selectors, "node_of", node_of)
        chairs = seated()
        things = made(chairs) | the_access(chairs)
        things["delegation_macao"] = Delegation.objects.get(rules="beijing/macao").pk
        yield World(chairs, things, Before.now())
        transaction.set_rollback(True)
