"""The memory of refused keys is bounded, whoever knocks."""

from datetime import timedelta

import pytest

from liaison.identity import attempts
from liaison.identity.attempts import MOST, TRUSTED, WINDOW, Attempts
from tests.cast import NOW

SECOND = timedelta(seconds=1)


def test_a_place_closes_and_opens_again() -> None:
    memory = Attempts()
    counts = [memory.refused("a", NOW) for _ in range(MOST)]

    assert counts == list(range(1, MOST + 1))
    assert memory.closed("a", "x", NOW)
    assert not memory.closed("b", "x", NOW)
    assert not memory.closed("a", "x", NOW + WINDOW)
    assert memory.refused("a", NOW + WINDOW) == 1


def test_what_was_good_is_trusted_for_a_while() -> None:
    memory = Attempts()
    memory.accepted("a", "x", NOW)
    later = NOW + TRUSTED
    for _ in range(MOST):
        memory.refused("a", later - SECOND)

    assert not memory.closed("a", "x", later - SECOND)
    assert memory.closed("a", "x", later)
    assert memory.closed("a", "y", later - SECOND)


def test_it_forgets_the_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MEMORY", 2)
    memory = Attempts()
    for place in "abc":
        memory.refused(place, NOW)
        memory.accepted(place, "x", NOW)

    assert memory.refused("a", NOW) == 1
    assert memory.refused("c", NOW) == 2
