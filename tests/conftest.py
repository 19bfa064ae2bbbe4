"""What every test of the house stands on: a node with keys of its own, and a clock that stands."""

import shutil
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings

from liaison.core.node import NodeSettings
from liaison.exchange.keymaking import LOG_KEY, make_keys, make_root
from liaison.search import home, warming
from tests.cast import NOW

# how fast a busy machine draws examples says nothing about the code: no clock decides a test
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def node() -> NodeSettings:
    """Give the test node its keys and the root of its directory, once per process."""
    found: NodeSettings = settings.NODE
    if not (found.keys_folder / LOG_KEY).exists():
        organisation = found.organisation
        make_keys(found.keys_folder, organisation=organisation, host="127.0.0.1", now=NOW)
        make_root(found.trust_folder)
    return found


@pytest.fixture(scope="session")
def warmed() -> None:
    """Read compiled code as a server does when it starts: a question's time does not count it."""
    warming.read()


@pytest.fixture(autouse=True)
def index_of_its_own(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take away the files a test's worker wrote: its rows are undone, and say nothing of them."""
    needed = request.node.get_closest_marker("django_db")
    if needed:
        request.getfixturevalue("warmed")
    yield
    if needed and home.folder().exists():
        shutil.rmtree(home.folder())
        home.forget_state()
