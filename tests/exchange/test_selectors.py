"""Who may hold a message, an alarm, a peer: hidden and missing look alike."""

from collections.abc import Callable, Mapping

import pytest

from liaison.exchange import selectors, services
from liaison.exchange.errors import NoSuchMessage
from liaison.exchange.models import Message
from liaison.exchange.states import State
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor
from tests.cast import NOW, an_actor
from tests.exchange.house import logged, queue_note, work, work_until_done
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db
WAYS: Mapping[str, Callable[[Actor], object]] = {
    "visible_to": selectors.visible_to,
    "get": lambda actor: selectors.get(actor, "1"),
    "page": selectors.page,
    "message_file": lambda actor: selectors.message_file(actor, "1"),
    "alarms": selectors.alarms,
    "peers": lambda actor: selectors.peers(actor, now=NOW),
    "read_message": lambda actor: services.read_message(actor, message_id="1", now=NOW),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_without_the_permission_nothing_is_held(
    network: Network, way: Callable[[Actor], object]
) -> None:
    queue_note(network.clock)
    with pytest.raises(PermissionRefused):
        way(an_actor(permissions=[]))


def test_a_stranger_sees_nothing(network: Network) -> None:
    queue_note(network.clock)
    chiara = an_actor(person="Chiara")
    assert selectors.page(chiara) == ()
    with pytest.raises(NoSuchMessage):
        selectors.message_file(chiara, str(Message.objects.get().pk))


def test_a_chair_below_the_bureau_sees_none_of_its_messages(network: Network) -> None:
    """A post may hold a desk officer of its own; the bureau's correspondence is not theirs."""
    queue_note(network.clock)
    below = an_actor(organisation="beijing/shenzhen-border")
    assert selectors.page(below) == ()
    assert selectors.alarms(below) == ()
    assert selectors.peers(below, now=NOW) == ()
    with pytest.raises(NoSuchMessage):
        services.read_message(below, message_id=str(Message.objects.get().pk), now=NOW)


@pytest.mark.parametrize("message_id", ["0", "999999", "", "x", "-1", "²", "1" * 40, "1; DROP"])
def test_missing_and_senseless_look_alike(network: Network, message_id: str) -> None:
    queue_note(network.clock)
    with pytest.raises(NoSuchMessage):
        selectors.get(an_actor(), message_id)


def test_the_newest_come_first_a_page_at_a_time(network: Network) -> None:
    jtis = [queue_note(network.clock) for _ in range(5)]
    first = selectors.page(an_actor(), limit=2)
    second = selectors.page(an_actor(), limit=2, before=int(first[-1].id))
    assert [facts.message_id for facts in (*first, *second)] == jtis[:0:-1]
    assert len(selectors.page(an_actor(), limit=10_000)) == 5


def test_directions_can_be_looked_at_alone(
    network: Network, seoul: PeerBureau, handled: list[object]
) -> None:
    out = queue_note(network.clock)
    sealed = seoul.seal()
    seoul.send(seoul.carry(sealed))
    actor = an_actor()
    assert not handled
    assert [m.message_id for m in selectors.page(actor, direction="out")] == [out]
    assert [m.message_id for m in selectors.page(actor, direction="in")] == [sealed.manifest.jti]
    assert len(selectors.page(actor)) == 2


def test_a_file_shows_the_ladder_of_every_bureau(network: Network, seoul: PeerBureau) -> None:
    jti = queue_note(network.clock, info=["tokyo"])
    work(network.clock)
    token = seoul.receipt(jti, seoul.stored[jti].digest, state=State.OPENED)
    seoul.send(receipts=[token])
    found = selectors.message_file(an_actor(), str(Message.objects.get().pk))
    ladders = {
        ladder.organisation: (ladder.role, [step.state.value for step in ladder.steps])
        for ladder in found.deliveries
    }
    assert ladders == {
        "seoul": ("action", ["accepted", "stored", "opened"]),
        "tokyo": ("info", ["accepted", "stored"]),
    }
    assert found.deliveries[0].steps[-1].token == token
    assert found.digest == seoul.stored[jti].digest
    assert found.facts.state == "stored"


def test_a_file_without_its_opening_has_no_body(network: Network) -> None:
    queue_note(network.clock)
    message = Message.objects.get()
    message.opening.delete()
    assert selectors.message_file(an_actor(), str(message.pk)).body is None


def test_peers_show_how_things_stand(network: Network, seoul: PeerBureau) -> None:
    seoul.troubles = [lies.down]
    queue_note(network.clock)
    work(network.clock)
    found = {peer.organisation: peer for peer in selectors.peers(an_actor(), now=NOW)}
    assert set(found) == {"seoul", "tokyo"}
    assert (found["seoul"].waiting, found["seoul"].failures) == (1, 1)
    assert found["seoul"].last_error.startswith("ConnectError")
    assert (found["tokyo"].waiting, found["tokyo"].last_seen_at) == (0, None)


def test_alarms_newest_first(network: Network, seoul: PeerBureau) -> None:
    seoul.send(receipts=["one", "two"])
    seoul.send(seoul.carry(seoul.seal(), digest="0" * 64))
    kinds = [alarm.kind for alarm in selectors.alarms(an_actor())]
    assert kinds[0] == "altered"
    assert network.version == 1


def test_reading_one_of_theirs_states_opened_once(
    network: Network, seoul: PeerBureau, handled: list[object]
) -> None:
    seoul.send(seoul.carry(seoul.seal({"words": "read me"})))
    work_until_done(network.clock)
    row = str(Message.objects.get().pk)
    for _ in range(2):
        services.read_message(an_actor(), message_id=row, now=network.clock.now())
    found = services.read_message(an_actor(), message_id=row, now=network.clock.now())
    assert found.body == {"words": "read me"}
    assert found.facts.state == "opened"
    work_until_done(network.clock)
    assert len(handled) == 1
    assert [said.state.value for said in seoul.receipts] == ["delivered", "opened"]
    assert logged("exchange:message:opened") == 1
    assert logged("exchange:message:read") == 3


def test_reading_one_of_ours_states_nothing(network: Network, seoul: PeerBureau) -> None:
    queue_note(network.clock)
    work(network.clock)
    row = str(Message.objects.get().pk)
    services.read_message(an_actor(), message_id=row, now=network.clock.now())
    work_until_done(network.clock)
    assert not seoul.receipts


def test_reading_before_the_room_has_it_states_nothing_yet(
    network: Network, seoul: PeerBureau, handled: list[object]
) -> None:
    seoul.send(seoul.carry(seoul.seal()))
    row = str(Message.objects.get().pk)
    services.read_message(an_actor(), message_id=row, now=network.clock.now())
    work_until_done(network.clock)
    assert len(handled) == 1
    assert [said.state.value for said in seoul.receipts] == ["delivered"]
