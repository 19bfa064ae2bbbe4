"""A bureau that is rarely up: its relay keeps our sealed mail, and promises no receipt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from liaison.exchange import jobs, policy
from liaison.exchange.models import Delivery, Receipt
from liaison.lib.wire.delivery import Answer, DeliveryHeader
from liaison.lib.wire.keys import generate
from tests.exchange.house import alarms, delivery, logged, queue_note, state, work
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau
from tests.simulators.post import Reader, Relay, promise

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def lyon(network: Network) -> Relay:
    """The relay."""
    return network.join(Relay("lyon", network.clock))


@pytest.fixture
def suva(network: Network, lyon: Relay) -> Reader:
    """A bureau that is down, and has named Lyon."""
    found = network.join(Reader("suva", network.clock))
    found.keys.relay = lyon.id
    found.troubles = [lies.down] * 1000
    network.publish()
    return found


def wake(bureau: PeerBureau) -> None:
    """Let a bureau answer from now on."""
    bureau.troubles = []


def test_kept_by_the_relay_and_still_open(network: Network, lyon: Relay, suva: Reader) -> None:
    jti = queue_note(network.clock, to=["suva"])
    work(network.clock)
    row = delivery(jti, "suva")
    assert (row.state, row.relayed_by) == ("accepted", "lyon")
    assert list(lyon.kept) == [jti]
    assert row.relay_token
    assert logged("exchange:relay:promised") == 1
    assert len(suva.requests) == 1
    assert not alarms()
    assert not Receipt.objects.exists()


def test_closed_by_the_addressees_receipt_whoever_brings_it(
    network: Network, lyon: Relay, suva: Reader
) -> None:
    jti = queue_note(network.clock, to=["suva"])
    work(network.clock)
    wake(suva)
    (answer,) = lyon.send(receipts=lyon.pass_on(suva))
    assert not answer.refused
    assert state(jti, "suva") == "stored"
    assert list(suva.stored) == [jti]
    assert not alarms()


def test_direct_and_relayed_copies_are_one_message(
    network: Network, lyon: Relay, suva: Reader
) -> None:
    jti = queue_note(network.clock, to=["suva"])
    work(network.clock)
    wake(suva)
    network.clock.advance(timedelta(minutes=1))
    jobs.sweep(network.clock.now())
    work(network.clock)
    assert state(jti, "suva") == "stored"
    assert lyon.send(receipts=lyon.pass_on(suva)) == (Answer(),)
    assert len(suva.headers) == 2
    assert list(suva.stored) == [jti]
    assert Receipt.objects.count() == 1


def test_while_it_does_not_answer_new_mail_goes_to_the_relay_at_once(
    network: Network, lyon: Relay, suva: Reader
) -> None:
    first = queue_note(network.clock, to=["suva"])
    work(network.clock)
    second = queue_note(network.clock, to=["suva"])
    work(network.clock)
    assert sorted(lyon.kept) == sorted([first, second])
    assert len(suva.requests) == 1


def test_one_that_cannot_be_called_is_not_called(
    network: Network, lyon: Relay, suva: Reader
) -> None:
    suva.keys.relay_always = True
    network.publish()
    jti = queue_note(network.clock, to=["suva"])
    work(network.clock)
    assert list(lyon.kept) == [jti]
    assert not suva.requests


def test_others_are_not_relayed(network: Network, lyon: Relay, suva: Reader) -> None:
    network.bureaus["seoul"].troubles = [lies.down]
    queue_note(network.clock, to=["seoul"])
    work(network.clock)
    assert not lyon.requests
    assert not suva.requests


def test_a_relay_is_reminded_of_its_promise(network: Network, lyon: Relay, suva: Reader) -> None:
    """A relay that drops what it keeps: it gets it again, and the row was never closed."""
    jti = queue_note(network.clock, to=["suva"])
    work(network.clock)
    lyon.kept.clear()
    network.clock.advance(policy.RELAY_REMIND)
    jobs.sweep(network.clock.now())
    work(network.clock)
    assert list(lyon.kept) == [jti]
    wake(suva)
    lyon.send(receipts=lyon.pass_on(suva))
    assert state(jti, "suva") == "stored"
    assert logged("exchange:relay:promised") == 1


def test_a_relay_that_drops_everything_for_ever_ends_in_an_alarm(
    network: Network, lyon: Relay, suva: Reader
) -> None:
    jti = queue_note(network.clock, to=["suva"], life=timedelta(days=3))
    work(network.clock)
    lyon.kept.clear()
    network.clock.advance(DAY)
    jobs.watch_relays(network.clock.now())
    jobs.watch_relays(network.clock.now())
    assert alarms() == [("relay_slow", "suva")]
    network.clock.advance(timedelta(days=2))
    jobs.expire(network.clock.now())
    assert state(jti, "suva") == "undeliverable"
    jobs.watch_relays(network.clock.now())
    assert alarms() == [("relay_slow", "suva"), ("undeliverable", "suva")]
    assert len(suva.requests) == 1


def _by_another_key(relay: Relay, header: DeliveryHeader) -> Answer:
    true, relay.keys.sig = relay.keys.sig, generate("sig")
    answer = promise(relay, header)
    relay.keys.sig = true
    return answer


LIES: dict[str, Callable[[Relay, DeliveryHeader], Answer]] = {
    "says nothing": lambda *_: Answer(),
    "refuses": lambda *_: Answer(refused="exchange:relay_full"),
    "keeps other bytes": partial(promise, digest="0" * 64),
    "keeps it for another": partial(promise, to="seoul"),
    "keeps what somebody else gave": partial(promise, sender="seoul"),
    "a receipt of its own": lambda relay, h: Answer(receipt=relay.receipt(h.jti, h.digest)),
    "an invented receipt of the addressee": lambda relay, h: Answer(
        receipt=relay.receipt(h.jti, h.digest, iss="suva")
    ),
    "a word by an unknown key": _by_another_key,
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_no_word_of_a_relay_closes_a_row(
    network: Network,
    lyon: Relay,
    suva: Reader,
    lie: Callable[[Relay, DeliveryHeader], Answer],
) -> None:
    lyon.word = lie
    jti = queue_note(network.clock, to=["suva"])
    work(network.clock)
    row = delivery(jti, "suva")
    assert (row.state, row.relayed_by, row.relay_token) == ("accepted", "", "")
    assert row.relay_next_at == network.clock.now() + policy.RELAY_RETRY
    assert "relay lyon" in row.last_error
    assert not Receipt.objects.exists()
    # and nothing was lost by it
    lyon.word = promise
    network.clock.advance(policy.RELAY_RETRY)
    jobs.sweep(network.clock.now())
    work(network.clock)
    wake(suva)
    lyon.send(receipts=lyon.pass_on(suva))
    assert state(jti, "suva") == "stored"


def test_invented_receipts_are_an_alarm(network: Network, lyon: Relay, suva: Reader) -> None:
    jti = queue_note(network.clock, to=["suva"])
    work(network.clock)
    digest = lyon.header(lyon.kept[jti]).digest
    invented = {
        "in its own name": lyon.receipt(jti, digest),
        "in the addressee's name": lyon.receipt(jti, digest, iss="suva"),
        "by nobody": suva.receipt(jti, digest, by=generate("sig")),
        "true, of other bytes": suva.receipt(jti, "1" * 64),
        "true, for another bureau": suva.receipt(jti, digest, aud="seoul"),
    }
    answers = lyon.send(receipts=list(invented.values()))
    assert all(answer.refused for answer in answers)
    assert state(jti, "suva") == "accepted"
    assert {kind for kind, _ in alarms()} == {"receipt_mismatch"}


def test_nobody_but_the_relay_brings_anothers_receipts(
    network: Network, lyon: Relay, suva: Reader, seoul: PeerBureau
) -> None:
    jti = queue_note(network.clock, to=["suva"])
    work(network.clock)
    true = suva.receipt(jti, lyon.header(lyon.kept[jti]).digest)
    (answer,) = seoul.send(receipts=[true])
    assert answer.refused == "wire:key"
    assert state(jti, "suva") == "accepted"


def test_old_receipts_again_change_nothing(network: Network, lyon: Relay, suva: Reader) -> None:
    jti = queue_note(network.clock, to=["suva"])
    work(network.clock)
    wake(suva)
    tokens = lyon.pass_on(suva)
    for _ in range(3):
        lyon.send(receipts=tokens * 2)
    assert state(jti, "suva") == "stored"
    assert Receipt.objects.count() == 1


@pytest.mark.usefixtures("suva")
@pytest.mark.parametrize("trouble", lies.FAILURES.values(), ids=lies.FAILURES)
def test_a_relay_that_fails_is_asked_again(
    network: Network, lyon: Relay, trouble: Callable[..., bytes]
) -> None:
    lyon.troubles = [trouble]
    jti = queue_note(network.clock, to=["suva"])
    work(network.clock)
    assert delivery(jti, "suva").relayed_at is None
    network.clock.advance(policy.RELAY_RETRY)
    jobs.sweep(network.clock.now())
    work(network.clock)
    assert delivery(jti, "suva").relayed_by == "lyon"
    assert not lyon.equivocations


def test_our_receipts_reach_it_through_the_relay(
    network: Network, lyon: Relay, suva: Reader, handled: list[object]
) -> None:
    suva.send(suva.carry(suva.seal()))
    suva.troubles = [lies.down] * 1000
    work(network.clock)
    assert len(handled) == 1
    assert len(lyon.kept_receipts) == 1
    assert not Receipt.objects.exclude(unsent_to="").exists()


@pytest.mark.usefixtures("suva")
def test_a_bureau_without_a_relay_any_more_waits_as_before(network: Network, lyon: Relay) -> None:
    network.publish("lyon")
    jti = queue_note(network.clock, to=["suva"])
    work(network.clock)
    assert state(jti, "suva") == "accepted"
    assert not lyon.requests
    assert Delivery.objects.get().relayed_at is None


def test_a_header_is_the_same_on_every_way(network: Network, lyon: Relay, suva: Reader) -> None:
    jti = queue_note(network.clock, to=["suva"])
    work(network.clock)
    direct = suva.requests[0].messages[0]
    assert replace(direct) == lyon.kept[jti]
