"""What goes into one request: urgent first, within its limits, and nobody waits for another."""

from datetime import timedelta

import pytest

from liaison.exchange.models import Delivery
from liaison.lib.wire import delivery as wire
from liaison.lib.wire import limits
from liaison.lib.wire.delivery import Answer, Batch, encode_answers
from tests.exchange.house import delivery, queue_note, state, work, work_until_done
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db


def test_at_most_fifty_messages_in_a_batch(network: Network, seoul: PeerBureau) -> None:
    for _ in range(limits.BATCH_MESSAGES + 3):
        queue_note(network.clock)
    work(network.clock)
    assert [len(batch.messages) for batch in seoul.requests] == [limits.BATCH_MESSAGES, 3]


def test_large_messages_travel_in_several_batches_each_within_the_limit(
    network: Network, seoul: PeerBureau
) -> None:
    for _ in range(12):
        queue_note(network.clock, body={"words": "x" * (limits.BODY_BYTES - 100)})
    work(network.clock)
    sizes = [len(wire.encode_batch(batch)) for batch in seoul.requests]
    assert len(seoul.stored) == 12
    assert len(sizes) > 1
    assert max(sizes) <= limits.BATCH_BYTES


def test_urgent_messages_go_first_the_rest_in_order(network: Network, seoul: PeerBureau) -> None:
    normal = [queue_note(network.clock) for _ in range(3)]
    urgent = [queue_note(network.clock, urgency="urgent") for _ in range(2)]
    work(network.clock)
    assert [header.jti for header in seoul.headers] == [*urgent, *normal]


def test_urgent_messages_overtake_those_that_wait_sealed(
    network: Network, seoul: PeerBureau
) -> None:
    seoul.troubles = [lies.down]
    normal = queue_note(network.clock)
    work(network.clock)
    urgent = queue_note(network.clock, urgency="urgent")
    work_until_done(network.clock)
    assert [header.jti for header in seoul.headers] == [urgent, normal]
    assert [header.channel_seq for header in seoul.headers] == [2, 1]


def test_one_refused_message_holds_up_no_other(network: Network, seoul: PeerBureau) -> None:
    first, second = queue_note(network.clock), queue_note(network.clock)

    def refuse_the_first(bureau: PeerBureau, batch: Batch) -> bytes:
        return encode_answers(
            [
                Answer(refused="wire:digest") if bureau.header(carried).jti == first else stored
                for carried, stored in zip(batch.messages, bureau.take(batch), strict=True)
            ]
        )

    seoul.troubles = [refuse_the_first] * 4
    work(network.clock)
    third = queue_note(network.clock)
    work(network.clock)
    assert [state(jti) for jti in (first, second, third)] == ["accepted", "stored", "stored"]
    waiting = delivery(first)
    assert (waiting.attempts, waiting.last_error) == (1, "wire:digest")
    assert waiting.next_attempt_at is not None
    pause = waiting.next_attempt_at - network.clock.now()
    assert timedelta(seconds=0.8) <= pause <= timedelta(seconds=1.2)
    work_until_done(network.clock)
    assert state(first) == "stored"


def test_a_message_to_a_bureau_that_left_holds_up_no_other(
    network: Network, seoul: PeerBureau
) -> None:
    stuck = queue_note(network.clock, to=["seoul", "tokyo"])
    network.publish("tokyo")
    free = [queue_note(network.clock) for _ in range(3)]
    work(network.clock)
    assert (state(stuck), {state(jti) for jti in free}) == ("accepted", {"stored"})
    assert sorted(seoul.stored) == sorted(free)
    waiting = delivery(stuck)
    assert waiting.last_error.startswith("cannot be sealed: wire:key")
    assert (waiting.attempts, waiting.channel_seq) == (1, None)

    network.publish()
    work_until_done(network.clock)
    assert {state(stuck), state(stuck, "tokyo")} == {"stored"}
    assert Delivery.objects.filter(state="accepted").count() == 0


def test_a_message_queued_while_the_worker_sends_is_not_forgotten(
    network: Network, seoul: PeerBureau
) -> None:
    def queue_meanwhile(bureau: PeerBureau, batch: Batch) -> bytes:
        queue_note(network.clock)
        return bureau.honest(batch)

    seoul.troubles = [queue_meanwhile] * 5
    queue_note(network.clock)
    work(network.clock)
    assert len(seoul.stored) == 6
