"""The door of the agencies' API with a keyring beside it, on a morning that stands still."""

import uuid
from collections.abc import Callable, Sequence

import pytest
from django.test import Client

from liaison.api.agencies import paces
from liaison.core import clock
from liaison.core.paces import Paces
from liaison.exchange.states import AskMark
from liaison.identity import services
from liaison.identity.attempts import Attempts
from liaison.identity.services import machines
from liaison.queries import abroad
from liaison.queries.types import SourceFacts
from tests.api.agencies.caller import Keyring, Machine
from tests.casework.conftest import outbox
from tests.cast import NOW, a_person, sit_down
from tests.files.conftest import disk

__all__ = ["disk", "outbox"]


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always the morning on which the cast begins, and nobody has called yet."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(paces, "PACES", Paces(paces.PER_SECOND, paces.BURST))
    monkeypatch.setattr(machines, "attempts", Attempts())


@pytest.fixture(autouse=True)
def abroad_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every bureau that is asked answers in 40 milliseconds that it holds nothing."""

    def ask(*_: object, bureaus: Sequence[str], **__: object) -> abroad.Heard:
        found = (SourceFacts(one, AskMark.ANSWERED, 0, 40) for one in bureaus)
        return abroad.Heard((), tuple(found))

    monkeypatch.setattr(abroad, "ask", ask)


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Keyring:
    """Return machine keys."""
    found = Keyring()
    monkeypatch.setattr(services, "authenticate_machine", found.authenticate)
    return found


@pytest.fixture
def machine(keyring: Keyring, db: None) -> Machine:  # noqa: ARG001 - asks for the database
    """Return a machine of Beijing that may do everything."""
    return Machine(keyring.give())


@pytest.fixture
def new_key() -> Callable[[], str]:
    """Return a way to get a new Idempotency-Key."""
    return lambda: str(uuid.uuid4())


@pytest.fixture
def at_desk(db: None) -> Client:  # noqa: ARG001 - asks for the database
    """Return a browser in which Ada is signed in."""
    client = Client()
    sit_down(client, a_person())
    return client
