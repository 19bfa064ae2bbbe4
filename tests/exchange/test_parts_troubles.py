"""Lines that break and receivers that lie, while files of ours are brought."""

from datetime import timedelta
from pathlib import Path

import pytest

from liaison.exchange.models import PartDelivery
from liaison.exchange.services import bringing
from liaison.files import blobs
from liaison.lib.wire.delivery import Batch, encode_answers
from liaison.lib.wire.pieces import PieceAnswer
from tests.exchange.files import clean_file, content_at, part_states, queued, receipted
from tests.exchange.house import queue_note, work, work_until_done
from tests.files.specimens import TEXT
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau, Trouble

pytestmark = pytest.mark.django_db
LONG = TEXT * 40_000


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


@pytest.mark.parametrize("trouble", [lies.down, lies.lose_answer], ids=["down", "answer lost"])
def test_a_line_that_breaks(network: Network, seoul: PeerBureau, trouble: Trouble) -> None:
    jti = queued(network, clean_file(network, LONG))
    seoul.troubles = [PeerBureau.honest, trouble, trouble]
    receipted(seoul, jti)
    work_until_done(network.clock)
    assert content_at(seoul, jti) == LONG


def test_every_retry_brings_the_same_bytes(network: Network, seoul: PeerBureau) -> None:
    jti = queued(network, clean_file(network, LONG))
    seoul.troubles = [lies.down, lies.down]
    receipted(seoul, jti)
    work_until_done(network.clock)
    first, second, third = [batch.pieces for batch in seoul.requests if batch.pieces][:3]
    assert first == second == third


def test_a_receiver_that_lost_some_gets_it_again(network: Network, seoul: PeerBureau) -> None:
    jti = queued(network, clean_file(network, LONG))

    def forgets(bureau: PeerBureau, batch: Batch) -> bytes:
        answer = bureau.honest(batch)
        bureau.fetched.clear()
        return answer

    seoul.troubles = [forgets]
    receipted(seoul, jti)
    work_until_done(network.clock)
    assert content_at(seoul, jti) == LONG


def answering(*taken: PieceAnswer) -> Trouble:
    """Answer every piece with the same words."""
    return lambda _, batch: encode_answers([], [taken[0]] * len(batch.pieces))


def test_a_refused_file_ends(network: Network, seoul: PeerBureau) -> None:
    jti = queued(network, clean_file(network, LONG))
    seoul.troubles = [answering(PieceAnswer(ended=True, refused="files:quota"))]
    receipted(seoul, jti)
    work_until_done(network.clock)
    assert part_states() == ["refused"]
    assert PartDelivery.objects.get().last_error == "files:quota"


def test_a_receiver_that_claims_more_than_there_is(network: Network, seoul: PeerBureau) -> None:
    jti = queued(network, clean_file(network, TEXT))
    seoul.troubles = [answering(PieceAnswer(held=10**9))]
    receipted(seoul, jti)
    work_until_done(network.clock)
    assert content_at(seoul, jti) == TEXT


def test_a_receiver_that_never_has_enough(network: Network, seoul: PeerBureau) -> None:
    """It is asked again with growing pauses, and until the message ends: not in a circle."""
    jti = queued(network, clean_file(network, TEXT))
    seoul.troubles = [answering(PieceAnswer(held=0))] * 500
    receipted(seoul, jti)
    for _ in range(20):
        work(network.clock)
        network.clock.advance(timedelta(seconds=1))
    assert len([batch for batch in seoul.requests if batch.pieces]) < 8
    network.clock.advance(timedelta(days=31))
    bringing.sweep(network.clock.now())
    assert part_states() == ["ended"]


def test_a_bureau_that_speaks_again_gets_it_at_once(network: Network, seoul: PeerBureau) -> None:
    jti = queued(network, clean_file(network, TEXT))
    seoul.troubles = [lies.down] * 12
    receipted(seoul, jti)
    queue_note(network.clock)
    for _ in range(6):
        work(network.clock)
        network.clock.advance(timedelta(minutes=1))
    seoul.troubles = []
    assert part_states() == ["waiting"]
    seoul.send(seoul.carry(seoul.seal()))
    work(network.clock)
    assert content_at(seoul, jti) == TEXT


def test_a_bureau_that_cannot_be_called_is_not_called(network: Network, seoul: PeerBureau) -> None:
    """Its files are left with its relay; when it can be called again they go."""
    network.add("lyon").troubles = [lies.down] * 9
    jti = queued(network, clean_file(network, TEXT))
    seoul.keys.relay, seoul.keys.relay_always = "lyon", True
    network.publish()
    receipted(seoul, jti)
    bringing.sweep(network.clock.now())
    work(network.clock)
    assert not seoul.fetched
    seoul.keys.relay, seoul.keys.relay_always = "", False
    network.publish()
    bringing.sweep(network.clock.now())
    work(network.clock)
    assert content_at(seoul, jti) == TEXT
