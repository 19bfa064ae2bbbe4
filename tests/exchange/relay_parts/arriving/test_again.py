"""A relay that brings a file again, late, out of order or twice over: one file, one receipt."""

import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

import pytest

from liaison.exchange.types import Received
from liaison.files.models import StoredFile
from liaison.lib.wire.carriage import Outcome
from liaison.lib.wire.pieces import Piece, PieceAnswer
from tests.exchange.files import opened
from tests.exchange.house import alarms, work
from tests.exchange.relay_parts.arriving.parts import LONG, announced, receipt_of, state
from tests.simulators.enclosed import Enclosed
from tests.simulators.network import Network
from tests.simulators.post import Reader

pytestmark = pytest.mark.django_db

Bring = Callable[[Reader, Reader, list[Piece], uuid.UUID, Enclosed], list[PieceAnswer]]


def _each(bureau: Reader, pieces: Sequence[Piece]) -> list[PieceAnswer]:
    return [bureau.bring(piece)[0] for piece in pieces]


def _whole_again(
    lyon: Reader, _: Reader, pieces: list[Piece], *__: uuid.UUID | Enclosed
) -> list[PieceAnswer]:
    return _each(lyon, [*pieces, *pieces, *pieces])


def _backwards(
    lyon: Reader, _: Reader, pieces: list[Piece], *__: uuid.UUID | Enclosed
) -> list[PieceAnswer]:
    # only what continues is taken: as many rounds as there are pieces bring it to its end
    return _each(lyon, pieces[::-1] * len(pieces))


def _every_piece_twice(
    lyon: Reader, _: Reader, pieces: list[Piece], *__: uuid.UUID | Enclosed
) -> list[PieceAnswer]:
    return _each(lyon, [piece for piece in pieces for _ in range(2)])


def _in_one_call(
    lyon: Reader, _: Reader, pieces: list[Piece], *__: uuid.UUID | Enclosed
) -> list[PieceAnswer]:
    return [
        one
        for at in range(0, len(pieces), 2)
        for one in lyon.bring(*pieces[at : at + 2], pieces[0])
    ]


def _late(
    lyon: Reader, tokyo: Reader, pieces: list[Piece], *__: uuid.UUID | Enclosed
) -> list[PieceAnswer]:
    answers = _each(lyon, pieces)
    work(tokyo.clock)
    tokyo.clock.advance(timedelta(hours=20))
    return answers + _each(lyon, pieces)


def _with_the_sender(
    lyon: Reader, tokyo: Reader, pieces: list[Piece], jti: uuid.UUID, file: Enclosed
) -> list[PieceAnswer]:
    """What the relay brings the sender brings itself as well, piece by piece."""
    return [
        answer
        for ours, theirs in zip(pieces, file.pieces(jti), strict=True)
        for answer in (lyon.bring(ours)[0], tokyo.bring(theirs)[0])
    ]


def _after_the_sender(
    lyon: Reader, tokyo: Reader, pieces: list[Piece], jti: uuid.UUID, file: Enclosed
) -> list[PieceAnswer]:
    return _each(tokyo, list(file.pieces(jti))) + _each(lyon, pieces)


AGAIN: Final[dict[str, Bring]] = {
    "the whole file three times": _whole_again,
    "the last piece first": _backwards,
    "every piece twice": _every_piece_twice,
    "the first piece in every call": _in_one_call,
    "again after twenty hours": _late,
    "at once with its sender": _with_the_sender,
    "after its sender": _after_the_sender,
}


@pytest.mark.parametrize("bring", AGAIN.values(), ids=AGAIN)
def test_one_file_and_one_receipt(
    network: Network, lyon: Reader, tokyo: Reader, handled: list[Received], bring: Bring
) -> None:
    file = Enclosed.of(LONG)
    jti = announced(lyon, tokyo, file)
    pieces = tokyo.labelled(file, jti)
    answers = bring(lyon, tokyo, pieces, jti, file)
    work(network.clock)
    assert not any(answer.refused for answer in answers)
    signed = {receipt_of(tokyo, answer) for answer in answers if answer.receipt}
    assert {(one.aud, one.jti, one.number, one.state) for one in signed} == {
        ("tokyo", jti, 0, Outcome.HELD)
    }
    assert (len(handled), StoredFile.objects.count(), state()) == (1, 1, "clean")
    assert StoredFile.objects.get().restarts == 0
    assert opened(handled[0].files[0].file_id, network) == LONG
    assert not alarms()


def _another(network: Network) -> Reader:
    """Return a bureau that writes as a relay does, and is not ours."""
    found = network.join(Reader("seoul", network.clock))
    network.publish()
    return found


ELSEWHERE: Final[dict[str, Callable[[list[Piece], Reader], list[PieceAnswer]]]] = {
    "by a bureau that keeps nothing for it": lambda pieces, seoul: _each(seoul, pieces),
    "without its label": lambda pieces, seoul: _each(
        seoul, [Piece(p.jti, p.number, p.offset, p.data, "") for p in pieces]
    ),
}


@pytest.mark.parametrize("bring", ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_somebody_else_brings_again_changes_nothing(
    network: Network,
    lyon: Reader,
    tokyo: Reader,
    handled: list[Received],
    bring: Callable[[list[Piece], Reader], list[PieceAnswer]],
) -> None:
    """Not before the file is here, nor after."""
    file = Enclosed.of(LONG)
    jti = announced(lyon, tokyo, file)
    pieces, seoul = tokyo.labelled(file, jti), _another(network)
    early = bring(pieces, seoul)
    assert state() == "fetching"
    ours = _each(lyon, pieces)
    work(network.clock)
    late = bring(pieces, seoul)
    assert all(answer.refused for answer in early + late)
    assert not any(answer.receipt for answer in early + late)
    assert receipt_of(tokyo, ours[-1]).state is Outcome.HELD
    assert (len(handled), StoredFile.objects.count(), state()) == (1, 1, "clean")
