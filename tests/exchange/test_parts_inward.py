"""Files beside messages of theirs: announced, brought, verified, looked at, then opened."""

from pathlib import Path

import pytest

from liaison.exchange.models import Part, PartRecord
from liaison.exchange.types import Received
from liaison.files import blobs
from liaison.files.models import ContentKey, StoredFile
from liaison.lib.wire import limits
from liaison.lib.wire.pieces import PieceAnswer
from tests.exchange.files import announced, brought, opened
from tests.exchange.house import work
from tests.files import specimens
from tests.files.room import on_disk
from tests.simulators.enclosed import Enclosed
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


def test_from_announcement_to_opening(
    network: Network, seoul: PeerBureau, handled: list[Received]
) -> None:
    file = Enclosed.of(specimens.TEXT)
    jti = announced(seoul, [file])
    (facts,) = handled[0].files
    assert (facts.name, facts.media_type, facts.size) == (
        "note.txt",
        "text/plain",
        len(specimens.TEXT),
    )
    row = StoredFile.objects.get()
    assert (row.pk, row.state, row.sender, row.message) == (
        facts.file_id,
        "fetching",
        "seoul",
        jti,
    )
    brought(seoul, jti, file)
    assert StoredFile.objects.get().state == "clean"
    assert opened(facts.file_id, network) == specimens.TEXT


def test_the_key_is_with_the_file_and_nowhere_else(
    seoul: PeerBureau, handled: list[Received]
) -> None:
    sealed = seoul.seal(files=[Enclosed.of(specimens.TEXT)])
    seoul.send(seoul.carry(sealed))
    assert PartRecord.objects.exists()
    work(seoul.clock)
    assert handled
    assert not PartRecord.objects.exists()
    assert ContentKey.objects.count() == 1
    # what was signed stays, and the salt alone opens nothing
    assert Part.objects.get().commitment == sealed.manifest.parts[0].commitment


def test_several_files_each_on_its_own(seoul: PeerBureau, handled: list[Received]) -> None:
    files = [Enclosed.of(specimens.TEXT + bytes([65 + n])) for n in range(3)]
    jti = announced(seoul, files)
    brought(seoul, jti, files[2], 2)
    brought(seoul, jti, files[0], 0)
    states = [StoredFile.objects.get(pk=one.file_id).state for one in handled[0].files]
    assert states == ["clean", "fetching", "clean"]


def test_a_line_that_breaks_goes_on_where_it_broke(
    seoul: PeerBureau, handled: list[Received]
) -> None:
    file = Enclosed.of(specimens.TEXT * 20_000)
    jti = announced(seoul, [file])
    pieces = list(file.pieces(jti))
    assert len(pieces) > 4
    (first,) = seoul.bring(pieces[0])
    # the answer was lost: the same piece again, and one that comes too early
    assert seoul.bring(pieces[0], pieces[2]) == (first, first)
    assert first == PieceAnswer(held=limits.PIECE_BYTES)
    for piece in pieces[1:]:
        seoul.bring(piece)
    work(seoul.clock)
    assert StoredFile.objects.get().state == "clean"
    assert handled


def test_the_message_comes_before_its_files(seoul: PeerBureau) -> None:
    file = Enclosed.of(specimens.TEXT)
    sealed = seoul.seal(files=[file])
    piece = next(file.pieces(sealed.manifest.jti))
    assert seoul.bring(piece) == (PieceAnswer(refused="exchange:no_part"),)
    seoul.send(seoul.carry(sealed))
    # stored, not handled: its room may still reject it
    assert seoul.bring(piece) == (PieceAnswer(refused="exchange:no_part"),)
    assert on_disk() == []
