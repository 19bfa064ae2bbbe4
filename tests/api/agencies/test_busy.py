"""A database that is held: a machine is told to come again with the same key, and finds it."""

from collections.abc import Iterator

import pytest

from liaison.core.busy import RETRY_SECONDS
from tests.api.agencies.caller import Keyring, Machine
from tests.api.agencies.examples import EXAMPLES
from tests.audit.cast import empty_the_log
from tests.cast import entries
from tests.simulators.held_database import held

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def committing(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ends after this one
    """Empty the log after the test, which the log itself refuses."""
    yield
    empty_the_log()


def test_a_call_is_made_again(keyring: Keyring, caplog: pytest.LogCaptureFixture) -> None:
    machine = Machine(keyring.give())
    before = entries()
    with held():
        answer = machine.call("check", EXAMPLES["check"].body)
    assert (answer.status, answer.code) == (503, "api:busy")
    assert answer.headers["Retry-After"] == str(RETRY_SECONDS)
    assert entries() == before
    assert "database busy" in caplog.text
    assert machine.call("check", EXAMPLES["check"].body).status == 200
