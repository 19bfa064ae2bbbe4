"""The end of a message that could not be delivered: stated, with an alarm, once."""

from datetime import timedelta

import pytest

from liaison.exchange import jobs
from liaison.exchange.models import Delivery
from liaison.exchange.states import State
from tests.exchange.house import alarms, delivery, logged, queue_note, state, work, work_until_done
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_before_its_end_a_message_waits(network: Network, seoul: PeerBureau) -> None:
    seoul.troubles = [lies.down] * 100
    jti = queue_note(network.clock, life=HOUR)
    work(network.clock)
    network.clock.advance(HOUR - timedelta(seconds=1))
    jobs.expire(network.clock.now())
    assert (state(jti), alarms()) == ("accepted", [])


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "never sealed"])
def test_at_its_end_it_is_undeliverable_with_an_alarm(
    network: Network, seoul: PeerBureau, *, sealed: bool
) -> None:
    seoul.troubles = [lies.down] * 100
    jti = queue_note(network.clock, life=HOUR)
    if sealed:
        work(network.clock)
    network.clock.advance(HOUR)
    jobs.expire(network.clock.now())
    jobs.expire(network.clock.now())
    assert state(jti) == delivery(jti).message.state == "undeliverable"
    assert alarms() == [("undeliverable", "seoul")]
    assert logged("exchange:alarm:undeliverable") == 1
    assert not Delivery.objects.filter(state="accepted").exists()


def test_what_ended_is_not_sent_any_more(network: Network, seoul: PeerBureau) -> None:
    seoul.troubles = [lies.down]
    queue_note(network.clock, life=HOUR)
    work(network.clock)
    network.clock.advance(HOUR)
    jobs.expire(network.clock.now())
    work_until_done(network.clock)
    assert len(seoul.requests) == 1


def test_only_the_delivery_that_waits_ends(network: Network, tokyo: PeerBureau) -> None:
    tokyo.troubles = [lies.down] * 100
    jti = queue_note(network.clock, to=["seoul", "tokyo"], life=HOUR)
    work(network.clock)
    network.clock.advance(HOUR)
    jobs.expire(network.clock.now())
    assert (state(jti), state(jti, "tokyo")) == ("stored", "undeliverable")
    assert alarms() == [("undeliverable", "tokyo")]


def test_a_receipt_after_the_end_is_kept_and_changes_nothing(
    network: Network, seoul: PeerBureau
) -> None:
    seoul.troubles = [lies.lose_answer] * 100
    jti = queue_note(network.clock, life=HOUR)
    work(network.clock)
    network.clock.advance(HOUR)
    jobs.expire(network.clock.now())
    seoul.send(receipts=[seoul.receipt(jti, seoul.stored[jti].digest, state=State.DELIVERED)])
    assert state(jti) == "undeliverable"
    assert delivery(jti).message.receipts.get().state == "delivered"
