"""A bureau that is down is called again, later and later, and at once when it speaks."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core.models import Job
from liaison.exchange import jobs as periodic
from liaison.exchange import policy
from liaison.exchange.models import Channel
from tests.cast import NOW
from tests.exchange.house import queue_note, state, work, work_until_done
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_the_pause_doubles_up_to_an_hour_and_jitters_by_a_fifth(
    failures: int, chance: float
) -> None:
    pause = policy.next_attempt(failures=failures, now=NOW, chance=chance) - NOW
    plain = min(timedelta(seconds=2 ** min(failures - 1, 30)), timedelta(hours=1))
    assert plain * 0.8 <= pause <= plain * 1.2


def test_calls_grow_rare_while_a_bureau_is_down(network: Network, seoul: PeerBureau) -> None:
    seoul.troubles = [lies.down] * 1000
    queue_note(network.clock)
    day_later = network.clock.now() + timedelta(days=1)
    while network.clock.now() < day_later:
        work(network.clock)
        network.clock.at = Job.objects.get().due_at
    assert 24 <= len(seoul.requests) <= 50


def test_an_early_promise_does_not_make_an_early_call(network: Network, seoul: PeerBureau) -> None:
    seoul.troubles = [lies.down] * 5
    queue_note(network.clock)
    work(network.clock)
    again = Channel.objects.get(organisation="seoul").next_attempt_at
    queue_note(network.clock)
    periodic.sweep(network.clock.now())
    work(network.clock)
    assert len(seoul.requests) == 1
    assert Job.objects.get().due_at == again


def test_success_forgets_the_failures(network: Network, seoul: PeerBureau) -> None:
    seoul.troubles = [lies.down] * 6
    queue_note(network.clock)
    work_until_done(network.clock)
    channel = Channel.objects.get(organisation="seoul")
    assert (channel.failures, channel.next_attempt_at, channel.last_error) == (0, None, "")
    assert channel.last_seen_at is not None


def test_a_bureau_that_speaks_is_called_at_once(
    network: Network, seoul: PeerBureau, handled: list[object]
) -> None:
    seoul.troubles = [lies.down] * 11
    jti = queue_note(network.clock)
    while seoul.troubles:
        work(network.clock)
        network.clock.at = Job.objects.get().due_at - timedelta(microseconds=1)
        network.clock.advance(timedelta(microseconds=int(bool(seoul.troubles))))
    assert state(jti) == "accepted"

    seoul.send(seoul.carry(seoul.seal()))
    work(network.clock)

    assert state(jti) == "stored"
    assert len(handled) == 1


def test_one_bureau_down_holds_up_no_other(
    network: Network, seoul: PeerBureau, tokyo: PeerBureau
) -> None:
    seoul.troubles = [lies.down] * 20
    to_seoul = [queue_note(network.clock) for _ in range(3)]
    to_tokyo = [queue_note(network.clock, to=["tokyo"]) for _ in range(3)]
    work(network.clock)
    assert {state(jti) for jti in to_seoul} == {"accepted"}
    assert {state(jti, "tokyo") for jti in to_tokyo} == {"stored"}
    assert len(tokyo.requests) == 1


def test_the_sweep_promises_a_call_that_was_forgotten(network: Network, seoul: PeerBureau) -> None:
    queue_note(network.clock)
    Job.objects.all().delete()
    work(network.clock)
    assert not seoul.requests
    periodic.sweep(network.clock.now())
    work(network.clock)
    assert len(seoul.stored) == 1
    periodic.sweep(network.clock.now())
    assert not Job.objects.exists()
