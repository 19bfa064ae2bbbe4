"""What a bureau may try with files: each ends in words, and nobody opens anything."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from liaison.files import blobs
from liaison.files.models import ContentKey, StoredFile
from liaison.lib.wire import limits
from liaison.lib.wire.pieces import Piece, PieceAnswer
from tests.exchange.files import announced, brought
from tests.files import specimens
from tests.files.room import on_disk
from tests.simulators.enclosed import Enclosed
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


def foreign(seoul: PeerBureau, tokyo: PeerBureau) -> tuple[PeerBureau, Piece]:
    file = Enclosed.of(specimens.TEXT)
    jti = announced(seoul, [file])
    return tokyo, next(file.pieces(jti))


def another_part(seoul: PeerBureau, _: PeerBureau) -> tuple[PeerBureau, Piece]:
    file = Enclosed.of(specimens.TEXT)
    jti = announced(seoul, [file])
    return seoul, next(file.pieces(jti, 1))


def unheard(seoul: PeerBureau, _: PeerBureau) -> tuple[PeerBureau, Piece]:
    return seoul, Piece(uuid.UUID(int=7), 0, 0, b"x" * 1000)


LOST: Mapping[str, Callable[[PeerBureau, PeerBureau], tuple[PeerBureau, Piece]]] = {
    "a part of another bureau's message": foreign,
    "a part that was not promised": another_part,
    "a piece without a message": unheard,
}


@pytest.mark.usefixtures("handled")
@pytest.mark.parametrize("attack", LOST.values(), ids=LOST)
def test_nothing_is_written(
    seoul: PeerBureau,
    tokyo: PeerBureau,
    attack: Callable[[PeerBureau, PeerBureau], tuple[PeerBureau, Piece]],
) -> None:
    peer, piece = attack(seoul, tokyo)
    assert peer.bring(piece) == (PieceAnswer(refused="exchange:no_part"),)
    assert on_disk() == []


@pytest.mark.usefixtures("handled")
def test_more_than_was_promised(seoul: PeerBureau) -> None:
    file = Enclosed.of(specimens.TEXT)
    jti = announced(seoul, [file])
    (answer,) = seoul.bring(Piece(jti, 0, 0, file.data + b"more"))
    assert answer == PieceAnswer(held=0, ended=True, refused="files:altered")
    assert StoredFile.objects.get().reason == "altered"


@pytest.mark.usefixtures("handled")
def test_an_altered_piece_begins_again(seoul: PeerBureau) -> None:
    file = Enclosed.of(specimens.TEXT)
    jti = announced(seoul, [file])
    spoilt = replace(file, data=file.data[:-1] + bytes([file.data[-1] ^ 1]))
    assert seoul.bring(*spoilt.pieces(jti)) == (PieceAnswer(held=0),)
    brought(seoul, jti, file)
    assert StoredFile.objects.get().state == "clean"


HOSTILE: Mapping[str, tuple[Callable[[], Enclosed], str]] = {
    "content that is not what was committed to": (
        lambda: Enclosed.of(specimens.TEXT).saying(sha256="00" * 32),
        "commitment",
    ),
    "a key that does not fit": (
        lambda: Enclosed.of(specimens.TEXT).saying(key=bytes(32)),
        "altered",
    ),
    "a program": (lambda: Enclosed.of(b"MZ\x90\x00" * 99, name="a.txt"), "type"),
    "a bomb": (
        lambda: Enclosed.of(
            specimens.docx({"word/a.xml": bytes(30 * 2**20)}),
            name="a.docx",
            media_type="application/octet-stream",
        ),
        "archive_ratio",
    ),
    "a picture of a billion points": (
        lambda: Enclosed.of(
            specimens.huge_png(40_000, 30_000), name="a.png", media_type="image/png"
        ),
        "picture_size",
    ),
    "two kinds at once": (
        lambda: Enclosed.of(
            specimens.picture() + specimens.zipped({"a": b"x"}),
            name="a.jpg",
            media_type="image/jpeg",
        ),
        "polyglot",
    ),
    "macros": (
        lambda: Enclosed.of(
            specimens.docx({"word/vbaProject.bin": b"x"}),
            name="a.docx",
            media_type="application/octet-stream",
        ),
        "macros",
    ),
}


@pytest.mark.usefixtures("handled")
@pytest.mark.parametrize(("made", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_nobody_opens_it(seoul: PeerBureau, made: Callable[[], Enclosed], reason: str) -> None:
    file = made()
    jti = announced(seoul, [file])
    brought(seoul, jti, file)
    row = StoredFile.objects.get()
    assert (row.state, row.reason) == ("refused", reason)
    assert not ContentKey.objects.exists()


REJECTED: Mapping[str, Callable[[], Enclosed]] = {
    "a size beyond all": lambda: Enclosed.of(b"x").saying(size=limits.PART_BYTES + 1),
    "a path": lambda: Enclosed.of(b"x").saying(name="../../etc/passwd"),
    "a name that turns around": lambda: Enclosed.of(b"x").saying(name="gnp.\u202eexe"),
}


@pytest.mark.usefixtures("handled")
@pytest.mark.parametrize("made", REJECTED.values(), ids=REJECTED)
def test_the_whole_message_is_rejected(
    seoul: PeerBureau, made: Callable[[], Enclosed], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = made()
    with monkeypatch.context() as patch:
        # a bureau with other rules seals what ours never would
        patch.setattr("liaison.lib.wire.manifest.parts.parse", lambda _: (file.part,))
        sealed = seoul.seal(files=[file])
    (answer,) = seoul.send(seoul.carry(sealed))
    receipt = seoul.read(answer)
    assert receipt.state.value == "rejected"
    assert receipt.reason == "wire:shape"
    assert not StoredFile.objects.exists()
