"""Receipts that come later, in any order, twice, or about nothing of ours."""

import itertools
import uuid

import pytest

from liaison.exchange.models import Receipt
from liaison.exchange.states import State
from liaison.lib.wire.keys import generate
from tests.exchange.house import alarms, delivery, logged, queue_note, state, work, written
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db
LATER = (State.DELIVERED, State.OPENED, State.ANSWERED)


def said(bureau: PeerBureau, jti: uuid.UUID, found: State, reason: str = "") -> str:
    """Sign a receipt of a bureau about a message it stored."""
    return bureau.receipt(jti, bureau.stored[jti].digest, state=found, reason=reason)


@pytest.mark.parametrize("order", tuple(itertools.permutations(LATER)), ids="-".join)
def test_any_order_ends_at_the_highest_rung(
    network: Network, seoul: PeerBureau, order: tuple[State, ...]
) -> None:
    jti = queue_note(network.clock)
    work(network.clock)
    tokens = [said(seoul, jti, found) for found in order]
    answers = [seoul.send(receipts=[token])[0] for token in tokens]
    assert {answer.refused for answer in answers} == {""}
    assert state(jti) == delivery(jti).message.state == "answered"
    assert Receipt.objects.count() == 4
    assert not alarms()


def test_all_in_one_batch(network: Network, seoul: PeerBureau) -> None:
    jti = queue_note(network.clock)
    work(network.clock)
    answers = seoul.send(receipts=[said(seoul, jti, found) for found in LATER])
    assert [answer.refused for answer in answers] == ["", "", ""]
    assert state(jti) == "answered"


def test_a_repeated_receipt_changes_nothing(network: Network, seoul: PeerBureau) -> None:
    jti = queue_note(network.clock)
    work(network.clock)
    token = said(seoul, jti, State.DELIVERED)
    seoul.send(receipts=[token])
    before = written()
    (answer,) = seoul.send(receipts=[token])
    assert not answer.refused
    assert written() == before
    assert logged("exchange:receipt:delivered") == 1


def test_a_later_receipt_may_overtake_the_first(network: Network, seoul: PeerBureau) -> None:
    """The answer was lost, and the unit over there has read the message already."""
    seoul.troubles = [lies.lose_answer]
    jti = queue_note(network.clock)
    work(network.clock)
    seoul.send(receipts=[said(seoul, jti, State.DELIVERED)])
    assert state(jti) == "delivered"
    seoul.send(receipts=[seoul.first_receipts[jti]])
    work(network.clock)
    assert state(jti) == "delivered"
    assert len(seoul.requests) == 1
    assert not alarms()


def test_a_rejection_after_storing_is_an_alarm_with_its_reason(
    network: Network, seoul: PeerBureau
) -> None:
    jti = queue_note(network.clock)
    work(network.clock)
    seoul.send(receipts=[said(seoul, jti, State.REJECTED, "records:shape")])
    assert state(jti) == "rejected"
    assert alarms() == [("rejected", "seoul")]
    assert Receipt.objects.get(state="rejected").reason == "records:shape"


def test_the_least_advanced_bureau_is_the_state_of_the_message(
    network: Network, seoul: PeerBureau, tokyo: PeerBureau
) -> None:
    jti = queue_note(network.clock, to=["seoul", "tokyo"])
    work(network.clock)
    seoul.send(receipts=[said(seoul, jti, State.OPENED)])
    assert delivery(jti).message.state == "stored"
    tokyo.send(receipts=[said(tokyo, jti, State.DELIVERED)])
    assert delivery(jti).message.state == "delivered"


def test_wrong_receipts_are_refused_with_an_alarm(
    network: Network, seoul: PeerBureau, tokyo: PeerBureau
) -> None:
    jti = queue_note(network.clock)
    work(network.clock)
    digest = seoul.stored[jti].digest
    wrong = {
        "of other bytes": seoul.receipt(jti, "1" * 64),
        "of no message of ours": seoul.receipt(uuid.UUID(int=9), digest),
        "by an unknown key": seoul.receipt(jti, digest, by=generate("sig")),
        "by Tokyo": tokyo.receipt(jti, digest),
        "for Tokyo": seoul.receipt(jti, digest, aud="tokyo"),
        "not a token": "a.b.c",
        "empty": "",
    }
    before = written()
    answers = seoul.send(receipts=list(wrong.values()))
    assert all(answer.refused.startswith("wire:") for answer in answers)
    after = written()
    assert {name for name in after if after[name] != before[name]} == {"Leaf"}
    assert logged("exchange:alarm:receipt_mismatch") == len(wrong)
    assert state(jti) == "stored"


def test_a_bureau_cannot_receipt_what_went_to_another(
    network: Network, seoul: PeerBureau, tokyo: PeerBureau
) -> None:
    jti = queue_note(network.clock)
    work(network.clock)
    token = tokyo.receipt(jti, seoul.stored[jti].digest, state=State.REJECTED)
    (answer,) = tokyo.send(receipts=[token])
    assert answer.refused == "wire:shape"
    assert state(jti) == "stored"


def test_our_receipt_refused_over_there_is_an_alarm_and_is_not_sent_for_ever(
    network: Network, seoul: PeerBureau, handled: list[object]
) -> None:
    seoul.troubles = [lies.REFUSALS["refused without a receipt"]] * 2
    seoul.send(seoul.carry(seoul.seal()))
    work(network.clock)
    assert len(handled) == 1
    assert alarms() == [("receipt_mismatch", "seoul")]
    assert len(seoul.requests) == 1
    assert not Receipt.objects.exclude(unsent_to="").exists()
