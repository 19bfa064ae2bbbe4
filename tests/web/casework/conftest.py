"""The pages of casework are tested without a line abroad: five desks stand in a list."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.casework.conftest import outbox
from tests.casework.things import UNIT
from tests.cast import a_person, sit_down
from tests.records.outbox import Outbox

__all__ = ["outbox"]
HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def abroad(outbox: Outbox) -> Outbox:
    """Five other desks stand in the directory; what is sent stays in an outbox."""
    return outbox


@pytest.fixture
def in_unit(db: None) -> Callable[..., Client]:  # noqa: ARG001 - asks for the database
    """Return a way to get a browser in which Mei of Shenzhen is signed in."""

    def sit(name: str = "Mei", *, role: str = "unit_officer") -> Client:
        client = Client()
        sit_down(client, a_person(name, organisation=UNIT, role=role))
        return client

    return sit
