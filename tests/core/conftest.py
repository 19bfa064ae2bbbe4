"""Jobs of the tests, and a database in which transactions are real."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from liaison.core.sockets import JOBS, JobKind, JobPayload
from tests.audit.cast import empty_the_log

Run = Callable[[JobPayload, datetime], datetime | None]
Plug = Callable[..., None]


@pytest.fixture
def committing(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ends after this one
    """Give a test a database in which transactions are real, and empty the log after it."""
    yield
    empty_the_log()


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Plug:
    """Return a function that plugs in the kind `test.job`."""

    def plug_in(
        run: Run,
        *,
        transactional: bool = True,
        pending: Callable[[JobPayload, datetime], bool] | None = None,
    ) -> None:
        monkeypatch.setitem(JOBS, "test.job", JobKind(run, transactional, pending))

    return plug_in


@pytest.fixture
def done(plug: Plug) -> list[JobPayload]:
    """Plug in a kind that keeps what it was given; the list fills as it does."""
    found: list[JobPayload] = []
    plug(lambda payload, _: found.append(payload))
    return found
