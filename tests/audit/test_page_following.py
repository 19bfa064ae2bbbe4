"""The entries behind a place in the tree, oldest first: for those who count."""

import pytest

from liaison.audit import selectors, services
from tests.audit.cast import NOW, recorded

pytestmark = pytest.mark.django_db


def test_each_entry_comes_once_and_in_order() -> None:
    recorded(range(5))
    services.integrate(now=NOW)

    first = selectors.following(-1, limit=2)
    rest = selectors.following(first[-1].sequence)

    assert [entry.sequence for entry in (*first, *rest)] == [0, 1, 2, 3, 4]
    assert selectors.following(4) == ()
    assert selectors.following(-1, limit=-1) == ()
