"""Killed at each point while files travel: nothing lost, nothing doubled, nothing half opened."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

import pytest

from liaison.audit import services as audit
from liaison.core.models import Job
from liaison.exchange.models import PartDelivery
from liaison.exchange.services import bringing, fetching
from liaison.exchange.types import Received
from liaison.files import blobs
from liaison.files.models import ContentKey, StoredFile
from liaison.files.services import arriving
from tests.exchange.files import announced, brought, clean_file, content_at, queued, receipted
from tests.exchange.house import work, work_until_done
from tests.files.specimens import TEXT
from tests.simulators.enclosed import Enclosed
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db
Spoil = Callable[[pytest.MonkeyPatch], None]


class Killed(BaseException):
    """Like `kill -9`: no handler tidies up, and no lease is given back."""


def instead(place: object, name: str) -> Spoil:
    """Die instead of doing something."""

    def dying(*_: object, **__: object) -> NoReturn:
        raise Killed

    return lambda patch: patch.setattr(place, name, dying)


def after(place: object, name: str) -> Spoil:
    """Die when something is done."""

    def spoil(patch: pytest.MonkeyPatch) -> None:
        real = getattr(place, name)

        def dying(*arguments: object, **named: object) -> NoReturn:
            real(*arguments, **named)
            raise Killed

        patch.setattr(place, name, dying)

    return spoil


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


ARRIVING: Mapping[str, Spoil] = {
    "a piece written, not committed": after(blobs.Arriving, "append"),
    "all bytes there, not durable": instead(blobs, "make_durable"),
    "durable, not renamed": instead(blobs, "settle"),
    "renamed, not committed": after(blobs, "settle"),
    "in quarantine, not committed": instead(arriving, "_log"),
    "committed, not answered": after(fetching, "_take"),
}


@pytest.mark.usefixtures("handled")
@pytest.mark.parametrize("spoil", ARRIVING.values(), ids=ARRIVING)
def test_killed_while_a_file_arrives(
    seoul: PeerBureau, monkeypatch: pytest.MonkeyPatch, spoil: Spoil
) -> None:
    file = Enclosed.of(TEXT * 8_000)
    jti = announced(seoul, [file])
    pieces = list(file.pieces(jti))
    seoul.bring(pieces[0])
    with monkeypatch.context() as patch:
        spoil(patch)
        with pytest.raises(Killed):
            seoul.bring(*pieces[1:])
    # the sender asks how far it has come, and goes on from there
    (answer,) = seoul.bring(pieces[0])
    while not answer.ended:
        (answer,) = seoul.bring(next(piece for piece in pieces if piece.offset == answer.held))
    work(seoul.clock)
    row = StoredFile.objects.get()
    assert (row.state, row.restarts) == ("clean", 0)
    assert ContentKey.objects.count() == 1


@pytest.mark.usefixtures("handled")
def test_killed_before_a_message_with_files_is_handled(
    seoul: PeerBureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Enclosed.of(TEXT)
    with monkeypatch.context() as patch:
        instead(fetching, "forget")(patch)
        with pytest.raises(Killed):
            announced(seoul, [file])
    assert not StoredFile.objects.exists(), "the handler's transaction took it back"
    work_until_done(seoul.clock)
    assert StoredFile.objects.get().state == "fetching"
    jti = StoredFile.objects.get().message
    assert jti is not None
    brought(seoul, jti, file)
    assert StoredFile.objects.get().state == "clean"


BRINGING: Mapping[str, Spoil] = {
    "read, not sent": instead(bringing.Bringer, "_call"),
    "answered, not settled": after(bringing.Bringer, "_call"),
    "settled, job not finished": after(bringing.Bringer, "_bring"),
    "held, not committed": instead(audit, "record"),
}


@pytest.mark.parametrize("spoil", BRINGING.values(), ids=BRINGING)
def test_killed_while_a_file_is_brought(
    network: Network, seoul: PeerBureau, monkeypatch: pytest.MonkeyPatch, spoil: Spoil
) -> None:
    jti = queued(network, clean_file(network, TEXT * 8_000))
    receipted(seoul, jti)
    with monkeypatch.context() as patch:
        spoil(patch)
        with pytest.raises(Killed):
            work(network.clock)
    assert Job.objects.filter(name="exchange.bring").exists()
    work_until_done(network.clock)
    assert content_at(seoul, jti) == TEXT * 8_000
    assert PartDelivery.objects.get().state == "held"


def test_what_was_announced_to_a_room_stays(handled: list[Received], seoul: PeerBureau) -> None:
    """The id a room was told is the id that opens the file in the end."""
    file = Enclosed.of(TEXT)
    jti = announced(seoul, [file])
    brought(seoul, jti, file)
    assert handled[0].files[0].file_id == StoredFile.objects.get().pk
