"""A relay killed at each point while it keeps a file: nothing lost, nothing passed on half."""

import uuid
from collections.abc import Mapping
from pathlib import Path

import pytest

from liaison.audit import services as audit
from liaison.exchange.models import Kept
from liaison.exchange.services import carrying, keeping
from liaison.files import blobs
from tests.exchange.house import work_until_done
from tests.exchange.test_parts_crash_points import Killed, Spoil, after, instead
from tests.files.specimens import TEXT
from tests.simulators import lies
from tests.simulators.enclosed import Enclosed
from tests.simulators.network import Network
from tests.simulators.peer_bureau import NODE
from tests.simulators.post import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


@pytest.fixture
def seoul(network: Network) -> Reader:
    """A bureau that leaves a file for Suva."""
    return network.join(Reader("seoul", network.clock))


@pytest.fixture
def suva(network: Network, seoul: Reader) -> Reader:  # noqa: ARG001 - one directory for all
    """A bureau that has named us as its relay, and is down."""
    found = network.join(Reader("suva", network.clock))
    found.keys.relay = NODE
    found.troubles = [lies.down] * 1000
    network.publish()
    return found


KEEPING: Mapping[str, Spoil] = {
    "announced, not logged": instead(audit, "record"),
    "a piece written, not committed": after(blobs.Parcel, "append"),
    "all bytes there, not durable": instead(blobs, "make_durable"),
    "durable, not committed": after(blobs.Parcel, "is_whole"),
    "committed, not answered": after(carrying, "keep"),
}


@pytest.mark.parametrize("spoil", KEEPING.values(), ids=KEEPING)
def test_killed_while_a_file_is_left(
    network: Network,
    suva: Reader,
    seoul: Reader,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Spoil,
) -> None:
    file = Enclosed.of(TEXT * 8_000)
    sealed = seoul.seal(reader="suva", files=[file])
    seoul.send(seoul.carry(sealed, to="suva"))
    jti = sealed.manifest.jti
    pieces = seoul.labelled(file, jti, to="suva")
    with monkeypatch.context() as patch:
        spoil(patch)
        with pytest.raises(Killed):
            seoul.bring(*pieces)
    # its sender goes on from what the relay says it has
    (answer,) = seoul.bring(pieces[0])
    for _ in pieces:
        if answer.held < len(file.data):
            (answer,) = seoul.bring(next(one for one in pieces if one.offset == answer.held))
    assert Kept.objects.get(kind="part").whole
    suva.troubles = []
    suva.send()
    work_until_done(network.clock)
    assert bytes(suva.fetched[jti, 0]) == file.data
    assert [said.jti for said in seoul.part_receipts] == [jti]


HANDING: Mapping[str, Spoil] = {
    "given, not noted": instead(carrying, "settle"),
    "receipted, not kept": instead(keeping, "store_receipt"),
    "receipt kept, not committed": after(carrying, "drop"),
    "noted, job not finished": after(carrying, "settle"),
}


@pytest.mark.parametrize("spoil", HANDING.values(), ids=HANDING)
def test_killed_while_it_is_passed_on(
    network: Network,
    suva: Reader,
    seoul: Reader,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Spoil,
) -> None:
    file = Enclosed.of(TEXT * 8_000)
    sealed = seoul.seal(reader="suva", files=[file])
    seoul.send(seoul.carry(sealed, to="suva"))
    suva.troubles = []
    suva.send()
    work_until_done(network.clock)
    for piece in seoul.labelled(file, sealed.manifest.jti, to="suva"):
        seoul.bring(piece)
    with monkeypatch.context() as patch:
        spoil(patch)
        with pytest.raises(Killed):
            work_until_done(network.clock)
    work_until_done(network.clock)
    assert bytes(suva.fetched[sealed.manifest.jti, 0]) == file.data
    assert not Kept.objects.exists()
    assert {said.jti for said in seoul.part_receipts} == {sealed.manifest.jti}


def test_bytes_without_a_row_are_swept(network: Network, seoul: Reader, suva: Reader) -> None:
    """Killed between the disk and the commit, and its sender never came back."""
    assert suva.keys.relay == NODE
    blobs.Parcel("0" * 64).append(b"x")
    (piece,) = seoul.labelled(Enclosed.of(TEXT), uuid.UUID(int=7), to="suva")
    seoul.bring(piece)
    later = network.clock.now().replace(year=9000)
    carrying.sweep(later)
    assert not blobs.Parcel("0" * 64).held
    assert carrying.pieces_of(Kept.objects.get())
