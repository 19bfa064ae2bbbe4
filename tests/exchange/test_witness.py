"""Checkpoints of other bureaus' logs are kept and compared: nobody shows two histories."""

import pytest

from liaison.exchange.models import Witnessed
from liaison.lib.ledger.tree import Frontier, leaf_hash
from tests.exchange.house import alarms, queue_note, work
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("handled")]


def a_history(*words: bytes) -> Frontier:
    """Return the tree over these entries."""
    return Frontier.from_hashes(leaf_hash(word) for word in words)


def test_a_checkpoint_in_a_delivery_header_is_kept(seoul: PeerBureau) -> None:
    seoul.frontier = a_history(b"one", b"two")
    seoul.send(seoul.carry(seoul.seal()))
    seen = Witnessed.objects.get()
    assert (seen.organisation, seen.size) == ("seoul", 2)
    assert bytes(seen.root) == seoul.frontier.root()
    assert seen.note == seoul.note()


def test_a_checkpoint_in_a_receipt_is_kept(network: Network, seoul: PeerBureau) -> None:
    queue_note(network.clock)
    work(network.clock)
    assert Witnessed.objects.get().size == seoul.frontier.size == 1


def test_a_growing_log_is_no_alarm(seoul: PeerBureau) -> None:
    for words in ([b"one"], [b"one", b"two"], [b"one", b"two"], [b"one"]):
        seoul.frontier = a_history(*words)
        seoul.send(seoul.carry(seoul.seal()))
    assert Witnessed.objects.count() == 2
    assert not alarms()


def test_two_roots_of_one_size_are_a_split_view(seoul: PeerBureau) -> None:
    seoul.frontier = a_history(b"one", b"two")
    seoul.send(seoul.carry(seoul.seal()))
    seoul.frontier = a_history(b"one", b"another")
    seoul.send(seoul.carry(seoul.seal()))
    assert alarms() == [("split_view", "seoul")]
    assert bytes(Witnessed.objects.get().root) == a_history(b"one", b"two").root()


def test_a_split_view_between_a_receipt_and_a_header(network: Network, seoul: PeerBureau) -> None:
    queue_note(network.clock)
    work(network.clock)
    seoul.frontier = a_history(b"another")
    seoul.send(seoul.carry(seoul.seal()))
    assert alarms() == [("split_view", "seoul")]


@pytest.mark.parametrize(
    "note", ["not a note", "liaison-log/seoul\n1\nAAAA\n"], ids=["words", "unsigned"]
)
def test_a_checkpoint_nobody_signed_is_an_alarm(seoul: PeerBureau, note: str) -> None:
    seoul.send(seoul.carry(seoul.seal(), checkpoint=note))
    assert alarms() == [("split_view", "seoul")]
    assert not Witnessed.objects.exists()


def test_a_checkpoint_of_another_bureau_is_an_alarm(seoul: PeerBureau, tokyo: PeerBureau) -> None:
    tokyo.frontier = a_history(b"one")
    seoul.send(seoul.carry(seoul.seal(), checkpoint=tokyo.note()))
    assert alarms() == [("split_view", "seoul")]
