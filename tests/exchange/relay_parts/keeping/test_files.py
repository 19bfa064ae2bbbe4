"""As a relay: sealed files of others, kept for a bureau until that bureau signs for them."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from liaison.exchange import jobs
from liaison.exchange.models import Kept
from liaison.exchange.services import carrying
from liaison.lib.wire import limits
from liaison.lib.wire.delivery import Batch, encode_answers
from liaison.lib.wire.keys import generate
from liaison.lib.wire.pieces import Piece, PieceAnswer
from tests.exchange.house import alarms, logged, work
from tests.exchange.relay_parts.keeping.parts import LONG, left, parts
from tests.files.specimens import TEXT
from tests.simulators.enclosed import Enclosed
from tests.simulators.network import Network
from tests.simulators.post import Reader

pytestmark = pytest.mark.django_db


def test_kept_whole_and_sealed(seoul: Reader, disk: Path) -> None:
    file, jti = left(seoul)
    (row,) = parts()
    assert (row.sender, row.addressee, row.jti, row.whole) == ("seoul", "suva", jti, True)
    (parcel,) = (disk / "relayed").iterdir()
    assert parcel.read_bytes() == file.data
    assert logged("exchange:relay:kept") == 2


def test_resumes_where_the_line_broke(seoul: Reader) -> None:
    file = Enclosed.of(LONG)
    pieces = seoul.labelled(file, uuid.UUID(int=7), to="suva")
    (first,) = seoul.bring(pieces[0])
    # the answer was lost, one comes too early, one comes again
    assert seoul.bring(pieces[0], pieces[2], pieces[0]) == (first,) * 3
    assert first == PieceAnswer(held=limits.PIECE_BYTES)
    last = [seoul.bring(piece)[0] for piece in pieces[1:]][-1]
    assert last == PieceAnswer(held=len(file.data))
    # handed over again, it is there
    assert seoul.bring(pieces[0]) == (last,)
    assert len(parts()) == 1


def test_passed_on_once_it_answers_and_the_receipt_goes_back(
    network: Network, suva: Reader, seoul: Reader, disk: Path
) -> None:
    file, jti = left(seoul)
    work(network.clock)
    assert len(parts()) == 1
    suva.troubles = []
    suva.send()
    work(network.clock)
    assert bytes(suva.fetched[jti, 0]) == file.data
    work(network.clock)
    (back,) = seoul.part_receipts
    assert (back.iss, back.jti, back.address) == ("suva", jti, file.part.address)
    assert not Kept.objects.exists()
    assert not alarms()
    jobs.sweep(network.clock.now())
    carrying.sweep(network.clock.now() + timedelta(days=3650))
    assert not list((disk / "relayed").iterdir())


def test_a_half_part_is_not_passed_on(network: Network, suva: Reader, seoul: Reader) -> None:
    suva.troubles = []
    pieces = seoul.labelled(Enclosed.of(LONG), uuid.UUID(int=7), to="suva")
    seoul.bring(*pieces[:2])
    jobs.sweep(network.clock.now())
    work(network.clock)
    assert not [batch for batch in suva.requests if batch.pieces]


UNBELIEVED: dict[str, Callable[[Reader, Piece], PieceAnswer]] = {
    "nothing": lambda *_: PieceAnswer(),
    "that it has ended": lambda *_: PieceAnswer(held=10**9, ended=True),
    "a receipt of other bytes": lambda suva, piece: PieceAnswer(
        ended=True, receipt=suva.part_receipt(suva.label_of(piece), address="0" * 64)
    ),
    "a receipt for somebody else": lambda suva, piece: PieceAnswer(
        ended=True, receipt=suva.part_receipt(suva.label_of(piece), aud="tokyo")
    ),
    "a receipt by nobody": lambda suva, piece: PieceAnswer(
        ended=True, receipt=suva.part_receipt(suva.label_of(piece), by=generate("sig"))
    ),
}


@pytest.mark.parametrize("answer", UNBELIEVED.values(), ids=UNBELIEVED)
def test_goes_only_on_the_addressees_receipt(
    network: Network,
    suva: Reader,
    seoul: Reader,
    answer: Callable[[Reader, Piece], PieceAnswer],
) -> None:
    def says(_: object, batch: Batch) -> bytes:
        if not batch.pieces:
            return suva.honest(batch)
        return encode_answers([], [answer(suva, piece) for piece in batch.pieces])

    _, jti = left(seoul, TEXT)
    suva.troubles = [says] * 3
    suva.send()
    work(network.clock)
    assert len(parts()) == 1
    suva.troubles = []
    for _ in range(6):
        network.clock.advance(timedelta(minutes=10))
        jobs.sweep(network.clock.now())
        work(network.clock)
    assert not parts()
    assert (jti, 0) in suva.fetched


def test_bytes_that_are_gone_are_asked_for_again(
    network: Network, suva: Reader, seoul: Reader, disk: Path
) -> None:
    file, jti = left(seoul)
    for path in (disk / "relayed").iterdir():
        path.unlink()
    suva.troubles = []
    suva.send()
    work(network.clock)
    assert not any(row.whole for row in parts())
    for piece in seoul.labelled(file, jti, to="suva"):
        seoul.bring(piece)
    work(network.clock)
    assert bytes(suva.fetched[jti, 0]) == file.data
