"""Pages of the log: newest first, filtered, without words that were erased."""

from typing import Any

import pytest
from django.db import transaction

from liaison.audit import selectors, services
from liaison.audit.types import Entry
from tests.audit.cast import ADA, BORIS, NOW, SEQUENCER, a_log, an_entry, recorded

pytestmark = pytest.mark.django_db


def sequences(**filters: Any) -> list[int]:  # noqa: ANN401 - whatever a page takes
    """Return the places of the entries of a page."""
    return [entry.sequence for entry in selectors.page(**filters)]


def test_newest_first_page_after_page() -> None:
    """`before` is the last one of the page before."""
    a_log(7)

    assert sequences(limit=3) == [6, 5, 4]
    assert sequences(limit=3, before=4) == [3, 2, 1]
    assert sequences(limit=3, before=1) == [0]
    assert sequences(limit=3, before=0) == []


def test_an_entry_is_what_was_recorded() -> None:
    """Every field comes back."""
    (leaf,) = a_log(1)
    said = an_entry(0)

    (entry,) = selectors.page()

    assert (entry.sequence, entry.leaf, entry.at, entry.erased) == (0, leaf, said.at, False)
    assert (entry.who, entry.event, entry.target) == (said.who, said.event, said.target)
    assert (entry.purpose, entry.legal_basis) == (said.purpose, said.legal_basis)
    assert (entry.result, entry.facts) == (said.result, said.facts)


FILTERS = {
    "a room": ({"event_prefix": "records:"}, [3, 2, 1, 0]),
    "an event": ({"event_prefix": "queries:hit:decided"}, [4]),
    "a person": ({"person": "boris"}, [4, 3]),
    "an organisation": ({"organisation": "seoul"}, []),
    "a thing": ({"target": "document-1"}, [1]),
    "a person and a room": ({"person": "boris", "event_prefix": "records:"}, [3]),
    "a wildcard is a character": ({"event_prefix": "records%"}, []),
}


@pytest.mark.parametrize(("filters", "expected"), FILTERS.values(), ids=FILTERS)
def test_filters(filters: dict[str, Any], expected: list[int]) -> None:
    """They narrow each other."""
    with transaction.atomic():
        services.record_many(
            [
                *(an_entry(number) for number in range(3)),
                an_entry(3, BORIS),
                Entry(BORIS, "queries:hit:decided", "hit-1", an_entry(4).at),
            ]
        )
    services.integrate(now=NOW)

    assert sequences(**filters) == expected


def test_erased_words_leave_an_empty_entry() -> None:
    """The place is shown; a filter cannot find it any more."""
    leaves = a_log(2)
    services.erase(SEQUENCER, leaves=leaves[:1], legal_basis="Article 51", at=NOW)

    kept, erased = selectors.page()
    assert (erased.erased, erased.who, erased.event, erased.facts) == (True, None, "", {})
    assert (kept.erased, kept.who) == (False, ADA)
    assert sequences(person="ada") == [1]


LIMITS = {"none": (0, 0), "negative": (-5, 0), "more than there are": (9, 4), "huge": (10**9, 4)}


@pytest.mark.parametrize(("limit", "expected"), LIMITS.values(), ids=LIMITS)
def test_limits(limit: int, expected: int) -> None:
    """Any number is a number of rows between none and the maximum."""
    a_log(4)

    assert len(sequences(limit=limit)) == expected


def test_a_page_has_a_maximum() -> None:
    """Whatever a door was talked into asking for."""
    a_log(selectors.MAX_PAGE + 1, per_checkpoint=500)

    assert len(sequences(limit=10**9)) == selectors.MAX_PAGE


def test_the_latest_checkpoint() -> None:
    """None before the first entry; then the largest."""
    assert selectors.latest_checkpoint() is None
    a_log(5)

    latest = selectors.latest_checkpoint()

    assert latest is not None
    assert (latest.size, latest.at) == (5, NOW)
    recorded([5])
    assert selectors.latest_checkpoint() == latest
