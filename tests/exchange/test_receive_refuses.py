"""Every attack on the door is refused by name, written into the log, and stores nothing."""

import pytest

from liaison.audit.models import Payload
from liaison.core.models import Job
from liaison.exchange.models import Alarm, Message, Opening, Receipt
from tests.exchange.house import alarms, logged
from tests.simulators.attacks import ATTACKS, Attack
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("handled")]


def nothing_came_in() -> bool:
    """Tell whether no table holds anything of a message."""
    tables = (Message, Opening, Receipt, Job)
    return not any(table._default_manager.exists() for table in tables)


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_refused(network: Network, seoul: PeerBureau, attack: Attack) -> None:
    carried = attack.make(seoul, network)
    (answer,) = seoul.send(carried)
    assert nothing_came_in()
    assert Payload.objects.filter(event="exchange:message:refused").count() == 1
    assert (
        f'"result":"{attack.code}"' in Payload.objects.get(event="exchange:message:refused").body
    )
    assert alarms() == ([(attack.alarm, "seoul")] if attack.alarm else [])
    if not attack.signed:
        assert (answer.refused, answer.receipt) == (attack.code, "")
        return
    said = seoul.read(answer)
    assert (said.state.value, said.reason, said.aud) == ("rejected", attack.code, "seoul")
    assert said.digest == seoul.out_prev
    assert said.log_index >= 0


def test_one_attack_in_a_batch_does_not_stop_the_others(
    network: Network, seoul: PeerBureau
) -> None:
    good = seoul.seal(), seoul.seal()
    bad = ATTACKS["altered"].make(seoul, network)
    answers = seoul.send(seoul.carry(good[0]), bad, seoul.carry(good[1]))
    assert [seoul.read(answer).state.value for answer in answers] == [
        "stored",
        "rejected",
        "stored",
    ]
    assert sorted(Message.objects.values_list("jti", flat=True)) == sorted(
        sealed.manifest.jti for sealed in good
    )


def test_five_minutes_ahead_are_a_clock_not_a_lie(seoul: PeerBureau) -> None:
    (answer,) = seoul.send(seoul.carry(seoul.seal(iat=seoul.moment + 300)))
    assert seoul.read(answer).state.value == "stored"


def test_lateness_is_normal(network: Network, seoul: PeerBureau) -> None:
    carried = seoul.carry(seoul.seal(exp=seoul.moment + 30 * 24 * 3600))
    network.clock.at = network.clock.at.replace(day=29)
    (answer,) = seoul.send(carried)
    assert seoul.read(answer).state.value == "stored"


def test_the_same_id_with_other_bytes_is_equivocation(seoul: PeerBureau) -> None:
    first = seoul.seal({"words": "the first version"})
    second = seoul.seal({"words": "another version"}, jti=first.manifest.jti)
    seoul.send(seoul.carry(first))
    (answer,) = seoul.send(seoul.carry(second))
    said = seoul.read(answer)
    assert (said.state.value, said.reason) == ("rejected", "exchange:equivocation")
    assert said.digest == second.digest
    assert Message.objects.get().digest == first.digest
    assert Receipt.objects.count() == 1
    assert alarms() == [("equivocation", "seoul")]
    assert logged("exchange:alarm:equivocation") == 1


def test_equivocation_within_one_batch(seoul: PeerBureau) -> None:
    first = seoul.seal({"words": "the first version"})
    second = seoul.seal({"words": "another version"}, jti=first.manifest.jti)
    answers = seoul.send(seoul.carry(first), seoul.carry(second))
    assert [seoul.read(answer).state.value for answer in answers] == ["stored", "rejected"]
    assert Message.objects.get().digest == first.digest
    assert alarms() == [("equivocation", "seoul")]


def test_two_bureaus_may_choose_the_same_id(seoul: PeerBureau, tokyo: PeerBureau) -> None:
    sealed = seoul.seal()
    seoul.send(seoul.carry(sealed))
    (answer,) = tokyo.send(tokyo.carry(tokyo.seal(jti=sealed.manifest.jti)))
    assert tokyo.read(answer).state.value == "stored"
    assert Message.objects.count() == 2
    assert not alarms()


def test_a_bureau_that_repeats_itself_does_not_fill_the_desk(
    network: Network, seoul: PeerBureau
) -> None:
    attack = ATTACKS["altered"].make(seoul, network)
    for _ in range(5):
        seoul.send(attack)
    assert Alarm.objects.count() == 1
    assert logged("exchange:alarm:altered") == 5
