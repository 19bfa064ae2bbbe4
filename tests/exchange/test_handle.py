"""The worker hands a message to its room: once, in one transaction, or not at all."""

import itertools
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from liaison.core.models import Job
from liaison.exchange import services
from liaison.exchange.errors import ContentRefused
from liaison.exchange.models import Alarm, Message, Opening
from liaison.exchange.services import handling
from liaison.exchange.sockets import HANDLERS
from liaison.exchange.types import Handler, Received
from tests.cast import an_actor
from tests.exchange.house import LEASE, alarms, logged, work, work_until_done
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db
Plug = Callable[..., None]


@pytest.fixture
def plug(monkeypatch: pytest.MonkeyPatch) -> Plug:
    """Return a function that plugs in a room for notes."""

    def plug_in(receive: Callable[[Received, datetime], None], *, keep_body: bool = True) -> None:
        handler = Handler(receive=receive, keep_body=keep_body)
        monkeypatch.setitem(HANDLERS, "test.note", handler)

    return plug_in


def write_something(received: Received, now: datetime) -> None:
    """Do what a room does: write rows of its own."""
    Alarm.objects.create(
        kind="altered", organisation=received.sender, detail="a room's row", at=now
    )


def stated(bureau: PeerBureau) -> list[tuple[str, str]]:
    """Return state and reason of every receipt that reached the bureau."""
    return [(said.state.value, said.reason) for said in bureau.receipts]


def test_delivered_and_receipted(seoul: PeerBureau, handled: list[Received]) -> None:
    sealed = seoul.seal({"words": "to the room"}, purpose="trace a vehicle", legal_basis="Art. 3")
    seoul.send(seoul.carry(sealed))
    work_until_done(seoul.clock)
    (received,) = handled
    assert (received.message_id, received.sender) == (sealed.manifest.jti, "seoul")
    assert (received.purpose, received.legal_basis) == ("trace a vehicle", "Art. 3")
    assert received.body == {"words": "to the room"}
    assert stated(seoul) == [("delivered", "")]
    assert seoul.receipts[0].digest == sealed.digest
    assert Message.objects.get().state == "delivered"
    assert Opening.objects.exists()
    assert logged("exchange:message:delivered") == 1


def test_without_keep_body_the_opening_is_shredded(
    seoul: PeerBureau, handled: list[Received], plug: Plug
) -> None:
    plug(lambda received, _: handled.append(received), keep_body=False)
    seoul.send(seoul.carry(seoul.seal()))
    assert Opening.objects.exists()
    work_until_done(seoul.clock)
    assert len(handled) == 1
    assert not Opening.objects.exists()
    assert Message.objects.get().jws


REASONS = {
    "a code": ("test:unwanted", "test:unwanted"),
    "no reason at all": ("", "exchange:content"),
    "longer than the log takes": ("x" * 1000, "x" * 80),
    "several lines": ("one\ntwo\0", "onetwo"),
}


@pytest.mark.parametrize(("reason", "told"), REASONS.values(), ids=REASONS)
def test_a_refusal_is_signed_and_takes_back_what_the_room_wrote(
    seoul: PeerBureau, plug: Plug, reason: str, told: str
) -> None:
    def refuse(received: Received, now: datetime) -> None:
        write_something(received, now)
        services.queue(
            an_actor().who,
            to=["seoul"],
            kind="test.reply",
            body={},
            at=now,
            purpose="reply",
            in_reply_to=received.message_id,
        )
        raise ContentRefused(reason)

    plug(refuse)
    seoul.send(seoul.carry(seoul.seal()))
    work_until_done(seoul.clock)
    assert stated(seoul) == [("rejected", told)]
    assert not alarms()
    assert not seoul.stored
    assert Message.objects.get().state == "rejected"
    assert not Opening.objects.exists()
    assert logged("exchange:message:rejected") == 1


def test_a_crash_loses_nothing_and_is_tried_again(
    network: Network, seoul: PeerBureau, plug: Plug
) -> None:
    attempts: list[datetime] = []

    def crash_twice(received: Received, now: datetime) -> None:
        attempts.append(now)
        write_something(received, now)
        if len(attempts) < 3:
            raise ZeroDivisionError

    plug(crash_twice)
    seoul.send(seoul.carry(seoul.seal()))
    work(network.clock)
    job = Job.objects.get()
    assert (job.attempts, job.last_error) == (1, "ZeroDivisionError")
    assert not alarms()
    assert Message.objects.get().state == "stored"
    assert not seoul.receipts

    work_until_done(network.clock)
    assert [after - before for before, after in itertools.pairwise(attempts)] == [
        timedelta(seconds=1),
        timedelta(seconds=2),
    ]
    assert len(alarms()) == 1
    assert stated(seoul) == [("delivered", "")]


def test_a_worker_killed_in_the_room_leaves_the_message_to_another(
    network: Network, seoul: PeerBureau, plug: Plug, handled: list[Received]
) -> None:
    class Killed(BaseException):
        """Like `kill -9`."""

    def die(received: Received, now: datetime) -> None:
        write_something(received, now)
        raise Killed

    plug(die)
    seoul.send(seoul.carry(seoul.seal()))
    with pytest.raises(Killed), transaction.atomic():
        work(network.clock)
    plug(lambda received, _: handled.append(received))
    network.clock.advance(LEASE)
    work_until_done(network.clock)
    assert len(handled) == 1
    assert not alarms()
    assert stated(seoul) == [("delivered", "")]


def test_a_room_may_answer_at_once(seoul: PeerBureau, plug: Plug) -> None:
    def answer(received: Received, now: datetime) -> None:
        services.queue(
            an_actor().who,
            to=[received.sender],
            kind="test.reply",
            body={"words": "confirmed"},
            at=now,
            purpose=received.purpose,
            thread=received.thread,
            in_reply_to=received.message_id,
        )

    plug(answer)
    sealed = seoul.seal()
    seoul.send(seoul.carry(sealed))
    work_until_done(seoul.clock)
    (reply,) = seoul.stored.values()
    assert reply.manifest.in_reply_to == reply.manifest.thread == sealed.manifest.jti
    assert sorted(stated(seoul)) == [("answered", ""), ("delivered", "")]
    assert Message.objects.get(direction="in").state == "answered"


def test_a_message_is_handled_once_however_often_it_is_promised(
    seoul: PeerBureau, handled: list[Received]
) -> None:
    seoul.send(seoul.carry(seoul.seal()))
    work_until_done(seoul.clock)
    handling.handle({"message": Message.objects.get().pk}, seoul.clock.now())
    handling.handle({"message": 0}, seoul.clock.now())
    assert len(handled) == 1
    assert stated(seoul) == [("delivered", "")]
