"""Recording: leaf and words in the caller's transaction, or nothing at all."""

import json

import pytest
from django.db import transaction

from liaison.audit import services
from liaison.audit.models import Leaf, Payload, Waiting
from liaison.lib.ledger.commitment import opens
from tests.audit.cast import BORIS, NOW, an_entry, recorded, written

pytestmark = pytest.mark.django_db


def test_an_entry_is_a_leaf_and_the_words_that_open_it() -> None:
    """The commitment in the leaf opens with the payload's salt and body."""
    with transaction.atomic():
        leaf_id = services.record(
            BORIS,
            event="queries:hit:decided",
            target="hit-1",
            at=NOW,
            purpose="identification",
            legal_basis="Article 17",
            result="false_positive",
            facts={"reason": "another date of birth", "years": [1970, 1971]},
        )

    leaf, payload = Leaf.objects.get(), Payload.objects.get()
    assert (leaf.pk, leaf.at) == (leaf_id, NOW)
    assert payload.leaf_id == leaf_id
    assert opens(bytes(leaf.commitment), bytes(payload.salt), payload.body.encode())
    assert json.loads(payload.body) == {
        "event": "queries:hit:decided",
        "facts": {"reason": "another date of birth", "years": [1970, 1971]},
        "legal_basis": "Article 17",
        "purpose": "identification",
        "result": "false_positive",
        "target": "hit-1",
        "who": {
            "chair": "data_steward@beijing",
            "organisation": "beijing",
            "person": "boris",
        },
    }


def test_the_copies_are_those_of_the_body() -> None:
    """Entries are found by columns that say what the body says."""
    recorded([7])

    payload = Payload.objects.get()
    said = json.loads(payload.body)
    assert (payload.event, payload.target) == (said["event"], said["target"])
    assert payload.person == said["who"]["person"]
    assert payload.organisation == said["who"]["organisation"]


def test_every_leaf_waits() -> None:
    """The database itself fills the sequencer's basket."""
    leaves = recorded(range(3))

    assert set(Waiting.objects.values_list("leaf_id", flat=True)) == set(leaves)


def test_many_keep_their_order() -> None:
    """Ids come back in the order of the entries."""
    leaves = recorded([3, 1, 2])

    targets = dict(Payload.objects.values_list("leaf_id", "target"))
    assert [targets[leaf] for leaf in leaves] == ["document-3", "document-1", "document-2"]


def test_equal_entries_have_different_commitments() -> None:
    """A fresh salt each time: nobody can tell from the tree that something happened again."""
    with transaction.atomic():
        services.record_many([an_entry(), an_entry()])

    assert len({bytes(leaf.commitment) for leaf in Leaf.objects.all()}) == 2


def test_an_entry_goes_with_its_transaction() -> None:
    """What was rolled back did not happen."""

    @transaction.atomic
    def business() -> None:
        services.record_many([an_entry()])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        business()

    assert not any(written().values())
