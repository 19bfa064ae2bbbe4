"""Files beside our messages: promised, opened inside, brought piece by piece when expected."""

import uuid
from pathlib import Path

import pytest

from liaison.core.models import Job
from liaison.exchange.errors import MessageUnfit
from liaison.exchange.services import bringing
from liaison.files import blobs, services
from liaison.files.models import StoredFile
from liaison.lib.wire import limits
from liaison.lib.wire.receipt import State
from tests.cast import an_actor
from tests.exchange.files import clean_file, content_at, part_states, queued, receipted
from tests.exchange.house import logged, queue_note, work, work_until_done, written
from tests.files.specimens import TEXT, picture
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db
LONG = TEXT * 40_000


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


def test_from_queueing_to_holding(network: Network, seoul: PeerBureau) -> None:
    jti = queued(network, clean_file(network, LONG))
    assert seoul.stored[jti].parts[0].name == "note.txt"
    assert part_states() == ["waiting"]
    assert not seoul.fetched, "nobody brings what is not expected yet"
    receipted(seoul, jti)
    work(network.clock)
    assert content_at(seoul, jti) == LONG
    assert part_states() == ["held"]
    assert logged("exchange:part:held") == 1


def test_the_signed_manifest_says_nothing_of_a_file(network: Network, seoul: PeerBureau) -> None:
    jti = queued(network, clean_file(network, picture(), name="Kim at the gate.jpg"))
    said = str(seoul.stored[jti].manifest.claims())
    opening = seoul.stored[jti].parts[0]
    for secret in ("Kim", opening.sha256, "jpeg", str(opening.size)):
        assert secret not in said


def test_to_several_bureaus_each_at_its_own_pace(
    network: Network, seoul: PeerBureau, tokyo: PeerBureau
) -> None:
    jti = queued(network, clean_file(network, TEXT), to=("seoul", "tokyo"))
    receipted(tokyo, jti)
    work(network.clock)
    assert content_at(tokyo, jti) == TEXT
    assert not seoul.fetched
    receipted(seoul, jti, State.OPENED)
    work(network.clock)
    assert content_at(seoul, jti) == TEXT


def test_several_files_in_their_order(network: Network, seoul: PeerBureau) -> None:
    first, second = clean_file(network, TEXT), clean_file(network, picture(), name="a.jpg")
    jti = queued(network, second, first)
    receipted(seoul, jti)
    work(network.clock)
    assert (content_at(seoul, jti, 0), content_at(seoul, jti, 1)) == (picture(), TEXT)


def test_messages_do_not_wait_for_files(network: Network, seoul: PeerBureau) -> None:
    jti = queued(network, clean_file(network, LONG))
    receipted(seoul, jti)
    urgent = queue_note(network.clock, urgency="urgent")
    jobs = {batch.pieces == () for batch in seoul.requests}
    work(network.clock)
    assert urgent in seoul.stored
    assert jobs == {True}
    assert not any(batch.messages and batch.pieces for batch in seoul.requests)


def test_a_rejected_message_brings_nothing(network: Network, seoul: PeerBureau) -> None:
    jti = queued(network, clean_file(network, TEXT))
    receipted(seoul, jti, State.REJECTED)
    bringing.sweep(network.clock.now())
    work(network.clock)
    assert part_states() == ["ended"]
    assert not seoul.fetched


def test_an_erased_file_is_brought_no_more(network: Network, seoul: PeerBureau) -> None:
    file_id = clean_file(network, TEXT)
    jti = queued(network, file_id)
    services.erase([file_id], who=an_actor().who, reason="x", now=network.clock.now())
    receipted(seoul, jti)
    work_until_done(network.clock)
    assert part_states() == ["ended"]
    assert not seoul.fetched


def test_the_sweeper_promises_what_was_forgotten(network: Network, seoul: PeerBureau) -> None:
    jti = queued(network, clean_file(network, TEXT))
    receipted(seoul, jti)
    Job.objects.filter(name="exchange.bring").delete()
    bringing.sweep(network.clock.now())
    work(network.clock)
    assert part_states() == ["held"]


def test_a_file_that_was_sent_stays(network: Network) -> None:
    file_id = clean_file(network, TEXT)
    queued(network, file_id)
    assert StoredFile.objects.get(pk=file_id).attachments.get().holder == "exchange.message"


def test_only_clean_files_are_queued(network: Network) -> None:
    facts = services.add(
        an_actor(), name="a.txt", content=[TEXT], purpose_kind="x", now=network.clock.now()
    )
    clean = clean_file(network, TEXT)
    before = written()
    unfit = [[facts.id], [uuid.uuid4()], [clean, clean], [uuid.uuid4()] * (limits.PARTS + 1)]
    for files in unfit[1:]:
        with pytest.raises(MessageUnfit):
            queue_note(network.clock, files=files)
    StoredFile.objects.filter(pk=facts.id).update(state="quarantined")
    with pytest.raises(MessageUnfit):
        queue_note(network.clock, files=unfit[0])
    assert written() == before
