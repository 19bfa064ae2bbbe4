"""`liaison pass-time`: pretending is for demonstrations."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.conf import settings as house
from django.test import override_settings

from liaison.core.errors import CommandRefused
from liaison.core.sockets import PERIODIC, Periodic
from tests.cast import entries
from tests.cli.conftest import Liaison
from tests.simulators.standing_clock import StandingClock

pytestmark = pytest.mark.django_db
CLOCKS = "casework.clocks"


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moments with which the clocks of requests are looked at."""
    found: list[datetime] = []
    monkeypatch.setitem(PERIODIC, CLOCKS, Periodic(timedelta(seconds=15), found.append))
    return found


def test_real_clocks_cannot_be_pushed(liaison: Liaison, looked: list[datetime]) -> None:
    with pytest.raises(CommandRefused):
        liaison("pass-time", "--hours", "9")
    assert looked == []


def test_in_a_demonstration_the_clocks_are_looked_at_once(
    liaison: Liaison, looked: list[datetime], clock: StandingClock
) -> None:
    """They are set back, and looked at with the real clock: no page mixes two."""
    node = replace(house.NODE, values={**house.NODE.values, "node.mode": "demo"})
    before = entries()

    with override_settings(NODE=node):
        liaison("pass-time", "--hours", "9")

    assert looked == [clock.now()]
    assert entries() == before + 1
