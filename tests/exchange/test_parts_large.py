"""The largest file there is, both ways: byte for byte the same, and memory stays small."""

import random
import tracemalloc
from pathlib import Path

import pytest

from liaison.exchange.models import PartDelivery
from liaison.exchange.types import Received
from liaison.files import blobs, policy, services
from liaison.files.models import StoredFile
from tests.cast import an_actor
from tests.exchange.files import announced, content_at, opened, queued, receipted
from tests.exchange.house import work
from tests.simulators.enclosed import Enclosed
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
LETTERS = b"abcdefghijklmnopqrstuvwxyz 0123456789\n"


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


def content() -> bytes:
    """Return 25 MB of text, always the same."""
    return bytes(random.Random(7).choices(LETTERS, k=policy.FILE_BYTES))  # noqa: S311 - a file


def test_to_another_bureau(network: Network, seoul: PeerBureau) -> None:
    whole = content()
    facts = services.add(
        an_actor(),
        name="dossier.txt",
        content=(whole[at : at + MEGABYTE] for at in range(0, len(whole), MEGABYTE)),
        purpose_kind="test.note",
        now=network.clock.now(),
    )
    work(network.clock)
    jti = queued(network, facts.id)
    receipted(seoul, jti)
    seoul.requests.clear()
    work(network.clock)
    assert PartDelivery.objects.get().state == "held"
    assert content_at(seoul, jti) == whole
    # three pieces in a request, and a pause for others after sixteen requests
    assert len(seoul.requests) == -(-len(seoul.fetched[jti, 0]) // (3 * 192 * 1024))


def test_from_another_bureau(network: Network, seoul: PeerBureau, handled: list[Received]) -> None:
    whole = content()
    file = Enclosed.of(whole, name="dossier.txt")
    jti = announced(seoul, [file])
    pieces = list(file.pieces(jti))
    tracemalloc.start()
    for at in range(0, len(pieces), 3):
        answers = seoul.bring(*pieces[at : at + 3])
        assert answers
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 12 * MEGABYTE, "one request at a time, however large the file is"
    assert StoredFile.objects.get().state == "quarantined"
    work(network.clock)
    (facts,) = handled[0].files
    row = StoredFile.objects.get(pk=facts.file_id)
    assert (row.state, row.size) == ("clean", policy.FILE_BYTES)
    assert opened(facts.file_id, network) == whole
