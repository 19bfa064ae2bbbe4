"""Photographs through the real gate: to a simulated bureau and back, until both are erased."""

import uuid
from pathlib import Path
from typing import Any

import pytest

from liaison.files import blobs
from liaison.files.models import ContentKey, StoredFile
from liaison.files.states import Rendition
from liaison.lib.wire.receipt import State
from liaison.records import recalling, services
from liaison.records.models import Copy, Record
from liaison.records.states import WithdrawalReason
from tests.cast import NOW, an_actor
from tests.exchange.conftest import clock, network, seoul
from tests.exchange.files import brought, content_at, receipted
from tests.exchange.house import delivery, work
from tests.files.specimens import picture
from tests.records.persons import entered
from tests.records.pictures import ID, a_person, a_picture
from tests.records.things import ada
from tests.simulators.enclosed import Enclosed
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

__all__ = ["clock", "network", "seoul"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


def say(peer: PeerBureau, kind: str, body: dict[str, Any], *files: Enclosed) -> uuid.UUID:
    """Let a bureau send a message about a record, and the worker hand it to this room."""
    sealed = peer.seal(body, files=files, kind=kind, purpose="locate persons or objects")
    peer.send(peer.carry(sealed))
    work(peer.clock)
    return sealed.manifest.jti


def distribute(peer: PeerBureau, *files: Enclosed, version: int = 1) -> uuid.UUID:
    """Let a bureau distribute the person with photographs."""
    person = a_person(version=version)
    return say(peer, "records.distribute", {"format": 2, "records": [person]}, *files)


def test_ours_go_there_and_come_back_never(network: Network, seoul: PeerBureau) -> None:
    row = entered(photographs=[a_picture()])
    work(network.clock)
    jti = Copy.objects.get().message
    (part,) = seoul.stored[jti].parts
    assert part.name == "face.jpg"
    receipted(seoul, jti)
    work(network.clock)
    assert content_at(seoul, jti) == picture()
    services.withdraw(
        ada(), document_id=row.id, reason=WithdrawalReason.FOUND, note="", now=network.clock.now()
    )
    work(network.clock)
    recall = Copy.objects.get().message
    assert seoul.stored[recall].manifest.kind == "records.withdraw"
    assert StoredFile.objects.get().state == "erased"
    assert not ContentKey.objects.exists()


def test_erased_before_it_left_the_recall_leaves_all_the_same(
    network: Network, seoul: PeerBureau
) -> None:
    row = entered(photographs=[a_picture()])
    other = entered(national_reference="BJ-P-2")
    first = Copy.objects.get(record=row).message
    services.withdraw(
        ada(), document_id=row.id, reason=WithdrawalReason.FOUND, note="", now=network.clock.now()
    )
    work(network.clock)
    # the photograph cannot be sealed any more, and nothing else waits for it
    assert first not in seoul.stored
    assert "cannot be sealed" in delivery(first).last_error
    for record in (row, other):
        assert Copy.objects.get(record=record).message in seoul.stored


def test_theirs_are_shown_once_looked_at_and_go_with_the_recall(
    network: Network, seoul: PeerBureau
) -> None:
    face = Enclosed.of(picture(), name="face.jpg", media_type="image/jpeg")
    jti = distribute(seoul, face)
    (waiting,) = services.read_record(ada(), record_id=ID, now=NOW).photographs
    assert waiting.state == "fetching"
    brought(seoul, jti, face)
    opened = services.open_photograph(
        an_actor(role="desk_officer"),
        record_id=ID,
        file_id=waiting.id,
        rendition=Rendition.PICTURE,
        now=network.clock.now(),
    )
    assert b"".join(opened.chunks)[:2] == b"\xff\xd8"
    body = {"record_id": str(ID), "version": 2, "reason": "found"}
    say(seoul, "records.withdraw", body)
    assert not Record.objects.exists()
    assert not ContentKey.objects.exists()
    erased = [one for one in seoul.stored.values() if one.manifest.kind == "records.erased"]
    assert len(erased) == 1


def test_a_new_version_costs_no_second_fetch(network: Network, seoul: PeerBureau) -> None:
    face = Enclosed.of(picture(), name="face.jpg", media_type="image/jpeg")
    brought(seoul, distribute(seoul, face), face)
    again = Enclosed.of(picture(), name="face.jpg", media_type="image/jpeg")
    jti = distribute(seoul, again, version=2)
    (answer,) = seoul.bring(next(iter(again.pieces(jti))))
    assert answer.ended
    (shown,) = services.read_record(ada(), record_id=ID, now=network.clock.now()).photographs
    assert (shown.state, Record.objects.get().version) == ("clean", 2)


def test_a_lying_peer_gets_a_rejection_that_names_the_rule(seoul: PeerBureau) -> None:
    jti = distribute(seoul, Enclosed.of(b"%PDF-1.7", name="a.pdf", media_type="application/pdf"))
    assert not Record.objects.exists()
    assert not StoredFile.objects.exists()
    found = [one for one in seoul.receipts if one.jti == jti and one.state is State.REJECTED]
    assert [one.reason for one in found] == ["records:document:photographs"]


def test_a_recall_that_was_refused_is_sent_again(network: Network, seoul: PeerBureau) -> None:
    row = entered()
    services.withdraw(
        ada(), document_id=row.id, reason=WithdrawalReason.FOUND, note="", now=network.clock.now()
    )
    work(network.clock)
    first = Copy.objects.get().message
    receipted(seoul, first, State.REJECTED)
    network.clock.at += recalling.PAUSE
    recalling.repeat(network.clock.now())
    work(network.clock)
    second = Copy.objects.get().message
    assert second != first
    assert seoul.stored[second].body["version"] == seoul.stored[first].body["version"] == 2
