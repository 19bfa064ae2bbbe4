"""Commands of a bureau, run on the database of the tests."""

from collections.abc import Callable, Iterator

import pytest
from typer.testing import CliRunner, Result

from liaison.cli.node_commands import app
from liaison.core import clock as house_clock
from liaison.exchange import trust
from tests.cast import PASSWORD, the_organisations
from tests.simulators.standing_clock import StandingClock

Liaison = Callable[..., Result]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandingClock]:
    """Stop the only clock of the house; directories are verified anew."""
    found = StandingClock()
    monkeypatch.setattr(house_clock, "now", found.now)
    trust._stored.cache_clear()
    yield found
    trust._stored.cache_clear()


@pytest.fixture
def liaison(db: None, clock: StandingClock) -> Liaison:  # noqa: ARG001 - both stand around it
    """Run one command of the bureau of Beijing; a refusal comes out as itself."""
    the_organisations()

    def run(*words: object) -> Result:
        found = CliRunner().invoke(
            app, [str(word) for word in words], env={"LIAISON_INIT_PASSWORD": PASSWORD}
        )
        if found.exception and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found

    return run
