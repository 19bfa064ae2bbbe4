"""The sequencer: each leaf once, in order, under a signed root."""

from datetime import timedelta

import pytest

from liaison.audit import jobs, keys, selectors, services
from liaison.audit.errors import LogKeyUnusable
from liaison.audit.models import Checkpoint, Leaf, Sequenced, Waiting
from liaison.audit.types import leaf_content
from liaison.lib.ledger.checkpoint import verify
from liaison.lib.ledger.tree import leaf_hash, root
from tests.audit.cast import NOW, recorded, run, written

pytestmark = pytest.mark.django_db


def places() -> list[tuple[int, object]]:
    """Return every place and the leaf that has it."""
    return list(Sequenced.objects.order_by("sequence").values_list("sequence", "leaf_id"))


def test_leaves_get_places_by_time() -> None:
    """In the order of their moments, not in that of their writing."""
    late, early = recorded([9, 2])

    services.integrate(now=NOW)

    assert places() == [(0, early), (1, late)]
    assert not Waiting.objects.exists()


def test_a_checkpoint_is_signed() -> None:
    """Its note verifies with the log's public key, and its root is that of the leaves."""
    recorded(range(5))

    row = services.integrate(now=NOW)

    assert row is not None
    head = verify(row.note, "liaison-log/beijing", keys.log_key().public_key())
    leaves = Leaf.objects.order_by("sequenced__sequence")
    hashes = [leaf_hash(leaf_content(x.pk, x.at, bytes(x.commitment))) for x in leaves]
    assert (head.size, head.root) == (5, root(hashes))
    assert (row.size, row.root, row.at) == (5, head.root, NOW)


def test_nothing_waiting_is_nothing_signed() -> None:
    """The second visit finds an empty basket."""
    assert services.integrate(now=NOW) is None
    recorded([0])
    services.integrate(now=NOW)
    before = written()

    assert services.integrate(now=NOW) is None
    assert written() == before


def test_two_visits_grow_the_same_tree_as_one() -> None:
    """The stored frontier carries everything that is needed of the past."""
    recorded(range(5))
    services.integrate(now=NOW)
    recorded(range(5, 12))
    services.integrate(now=NOW + timedelta(seconds=1))

    hashes = Sequenced.objects.order_by("sequence").values_list("leaf_hash", flat=True)
    latest = selectors.latest_checkpoint()
    assert latest is not None
    assert (latest.size, latest.root) == (12, root([bytes(item) for item in hashes]))


def test_a_leaf_that_commits_late_is_not_forgotten() -> None:
    """Its moment lies before the last checkpoint; it takes the next free place."""
    (later,) = recorded([5])
    services.integrate(now=NOW)
    (earlier,) = recorded([1])
    services.integrate(now=NOW)

    assert places() == [(0, later), (1, earlier)]


def test_a_leaf_put_back_into_the_basket_is_left_there() -> None:
    """It must neither get a second place nor stop the sequencer."""
    (leaf,) = recorded([0])
    services.integrate(now=NOW)
    Waiting.objects.create(leaf_id=leaf)
    recorded([1])

    services.integrate(now=NOW)

    assert [place for place, _ in places()] == [0, 1]


def test_more_than_a_chunk_takes_two_visits() -> None:
    """Memory and the time of one lock stay bounded."""
    recorded(range(services.CHUNK + 1))

    jobs.integrate(NOW)

    sizes = list(Checkpoint.objects.order_by("size").values_list("size", flat=True))
    assert sizes == [services.CHUNK, services.CHUNK + 1]
    assert not Waiting.objects.exists()


def test_without_a_key_nothing_is_integrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Places without a signature over them would be worth nothing."""

    def no_key() -> None:
        raise LogKeyUnusable("log.pem", "cannot be read")

    recorded([0])
    before = written()
    monkeypatch.setattr(keys, "log_key", no_key)

    with pytest.raises(LogKeyUnusable):
        services.integrate(now=NOW)

    assert written() == before


def test_a_gap_is_not_hidden_by_going_on() -> None:
    """Leaves written while the triggers were off are nobody's: verification names them."""
    recorded([0, 1])
    run("DELETE FROM audit_waiting WHERE leaf_id IN (SELECT id FROM audit_leaf LIMIT 1)")

    row = services.integrate(now=NOW)

    assert row is not None
    assert row.size == 1
