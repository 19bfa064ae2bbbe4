"""No word of a relay closes a file that was left with it."""

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest

from liaison.exchange import policy
from liaison.exchange.services import bringing
from liaison.lib.wire.keys import generate
from liaison.lib.wire.pieces import Piece, PieceAnswer
from tests.exchange.files import clean_file, part_states
from tests.exchange.house import alarms, queue_note, work
from tests.exchange.relay_parts.leaving.parts import LONG, row, size, wakes
from tests.files.specimens import TEXT
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.post import Reader, Relay

pytestmark = pytest.mark.django_db


Word = Callable[[Relay, Piece, PieceAnswer], PieceAnswer]
LIES: dict[str, Word] = {
    "says that it has ended": lambda *_: PieceAnswer(held=size(), ended=True),
    "has more than there is": lambda *_: PieceAnswer(held=10**9),
    "refuses": lambda *_: PieceAnswer(refused="exchange:relay_full"),
    "has nothing, again and again": lambda *_: PieceAnswer(),
    "an invented receipt": lambda relay, piece, said: replace(
        said, ended=True, receipt=relay.part_receipt(relay.label_of(piece), iss="suva")
    ),
}


@pytest.mark.parametrize("word", LIES.values(), ids=LIES)
def test_no_word_of_a_relay_closes_a_file(
    network: Network, lyon: Relay, suva: Reader, word: Word
) -> None:
    lyon.piece_word = word
    queue_note(network.clock, to=["suva"], files=[clean_file(network, TEXT)])
    work(network.clock)
    assert part_states() == ["waiting"]
    # in no circle: a pause lies between
    assert len([batch for batch in lyon.requests if batch.pieces]) <= 2
    # and nothing was lost by it
    lyon.piece_word = None
    lyon.parcels.clear()
    for _ in range(4):
        network.clock.advance(policy.RELAY_REMIND)
        bringing.sweep(network.clock.now())
        work(network.clock)
    wakes(lyon, suva)
    lyon.send(receipts=lyon.pass_pieces_on(suva))
    assert part_states() == ["held"]


def test_invented_receipts_are_an_alarm(lyon: Relay, suva: Reader, jti: uuid.UUID) -> None:
    label = lyon.label_of(next(lyon.kept_pieces()))
    invented = [
        lyon.part_receipt(label, iss="suva"),
        suva.part_receipt(label, by=generate("sig")),
        suva.part_receipt(label, aud="seoul"),
        suva.part_receipt(label, address="0" * 64),
        suva.part_receipt(label, number=3),
        suva.part_receipt(label, jti=uuid.UUID(int=7)),
    ]
    answers = lyon.send(receipts=invented)
    assert all(answer.refused for answer in answers)
    assert jti in lyon.kept
    assert part_states() == ["waiting"]
    assert {kind for kind, _ in alarms()} == {"receipt_mismatch"}


def test_a_relay_that_is_away_is_asked_again(network: Network, lyon: Relay, suva: Reader) -> None:
    queue_note(network.clock, to=["suva"], files=[clean_file(network, LONG)])
    lyon.troubles = [Relay.honest, Relay.honest, lies.lose_answer, lies.down]
    for _ in range(5):
        work(network.clock)
        network.clock.advance(policy.RELAY_RETRY)
        bringing.sweep(network.clock.now())
    work(network.clock)
    assert row().relay_held == size()
    wakes(lyon, suva)
    lyon.send(receipts=lyon.pass_pieces_on(suva))
    assert part_states() == ["held"]
