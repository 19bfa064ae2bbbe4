"""What every test of the staff site stands on: a clock that stands, and people at their desks."""

from collections.abc import Callable

import pytest
from django.test import Client

from liaison.core import clock
from tests.cast import NOW, a_person, sit_down

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always the morning on which the cast got their chairs."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def at_desk(db: None) -> Callable[..., Client]:  # noqa: ARG001 - asks for the database
    """Return a way to get a browser in which one of the cast is signed in."""

    def sit(name: str = "Ada", *, role: str | None = None) -> Client:
        client = Client()
        sit_down(client, a_person(name, role=role))
        return client

    return sit
