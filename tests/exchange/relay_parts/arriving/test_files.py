"""Files that our relay brings: taken if they are their sender's; a relay that lies harms none."""

import uuid

import pytest

from liaison.exchange.services import pulling
from liaison.exchange.types import Received
from liaison.lib.wire.carriage import Outcome
from liaison.lib.wire.delivery import Batch
from liaison.lib.wire.pieces import Piece, PieceAnswer
from tests.exchange.files import opened
from tests.exchange.house import alarms, work
from tests.exchange.relay_parts.arriving.parts import LONG, announced, receipt_of, state
from tests.files.specimens import TEXT
from tests.simulators.enclosed import Enclosed
from tests.simulators.network import Network
from tests.simulators.post import Reader

pytestmark = pytest.mark.django_db


def test_taken_and_signed_for_to_its_sender(
    network: Network, lyon: Reader, tokyo: Reader, handled: list[Received]
) -> None:
    file = Enclosed.of(LONG)
    jti = announced(lyon, tokyo, file)
    answers = [lyon.bring(piece)[0] for piece in tokyo.labelled(file, jti)]
    assert [answer.receipt for answer in answers[:-1]] == [""] * (len(answers) - 1)
    said = receipt_of(tokyo, answers[-1])
    assert (said.aud, said.jti, said.address) == ("tokyo", jti, file.part.address)
    assert said.state is Outcome.HELD
    work(network.clock)
    assert opened(handled[0].files[0].file_id, network) == LONG
    # it never got our answer: the same again, and it has it
    (again,) = lyon.bring(tokyo.labelled(file, jti)[0])
    assert receipt_of(tokyo, again).state is Outcome.HELD
    assert not alarms()


@pytest.mark.usefixtures("handled")
def test_before_its_message_nothing_is_taken(lyon: Reader, tokyo: Reader) -> None:
    pieces = tokyo.labelled(Enclosed.of(TEXT), uuid.UUID(int=7))
    assert lyon.bring(*pieces) == (PieceAnswer(refused="exchange:no_part"),)


@pytest.mark.usefixtures("handled")
def test_fetched_at_the_relay_and_answered_at_the_next_visit(
    network: Network, lyon: Reader, tokyo: Reader
) -> None:
    file = Enclosed.of(LONG)
    jti = announced(lyon, tokyo, file)
    pieces = tokyo.labelled(file, jti)
    lyon.waiting = [Batch((), (), tuple(pieces[at : at + 3])) for at in range(0, len(pieces), 3)]
    pulling.Puller(network).run({}, network.clock.now())
    work(network.clock)
    assert state() == "clean"
    assert [told.iss for told in lyon.told] == ["tokyo"] * -(-len(pieces) // 3)
    assert receipt_of(tokyo, lyon.told[-1].answer).jti == jti


@pytest.mark.usefixtures("handled")
def test_pieces_of_nobody_are_fetched_and_forgotten(network: Network, lyon: Reader) -> None:
    lyon.waiting = [Batch((), (), (Piece(uuid.UUID(int=7), 0, 0, b"x", "a.b.c"),))]
    pulling.Puller(network).run({}, network.clock.now())
    assert lyon.told == []
