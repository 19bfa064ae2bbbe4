"""The node of a whole file of tests."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.matrix.world import World, world


@pytest.fixture(scope="module")
def node_with_all(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Make the node once for a file."""
    assert django_db_setup is None
    with django_db_blocker.unblock(), world(tmp_path_factory.mktemp("disk")) as found:
        yield found
