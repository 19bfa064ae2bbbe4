"""What our relay brings: true mail of others is taken once, and a relay that lies does no harm."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from liaison.exchange.models import Channel, Message
from liaison.exchange.types import Received
from liaison.lib.wire.delivery import Carried
from liaison.lib.wire.receipt import State
from tests.exchange.house import alarms, queue_note, state, work, written
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("handled")]


@pytest.fixture
def lyon(network: Network) -> PeerBureau:
    """Our own relay."""
    found = network.add("lyon")
    network.own_changes = {"relay": "lyon"}
    network.publish()
    return found


def test_stored_with_a_receipt_for_its_author(lyon: PeerBureau, tokyo: PeerBureau) -> None:
    sealed = tokyo.seal()
    (answer,) = lyon.send(tokyo.carry(sealed))
    said = tokyo.read(answer)
    assert (said.state, said.aud, said.digest) == ("stored", "tokyo", sealed.digest)
    assert Message.objects.get().iss == "tokyo"
    assert not alarms()


def test_of_several_bureaus_in_one_batch_each_answered_in_its_place(
    lyon: PeerBureau, tokyo: PeerBureau, seoul: PeerBureau, handled: list[Received]
) -> None:
    mail = [
        tokyo.carry(tokyo.seal()),
        lyon.carry(lyon.seal()),
        seoul.carry(seoul.seal()),
        tokyo.carry(tokyo.seal()),
    ]
    answers = lyon.send(*mail)
    authors = (tokyo, lyon, seoul, tokyo)
    found = [bureau.read(a).aud for bureau, a in zip(authors, answers, strict=True)]
    assert found == ["tokyo", "lyon", "seoul", "tokyo"]
    work(lyon.clock)
    assert len(handled) == Message.objects.count() == 4


def test_direct_and_relayed_in_any_order_are_handled_once(
    lyon: PeerBureau, tokyo: PeerBureau, handled: list[Received]
) -> None:
    first, second = (tokyo.carry(tokyo.seal()) for _ in range(2))
    answers = [
        *lyon.send(first),
        *tokyo.send(first),
        *tokyo.send(second),
        *lyon.send(second, second, first),
    ]
    work(lyon.clock)
    assert len({answer.receipt for answer in answers}) == 2
    assert len(handled) == 2
    assert not alarms()


def test_being_brought_is_not_being_up(lyon: PeerBureau, tokyo: PeerBureau) -> None:
    Channel.objects.create(organisation="tokyo", failures=3)
    lyon.send(tokyo.carry(tokyo.seal()))
    tokyos = Channel.objects.get(organisation="tokyo")
    assert (tokyos.failures, tokyos.last_seen_at, tokyos.in_seq) == (3, None, 1)
    assert Channel.objects.get(organisation="lyon").last_seen_at is not None


def _altered(_: PeerBureau, tokyo: PeerBureau) -> Carried:
    carried = tokyo.carry(tokyo.seal())
    return replace(carried, message=carried.message[:-1] + b" ")


def _own_header(lyon: PeerBureau, tokyo: PeerBureau) -> Carried:
    """A true message under a header the relay signed itself."""
    return lyon.carry(tokyo.seal())


def _swapped(_: PeerBureau, tokyo: PeerBureau) -> Carried:
    first, second = tokyo.carry(tokyo.seal()), tokyo.carry(tokyo.seal())
    return replace(first, message=second.message)


def _for_another(_: PeerBureau, tokyo: PeerBureau) -> Carried:
    return tokyo.carry(tokyo.seal(reader="seoul"), to="seoul")


def _made_up(lyon: PeerBureau, _: PeerBureau) -> Carried:
    """Tokyo's name, the relay's key."""
    return lyon.carry(lyon.seal(iss="tokyo"), iss="tokyo", by=lyon.keys.sig)


def _of_a_stranger(lyon: PeerBureau, _: PeerBureau) -> Carried:
    stranger = PeerBureau("atlantis", lyon.clock)
    stranger.directory = lyon.directory
    return stranger.carry(stranger.seal())


LIES: dict[str, tuple[Callable[[PeerBureau, PeerBureau], Carried], str]] = {
    "altered on the way": (_altered, "wire:digest"),
    "under a header of its own": (_own_header, "wire:headers_differ"),
    "under the header of another message": (_swapped, "wire:digest"),
    "meant for another bureau": (_for_another, "wire:headers_differ"),
    "made up in another's name": (_made_up, "wire:key"),
    "of a bureau nobody lists": (_of_a_stranger, "wire:key"),
}


@pytest.mark.parametrize("name", LIES)
def test_a_relay_that_lies_stores_nothing(
    lyon: PeerBureau, tokyo: PeerBureau, handled: list[Received], name: str
) -> None:
    build, code = LIES[name]
    (answer,) = lyon.send(build(lyon, tokyo))
    if answer.refused:
        assert answer.refused == code
    else:
        # signed, and to the one who signed the header: the relay itself
        assert (lyon.read(answer).state, lyon.read(answer).reason) == ("rejected", code)
    work(lyon.clock)
    assert not Message.objects.exists()
    assert not handled


def test_spoilt_bytes_are_held_against_who_brought_them(
    lyon: PeerBureau, tokyo: PeerBureau
) -> None:
    lyon.send(_altered(lyon, tokyo))
    assert alarms() == [("altered", "lyon")]


def test_two_messages_under_one_id_against_who_signed_them(
    lyon: PeerBureau, tokyo: PeerBureau
) -> None:
    jti = tokyo.seal().manifest.jti
    one, other = (tokyo.carry(tokyo.seal({"n": n}, jti=jti)) for n in range(2))
    lyon.send(one)
    lyon.send(other)
    assert alarms() == [("equivocation", "tokyo")]


@pytest.mark.usefixtures("lyon")
def test_whoever_is_not_our_relay_brings_nothing(tokyo: PeerBureau, seoul: PeerBureau) -> None:
    before = written()
    (answer,) = seoul.send(tokyo.carry(tokyo.seal()))
    assert answer.refused == "wire:key"
    assert written() == before | {"Leaf": before["Leaf"] + 1}
    assert not Message.objects.exists()


def test_nor_does_it_once_the_directory_names_another(
    network: Network, lyon: PeerBureau, tokyo: PeerBureau
) -> None:
    network.own_changes = {"relay": "seoul"}
    network.publish()
    (answer,) = lyon.send(tokyo.carry(tokyo.seal()))
    assert answer.refused == "wire:key"
    assert not Message.objects.exists()


def test_a_relay_brings_receipts_of_those_we_wrote_to(
    network: Network, lyon: PeerBureau, tokyo: PeerBureau
) -> None:
    jti = queue_note(network.clock, to=["tokyo"])
    work(network.clock)
    later = tokyo.receipt(jti, tokyo.stored[jti].digest, state=State.OPENED)
    (answer,) = lyon.send(receipts=[later])
    assert not answer.refused
    assert state(jti, "tokyo") == "opened"
