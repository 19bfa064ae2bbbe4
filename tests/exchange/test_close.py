"""A row closes only on a verified receipt for the bytes that were sent."""

from datetime import timedelta

import pytest

from liaison.exchange import jobs as exchange_jobs
from liaison.exchange import keys, policy
from liaison.exchange.models import Channel, Receipt, SealedBytes
from liaison.exchange.sockets import HANDLERS
from liaison.exchange.states import State
from liaison.exchange.types import Handler
from liaison.lib.wire import envelope
from liaison.lib.wire.delivery import Answer, Batch, encode_answers
from liaison.lib.wire.errors import NotForUs
from tests.exchange.house import alarms, delivery, logged, queue_note, state, work, work_until_done
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau, Trouble

pytestmark = pytest.mark.django_db


def test_a_verified_receipt_closes(network: Network, seoul: PeerBureau) -> None:
    jti = queue_note(network.clock)
    work(network.clock)
    assert state(jti) == "stored"
    assert delivery(jti).message.state == "stored"
    assert Receipt.objects.get().token == seoul.first_receipts[jti]
    assert logged("exchange:receipt:stored") == 1


def test_sealed_bytes_stay_for_a_bureau_that_is_restored_and_then_go(network: Network) -> None:
    queue_note(network.clock)
    work(network.clock)
    exchange_jobs.drop_sealed(network.clock.now() + policy.RESTORABLE - timedelta(seconds=1))
    assert SealedBytes.objects.exists()
    exchange_jobs.drop_sealed(network.clock.now() + policy.RESTORABLE)
    assert not SealedBytes.objects.exists()


def test_what_is_shredded_we_cannot_open_again_but_its_receiver_can(
    network: Network, seoul: PeerBureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = Handler(receive=lambda *_: None, keep_body=False)
    monkeypatch.setitem(HANDLERS, "test.note", handler)
    jti = queue_note(network.clock)
    work(network.clock)
    data = bytes(SealedBytes.objects.get().data)
    assert keys.archive().newest.kid.encode() not in data
    seoul.stored.clear()
    opened = envelope.unseal(
        data,
        own="seoul",
        keys=seoul.keys.ring,
        resolve=lambda _, kid: seoul._node_key(kid),
    )
    assert opened.manifest.jti == jti
    with pytest.raises(NotForUs):
        envelope.unseal(
            data,
            own="beijing",
            keys=keys.archive(),
            resolve=lambda _, kid: seoul._node_key(kid),
        )


def test_sealed_bytes_stay_until_the_last_bureau_has_them(
    network: Network, tokyo: PeerBureau
) -> None:
    tokyo.troubles = [lies.down]
    jti = queue_note(network.clock, to=["seoul", "tokyo"])
    work(network.clock)
    assert (state(jti), state(jti, "tokyo")) == ("stored", "accepted")
    assert delivery(jti).message.state == "accepted"
    exchange_jobs.drop_sealed(network.clock.now() + policy.RESTORABLE)
    assert SealedBytes.objects.exists()
    work_until_done(network.clock)
    assert delivery(jti).message.state == "stored"


@pytest.mark.parametrize("trouble", lies.FAILURES.values(), ids=lies.FAILURES)
def test_a_failed_call_closes_nothing_and_is_made_again(
    network: Network, seoul: PeerBureau, trouble: Trouble
) -> None:
    seoul.troubles = [trouble]
    jti = queue_note(network.clock)
    work(network.clock)
    assert state(jti) == "accepted"
    assert not Receipt.objects.exists()
    channel = Channel.objects.get(organisation="seoul")
    assert (channel.failures, bool(channel.last_error)) == (1, True)

    work_until_done(network.clock)

    assert state(jti) == "stored"
    assert list(seoul.stored) == [jti]
    assert not seoul.equivocations
    first, second = seoul.requests
    assert first.messages == second.messages


@pytest.mark.parametrize("lie", lies.LIES.values(), ids=lies.LIES)
def test_a_lie_closes_nothing_and_is_an_alarm(
    network: Network, seoul: PeerBureau, lie: Trouble
) -> None:
    seoul.troubles = [lie]
    jti = queue_note(network.clock)
    work(network.clock)
    assert state(jti) == "accepted"
    assert not Receipt.objects.exists()
    assert alarms() == [("receipt_mismatch", "seoul")]
    assert logged("exchange:alarm:receipt_mismatch") == 1
    # it was reached: that is not a failure of the line
    assert Channel.objects.get(organisation="seoul").failures == 0
    assert (delivery(jti).attempts, delivery(jti).last_error[:5]) == (1, "wire:")

    work_until_done(network.clock)
    assert state(jti) == "stored"


@pytest.mark.parametrize("refusal", lies.REFUSALS.values(), ids=lies.REFUSALS)
def test_an_unsigned_refusal_closes_nothing(
    network: Network, seoul: PeerBureau, refusal: Trouble
) -> None:
    seoul.troubles = [refusal, refusal]
    jti = queue_note(network.clock)
    work(network.clock)
    assert (state(jti), delivery(jti).attempts) == ("accepted", 1)
    assert not alarms()
    work_until_done(network.clock)
    assert state(jti) == "stored"


def test_a_signed_rejection_closes_with_an_alarm(network: Network, seoul: PeerBureau) -> None:
    def reject(bureau: PeerBureau, batch: Batch) -> bytes:
        header = bureau.header(batch.messages[0])
        token = bureau.receipt(header.jti, header.digest, state=State.REJECTED, reason="test:no")
        return encode_answers([Answer(receipt=token)])

    seoul.troubles = [reject]
    jti = queue_note(network.clock)
    work_until_done(network.clock)
    assert state(jti) == "rejected"
    assert len(seoul.requests) == 1
    assert alarms() == [("rejected", "seoul")]


def test_the_same_true_receipt_for_everything_closes_one_message_and_is_no_endless_loop(
    network: Network, seoul: PeerBureau
) -> None:
    def repeat_the_first(bureau: PeerBureau, batch: Batch) -> bytes:
        answers = bureau.take(batch)
        first = next(iter(bureau.first_receipts.values()))
        return encode_answers([Answer(receipt=first)] * len(answers))

    seoul.troubles = [repeat_the_first] * 3
    first, second = queue_note(network.clock), queue_note(network.clock)
    work(network.clock)
    assert (state(first), state(second)) == ("stored", "accepted")
    assert len(seoul.requests) == 1
    assert alarms() == [("receipt_mismatch", "seoul")]


def test_answers_in_another_order_close_nothing(network: Network, seoul: PeerBureau) -> None:
    seoul.troubles = [lies.reorder]
    jtis = [queue_note(network.clock) for _ in range(2)]
    work(network.clock)
    assert {state(jti) for jti in jtis} == {"accepted"}
    work_until_done(network.clock)
    assert {state(jti) for jti in jtis} == {"stored"}


def test_an_answer_replayed_closes_nothing(network: Network, seoul: PeerBureau) -> None:
    queue_note(network.clock)
    work(network.clock)
    seoul.troubles = [lies.replay_answer]
    second = queue_note(network.clock)
    work(network.clock)
    assert state(second) == "accepted"
    assert second not in seoul.stored
    work_until_done(network.clock)
    assert second in seoul.stored


def test_what_cannot_be_seen_from_here_is_kept_as_evidence(
    network: Network, seoul: PeerBureau
) -> None:
    seoul.troubles = [lies.pretend]
    jti = queue_note(network.clock)
    work_until_done(network.clock)
    assert jti not in seoul.stored
    assert state(jti) == "stored"
    assert Receipt.objects.get().message.digest == delivery(jti).message.digest
