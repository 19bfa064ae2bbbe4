"""Words for events come from the rooms; the sequencer is plugged into the worker."""

from datetime import timedelta

import pytest

from liaison.audit import jobs, services, sockets
from liaison.core.sockets import PERIODIC


def test_facts_fill_the_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room plugs one sentence per event."""
    monkeypatch.setitem(sockets.PRESENTERS, "queries:hit:decided", "Decided hit %(number)s")

    assert sockets.sentence("queries:hit:decided", {"number": "E1"}) == "Decided hit E1"


def test_a_missing_fact_is_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries are older than sentences: a page of the log must not break on them."""
    monkeypatch.setitem(sockets.PRESENTERS, "queries:hit:decided", "Decided hit %(number)s")

    assert sockets.sentence("queries:hit:decided", {}) == "Decided hit ?"


def test_an_unknown_event_speaks_for_itself() -> None:
    """A room that was removed leaves its events in the log."""
    assert sockets.sentence("gone:thing:done", {"number": 1}) == "gone:thing:done"


def test_the_log_has_words_of_its_own() -> None:
    """It records erasing, so it says what that is."""
    assert sockets.sentence(services.ERASED, {"count": 3}) == "Erased the words of 3 entries"


def test_the_sequencer_comes_by_every_second() -> None:
    """The design's promise: a place in the tree within a second."""
    plugged = PERIODIC["audit.integrate"]

    assert (plugged.every, plugged.run) == (timedelta(seconds=1), jobs.integrate)
