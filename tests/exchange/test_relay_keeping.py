"""We are the relay: what we keep, for whom, how much, and how it goes on its way."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from liaison.audit.models import Leaf
from liaison.exchange import jobs, policy
from liaison.exchange.models import Kept, Message
from liaison.lib.wire import envelope, relayed, tokens
from liaison.lib.wire.delivery import Answer, Batch, Carried, encode_answers
from liaison.lib.wire.keys import generate
from tests.exchange.house import alarms, logged, work
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.peer_bureau import NODE, PeerBureau
from tests.simulators.post import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("suva")]


@pytest.fixture
def seoul(network: Network) -> Reader:
    """A bureau that hands us mail for Suva."""
    return network.join(Reader("seoul", network.clock))


@pytest.fixture
def tokyo(network: Network) -> Reader:
    """Another one."""
    return network.join(Reader("tokyo", network.clock))


@pytest.fixture
def suva(network: Network, seoul: Reader, tokyo: Reader) -> Reader:  # noqa: ARG001
    """A bureau that has named us as its relay, and is down."""
    found = network.join(Reader("suva", network.clock))
    found.keys.relay = NODE
    found.troubles = [lies.down] * 1000
    network.publish()
    return found


def for_suva(author: PeerBureau, **changes: Any) -> Carried:  # noqa: ANN401 - of the manifest
    """Return a message of a bureau for Suva."""
    return author.carry(author.seal(reader="suva", **changes), to="suva")


def word(author: PeerBureau, answer: Answer) -> relayed.Relayed:
    """Verify our word."""
    return relayed.verify(answer.receipt, relay=NODE, resolve=author._node_key)


def test_kept_with_a_log_entry_and_our_word(seoul: Reader) -> None:
    carried = for_suva(seoul)
    (answer,) = seoul.send(carried)
    row = Kept.objects.get()
    said = word(seoul, answer)
    assert (row.sender, row.addressee, bytes(row.data)) == ("seoul", "suva", carried.message)
    assert (said.sender, said.to, said.jti, said.digest) == ("seoul", "suva", row.jti, row.digest)
    assert row.token == carried.header
    assert logged("exchange:relay:kept") == 1
    assert not Message.objects.exists()


def test_handed_over_twice_is_kept_once(seoul: Reader) -> None:
    carried = for_suva(seoul)
    first, second = seoul.send(carried, carried)
    (third,) = seoul.send(carried)
    assert word(seoul, first) == word(seoul, second) == word(seoul, third)
    assert Kept.objects.count() == logged("exchange:relay:kept") == 1


def test_passed_on_once_it_answers_and_the_receipt_goes_back(
    network: Network, suva: Reader, seoul: Reader
) -> None:
    carried = for_suva(seoul)
    seoul.send(carried)
    work(network.clock)
    assert Kept.objects.count() == 1
    suva.troubles = []
    suva.send()
    work(network.clock)
    (jti,) = suva.stored
    assert not Kept.objects.exists()
    (back,) = seoul.requests[-1].receipts
    assert back == suva.first_receipts[jti]
    assert logged("exchange:relay:handed") == 2
    assert not alarms()


def test_in_one_batch_with_mail_of_our_own_and_a_message_for_us(
    network: Network, seoul: Reader, handled: list[object]
) -> None:
    kept, ours = for_suva(seoul), seoul.carry(seoul.seal())
    first, second, third = seoul.send(kept, ours, for_suva(seoul))
    assert word(seoul, first).to == word(seoul, third).to == "suva"
    assert seoul.read(second).state == "stored"
    work(network.clock)
    assert len(handled) == 1


def _wrong_digest(seoul: Reader) -> Carried:
    return seoul.carry(seoul.seal(reader="suva"), to="suva", digest="0" * 64)


def _other_inside(seoul: Reader) -> Carried:
    """The header names another message than the one inside."""
    return seoul.carry(seoul.seal(reader="suva"), to="suva", jti=seoul.seal().manifest.jti)


REFUSED: dict[str, tuple[Callable[[Reader], Carried], str]] = {
    "spoilt": (_wrong_digest, "wire:digest"),
    "not the one its header names": (_other_inside, "wire:headers_differ"),
    "not for Suva inside": (
        lambda s: s.carry(s.seal(reader="tokyo"), to="suva"),
        "wire:headers_differ",
    ),
    "for one whose relay we are not": (
        lambda s: s.carry(s.seal(reader="tokyo"), to="tokyo"),
        "wire:headers_differ",
    ),
    "for one nobody lists": (lambda s: s.carry(s.seal(), to="atlantis"), "wire:headers_differ"),
    "in Tokyo's name": (
        lambda s: s.carry(s.seal(reader="suva", iss="tokyo"), to="suva"),
        "wire:headers_differ",
    ),
    "under a header in Tokyo's name": (
        lambda s: s.carry(s.seal(reader="suva"), to="suva", iss="tokyo"),
        "wire:key",
    ),
    "signed by nobody": (
        lambda s: s.carry(s.seal(reader="suva"), to="suva", by=generate("sig")),
        "wire:key",
    ),
    "ended": (
        lambda s: for_suva(s, iat=s.moment - 60, exp=s.moment),
        "wire:expired",
    ),
    "no sealed message at all": (
        lambda s: s.carry(_raw(s, b"{}"), to="suva"),
        "wire:shape",
    ),
}


def _raw(seoul: Reader, data: bytes) -> Any:  # noqa: ANN401 - a sealed message
    return replace(seoul.seal(reader="suva"), data=data, digest=envelope.digest(data))


@pytest.mark.parametrize("name", REFUSED)
def test_keeps_nothing_that_is_not_to_be_kept(seoul: Reader, name: str) -> None:
    build, code = REFUSED[name]
    (answer,) = seoul.send(build(seoul))
    assert answer.refused == code
    assert not Kept.objects.exists()
    assert Leaf.objects.exists()


def test_two_messages_under_one_id_are_not_kept(seoul: Reader) -> None:
    jti = seoul.seal().manifest.jti
    one, other = (
        seoul.carry(seoul.seal({"n": n}, reader="suva", jti=jti), to="suva") for n in range(2)
    )
    _, answer = seoul.send(one, other)
    assert answer.refused == "exchange:equivocation"
    assert Kept.objects.count() == 1


LIMITS = {"pieces": ("RELAY_PIECES", 2), "bytes": ("RELAY_BYTES", 7000)}


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_one_sender_cannot_fill_a_bureaus_box(
    seoul: Reader,
    tokyo: Reader,
    monkeypatch: pytest.MonkeyPatch,
    limit: tuple[str, int],
) -> None:
    monkeypatch.setattr(policy, *limit)
    answers = list(itertools.chain(*(seoul.send(for_suva(seoul)) for _ in range(6))))
    refused = {answer.refused for answer in answers}
    assert refused == {"", "exchange:relay_full"}
    assert answers[-1].refused
    (others,) = tokyo.send(for_suva(tokyo))
    assert not others.refused


def test_all_together_cannot_fill_the_house(
    seoul: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "RELAY_BYTES_ALL", 100)
    (answer,) = seoul.send(for_suva(seoul))
    assert answer.refused == "exchange:relay_full"
    assert not Kept.objects.exists()
    assert logged("exchange:relay:refused") == 1


def test_nobody_took_it_until_its_end(network: Network, seoul: Reader) -> None:
    seoul.send(for_suva(seoul, exp=seoul.moment + 60))
    network.clock.advance(timedelta(seconds=60))
    jobs.end_kept(network.clock.now())
    assert not Kept.objects.exists()
    assert logged("exchange:relay:dropped") == 1


def test_an_end_in_a_hundred_years_is_not_waited_for(seoul: Reader) -> None:
    """Outside, and so seen by the relay; inside, no receiver would accept it either."""
    seoul.send(for_suva(seoul))
    row = Kept.objects.get()
    assert row.expires_at - row.received_at <= timedelta(days=30)


def test_what_we_keep_too_long_is_an_alarm_here(network: Network, seoul: Reader) -> None:
    seoul.send(for_suva(seoul, exp=seoul.moment + 5 * 86400))
    for _ in range(2):
        network.clock.advance(policy.RELAY_OVERDUE)
        jobs.watch_relays(network.clock.now())
        jobs.watch_relays(network.clock.now())
    assert alarms() == [("relay_slow", "suva")] * 2


UNBELIEVED: dict[str, Callable[[Reader, Batch], str]] = {
    "nothing": lambda *_: "",
    "a receipt of other bytes": lambda suva, b: suva.receipt(
        suva.header(b.messages[0]).jti, "0" * 64, aud="seoul"
    ),
    "a receipt for somebody else": lambda suva, b: suva.receipt(
        suva.header(b.messages[0]).jti, suva.header(b.messages[0]).digest, aud="tokyo"
    ),
    "a receipt by nobody": lambda suva, b: suva.receipt(
        suva.header(b.messages[0]).jti,
        suva.header(b.messages[0]).digest,
        aud="seoul",
        by=generate("sig"),
    ),
}


@pytest.mark.parametrize("answer", UNBELIEVED.values(), ids=UNBELIEVED)
def test_goes_only_on_the_addressees_receipt_over_those_bytes(
    network: Network,
    suva: Reader,
    seoul: Reader,
    answer: Callable[[Reader, Batch], str],
) -> None:
    suva.troubles = [lambda _, batch: encode_answers([Answer(receipt=answer(suva, batch))])]
    seoul.send(for_suva(seoul))
    work(network.clock)
    assert Kept.objects.get().attempts == 1
    assert not [batch for batch in seoul.requests if batch.receipts]
    network.clock.advance(timedelta(minutes=2))
    jobs.sweep(network.clock.now())
    work(network.clock)
    assert not Kept.objects.exists()
    assert len(suva.stored) == 1


def test_receipts_for_suva_are_kept_and_passed_on(
    network: Network, suva: Reader, seoul: Reader
) -> None:
    """Seoul has received something of Suva's, and Suva is down."""
    token = seoul.receipt(seoul.seal().manifest.jti, "1" * 64, aud="suva")
    (answer,) = seoul.send(receipts=[token])
    assert not answer.refused
    suva.troubles = []
    suva.send()
    work(network.clock)
    assert [said.aud for said in suva.receipts] == ["suva"]
    assert not Kept.objects.exists()
    assert not alarms()


def test_receipts_for_strangers_are_not(seoul: Reader) -> None:
    token = seoul.receipt(seoul.seal().manifest.jti, "1" * 64, aud="tokyo")
    (answer,) = seoul.send(receipts=[token])
    assert answer.refused
    assert not Kept.objects.exists()
    assert tokens.said(token)["aud"] == "tokyo"
