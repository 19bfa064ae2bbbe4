"""Tests that commit: pytest-django empties every table after them, which the log refuses."""

from collections.abc import Iterator

import pytest

from tests.audit.cast import empty_the_log


@pytest.fixture
def committing(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ends after this one
    """Give a test a database in which transactions are real, and empty the log after it."""
    yield
    empty_the_log()
