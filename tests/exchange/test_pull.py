"""A bureau that cannot be called fetches its mail: the relay's side and its own."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.conf import settings

from liaison.core.models import Job
from liaison.exchange import jobs
from liaison.exchange.models import Delivery, Kept, Message, Receipt
from liaison.exchange.services import forwarding, pulling
from liaison.exchange.types import Received
from liaison.lib.wire.delivery import Batch, Carried, Pull
from tests.exchange.house import alarms, queue_note, state, work
from tests.simulators.network import Network
from tests.simulators.peer_bureau import NODE
from tests.simulators.post import Reader, Relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def seoul(network: Network) -> Reader:
    """A bureau that hands us mail."""
    return network.join(Reader("seoul", network.clock))


@pytest.fixture
def suva(network: Network, seoul: Reader) -> Reader:  # noqa: ARG001 - one directory for all
    """A bureau that comes and fetches at our counter."""
    found = network.join(Reader("suva", network.clock))
    found.keys.relay, found.keys.relay_always = NODE, True
    network.publish()
    return found


def fetch(network: Network, suva: Reader, taken: Sequence[str] = ()) -> Batch:
    """Fetch as Suva does."""
    return forwarding.fetched(suva.entry, Pull(tuple(taken)), now=network.clock.now())


def digest(token: str) -> str:
    """Return what Suva says of a receipt it has."""
    return hashlib.sha256(token.encode()).hexdigest()


def for_suva(seoul: Reader) -> Carried:
    """Return a message of Seoul for Suva."""
    return seoul.carry(seoul.seal(reader="suva"), to="suva")


def test_nobody_calls_it_and_no_job_turns_in_circles(
    network: Network, suva: Reader, seoul: Reader
) -> None:
    queue_note(network.clock, to=["suva"])
    seoul.send(for_suva(seoul))
    work(network.clock)
    jobs.sweep(network.clock.now())
    work(network.clock)
    assert not suva.requests
    assert not Job.objects.exists()


def test_fetches_our_own_mail_and_its_receipt_closes_it(network: Network, suva: Reader) -> None:
    jti = queue_note(network.clock, to=["suva"])
    batch = fetch(network, suva)
    (answer,) = suva.take(batch)
    assert not suva.send(receipts=[answer.receipt])[0].refused
    assert state(jti, "suva") == "stored"
    assert fetch(network, suva) == Batch((), ())


def test_fetches_what_others_left_and_its_receipt_goes_back_to_them(
    network: Network, suva: Reader, seoul: Reader
) -> None:
    seoul.send(for_suva(seoul))
    (answer,) = suva.take(fetch(network, suva))
    assert not suva.send(receipts=[answer.receipt])[0].refused
    work(network.clock)
    assert [said.iss for said in seoul.receipts] == ["suva"]
    assert not Kept.objects.exists()
    assert not alarms()


def test_what_was_fetched_and_not_receipted_comes_again(
    network: Network, suva: Reader, seoul: Reader
) -> None:
    jti = queue_note(network.clock, to=["suva"])
    own = fetch(network, suva)
    seoul.send(for_suva(seoul))
    others = fetch(network, suva)
    assert fetch(network, suva) == Batch((), ())
    network.clock.advance(forwarding.PULL_AGAIN)
    assert fetch(network, suva) == own
    assert fetch(network, suva) == others
    assert state(jti, "suva") == "accepted"


def test_receipts_come_until_it_says_that_it_has_them(
    network: Network, suva: Reader, seoul: Reader, handled: list[Received]
) -> None:
    suva.send(suva.carry(suva.seal()))
    work(network.clock)
    assert len(handled) == 1
    theirs = seoul.receipt(suva.seal(reader="seoul").manifest.jti, "1" * 64, aud="suva")
    seoul.send(receipts=[theirs])
    ours = Receipt.objects.get(unsent_to="suva").token
    first = fetch(network, suva)
    assert set(first.receipts) == {ours, theirs}
    network.clock.advance(forwarding.PULL_AGAIN)
    assert set(fetch(network, suva, [digest(ours)]).receipts) == {theirs}
    network.clock.advance(forwarding.PULL_AGAIN)
    assert fetch(network, suva, [digest(theirs), "0" * 64]) == Batch((), ())
    assert not Kept.objects.exists()


def test_only_whose_relay_we_are_may_fetch(network: Network, suva: Reader, seoul: Reader) -> None:
    now = network.clock.now()
    assert forwarding.may_fetch(suva.entry, now)
    assert not forwarding.may_fetch(seoul.entry, now)


def test_a_receipt_for_nothing_that_waits_is_refused(suva: Reader, seoul: Reader) -> None:
    token = suva.receipt(seoul.seal().manifest.jti, "0" * 64, aud="seoul")
    assert suva.send(receipts=[token])[0].refused == "exchange:relay_unknown"
    assert not Kept.objects.exists()


# the other side: we fetch at Lyon


@pytest.fixture
def lyon(network: Network) -> Relay:
    """Our relay."""
    found = network.join(Relay("lyon", network.clock))
    network.own_changes = {"relay": "lyon", "relay_always": True}
    network.publish()
    return found


def pull(network: Network) -> None:
    """Do the job."""
    assert pulling.Puller(network).run({}, network.clock.now()) is None


def test_we_fetch_store_and_hand_back_receipts(
    network: Network, lyon: Relay, handled: list[Received]
) -> None:
    tokyo = network.bureaus["tokyo"]
    carried, own = tokyo.carry(tokyo.seal()), lyon.carry(lyon.seal())
    lyon.waiting = [Batch((carried, own), ()), Batch((carried,), ())]
    pull(network)
    work(network.clock)
    assert len(handled) == Message.objects.count() == 2
    assert len(lyon.pulls) == 3
    back = [token for batch in lyon.requests for token in batch.receipts]
    # one for Tokyo, one for Lyon itself, and Tokyo's again; then what the rooms said
    assert len(lyon.kept_receipts) == 2
    assert len(back) >= 3
    assert not alarms()


def test_we_say_which_receipts_we_have(network: Network, lyon: Relay) -> None:
    jti = queue_note(network.clock, to=["tokyo"])
    work(network.clock)
    tokyo = network.bureaus["tokyo"]
    token = tokyo.receipt(jti, tokyo.stored[jti].digest)
    lyon.waiting = [Batch((), (token, "a.b.c"))]
    pull(network)
    assert lyon.pulls == [(), (digest(token), digest("a.b.c"))]
    assert state(jti, "tokyo") == "stored"


def test_a_relay_that_never_ends_ends(
    network: Network, lyon: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "ROUNDS", 5)
    tokyo = network.bureaus["tokyo"]
    lyon.waiting = [Batch((tokyo.carry(tokyo.seal(kind="test.unheard")),), ())] * 9
    pull(network)
    assert len(lyon.pulls) == 5
    assert not Message.objects.exists()


@pytest.mark.parametrize("answer", [b"", b"{}", b"<html>", b'{"messages":1,"receipts":[]}'])
def test_an_answer_that_is_no_batch(
    network: Network, lyon: Relay, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    monkeypatch.setattr(lyon, "pull", lambda _: answer)
    pull(network)
    assert not Message.objects.exists()


def test_without_a_relay_nothing_is_fetched(network: Network) -> None:
    pull(network)
    assert not any(bureau.pulls for bureau in network.bureaus.values())


def test_promised_where_the_settings_say_so(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.fetch(network.clock.now())
    assert not Job.objects.exists()
    values = {**settings.NODE.values, "federation.pull_seconds": 30}
    monkeypatch.setattr(settings, "NODE", type(settings.NODE)(settings.NODE.home, values))
    jobs.fetch(network.clock.now())
    jobs.fetch(network.clock.now() + timedelta(seconds=1))
    assert Job.objects.get().name == pulling.PULL
    assert not Delivery.objects.exists()
