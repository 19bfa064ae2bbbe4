"""All counts at once are the counts one by one."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from liaison.casework import selectors
from liaison.casework.states import Queue
from liaison.identity.types import Actor
from tests.casework.things import (
    a_draft,
    a_sent,
    a_submitted,
    ada,
    an_accepted,
    an_arrived,
    boris,
    li,
)
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("outbox")


@pytest.mark.parametrize("who", [ada, boris, li])
@pytest.mark.parametrize("days", [0, 3, 30])
def test_tallies_are_counts(who: Callable[[], Actor], days: int) -> None:
    a_draft()
    a_draft(actor=ada())
    a_submitted()
    a_sent()
    an_arrived()
    an_accepted()
    now = NOW + timedelta(days=days, hours=6)
    found = selectors.tallies(who(), now=now)
    assert found == selectors.counts(who(), now=now)
    assert Queue.DONE not in found
