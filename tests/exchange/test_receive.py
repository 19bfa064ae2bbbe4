"""A true message is stored once with its proof, however often and however it comes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from liaison.audit import selectors as log
from liaison.core.models import Job
from liaison.exchange.models import Channel, Message, Opening, Receipt
from liaison.exchange.services import arrivals
from liaison.exchange.types import Received
from liaison.lib.wire.receipt import State
from tests.exchange.house import alarms, logged, work, written
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("handled")]


def test_stored_with_opening_job_log_entry_and_receipt(seoul: PeerBureau) -> None:
    sealed = seoul.seal({"words": "seen at the harbour"})
    (answer,) = seoul.send(seoul.carry(sealed))
    row = Message.objects.get()
    assert (row.iss, row.jti, row.digest) == ("seoul", sealed.manifest.jti, sealed.digest)
    assert (row.jws, row.state, row.direction) == (sealed.jws, "stored", "in")
    assert row.opening.body == '{"words":"seen at the harbour"}'
    assert row.addressees.get().organisation == "beijing"
    assert Job.objects.get().payload == {"message": row.pk}
    assert logged("exchange:message:stored") == 1
    assert Receipt.objects.get().token == answer.receipt


def test_the_receipt_proves_a_place_in_the_log(seoul: PeerBureau) -> None:
    sealed = seoul.seal()
    (answer,) = seoul.send(seoul.carry(sealed))
    said = seoul.read(answer)
    assert (said.state, said.jti, said.digest) == (
        State.STORED,
        sealed.manifest.jti,
        sealed.digest,
    )
    (entry,) = log.page(event_prefix="exchange:message:stored")
    latest = log.latest_checkpoint()
    assert latest is not None
    assert said.log_index == entry.sequence < latest.size
    assert said.checkpoint == latest.note


def test_a_replay_gets_the_stored_receipt_and_changes_nothing(
    network: Network, seoul: PeerBureau
) -> None:
    carried = seoul.carry(seoul.seal())
    (first,) = seoul.send(carried)
    before = written()
    network.clock.advance(timedelta(minutes=5))
    (again,) = seoul.send(carried)
    assert again == first
    assert written() == before
    assert not alarms()


def test_a_replay_after_the_end_of_the_message_gets_it_too(
    network: Network, seoul: PeerBureau
) -> None:
    """The answer was lost and the line was down for long: it was stored, and that is the truth."""
    carried = seoul.carry(seoul.seal(exp=seoul.moment + 60))
    (first,) = seoul.send(carried)
    network.clock.advance(timedelta(hours=1))
    (again,) = seoul.send(carried)
    assert again == first


def test_twice_in_one_batch_is_one_message(seoul: PeerBureau) -> None:
    sealed = seoul.seal()
    first, second = seoul.send(seoul.carry(sealed), seoul.carry(sealed))
    assert first == second
    assert first.receipt
    assert Message.objects.count() == Job.objects.count() == 1


def test_the_same_message_at_the_same_time(
    seoul: PeerBureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two requests look, both see nothing, one stores: the other answers from what is there."""
    carried = seoul.carry(seoul.seal())
    (first,) = seoul.send(carried)
    before = written()
    real, looks = arrivals.known, []

    def blind_once(*arguments: object) -> object:
        looks.append(arguments)
        return {} if len(looks) == 1 else real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(arrivals, "known", blind_once)
    fresh = seoul.seal()
    again, new = seoul.send(carried, seoul.carry(fresh))
    assert len(looks) == 2
    assert again == first
    assert seoul.read(new).jti == fresh.manifest.jti
    after = written()
    grown = {name: after[name] - before[name] for name in after if name != "Delivery"}
    assert set(grown.values()) == {1}


def test_the_database_refuses_a_second_row(seoul: PeerBureau) -> None:
    seoul.send(seoul.carry(seoul.seal()))
    row = Message.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


def test_an_empty_batch_is_a_greeting(seoul: PeerBureau) -> None:
    before = written()
    assert seoul.send() == ()
    assert written() == before
    assert Channel.objects.get().last_seen_at is not None


def test_any_order_is_stored_and_the_numbering_noted(
    seoul: PeerBureau, handled: list[Received]
) -> None:
    carried = [seoul.carry(seoul.seal({"count": n})) for n in range(4)]
    seoul.send(carried[3], carried[1])
    seoul.send(carried[0], carried[2])
    assert Channel.objects.get().in_seq == 4
    assert Opening.objects.count() == 4
    work(seoul.clock)
    assert sorted(str(received.body["count"]) for received in handled) == ["0", "1", "2", "3"]
