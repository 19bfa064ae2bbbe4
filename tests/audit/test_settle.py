"""Receipts need a place in the tree and a checkpoint over it, now."""

import uuid

import pytest
from django.db import transaction

from liaison.audit import selectors, services
from liaison.audit.errors import NotSequenced
from tests.audit.cast import NOW, a_log, an_entry, recorded, written

pytestmark = pytest.mark.django_db


def test_fresh_leaves_are_settled_in_their_own_transaction() -> None:
    """Row, entry, place and checkpoint commit together."""
    a_log(5)

    with transaction.atomic():
        leaves = services.record_many([an_entry(5), an_entry(6)])
        settled = services.settle(leaves, now=NOW)

    assert [settled.index[leaf] for leaf in leaves] == [5, 6]
    assert settled.checkpoint == selectors.latest_checkpoint()
    assert settled.checkpoint.size == 7


def test_leaves_the_sequencer_took_need_no_new_checkpoint() -> None:
    """Another process was quicker: what it signed is good enough."""
    leaves = a_log(3)
    before = written()

    settled = services.settle(leaves, now=NOW)

    assert [settled.index[leaf] for leaf in leaves] == [0, 1, 2]
    assert written() == before


def test_an_unknown_leaf_is_refused() -> None:
    """There is no place for what was never recorded."""
    stranger = uuid.UUID(int=1)

    with pytest.raises(NotSequenced) as refusal:
        services.settle([stranger], now=NOW)
    assert refusal.value.leaf == stranger
    assert not any(written().values())


def test_a_waiting_leaf_has_no_index() -> None:
    """Until the sequencer comes by."""
    (leaf,) = recorded([0])
    with pytest.raises(NotSequenced):
        selectors.index_of(leaf)

    services.integrate(now=NOW)

    assert selectors.index_of(leaf) == 0
