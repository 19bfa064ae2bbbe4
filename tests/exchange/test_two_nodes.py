"""Whatever the line does to messages and answers, each is handled exactly once in the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison.exchange.models import Delivery, Message
from liaison.exchange.types import Received
from tests.exchange.house import queue_note, work, work_until_done
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau, Trouble
from tests.simulators.standing_clock import StandingClock

pytestmark = pytest.mark.django_db
QUIET = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=25,
)
TROUBLES: dict[str, Trouble] = {
    **lies.FAILURES,
    **lies.LIES,
    **lies.REFUSALS,
    "reorder": lies.reorder,
    "replay": lies.replay_answer,
    "honest": lambda bureau, batch: bureau.honest(batch),
}


# what a bureau remembers of its life; its keys and the directory stay
FILLED = frozenset(vars(PeerBureau("seoul", StandingClock()))) - {"keys", "directory", "clock"}


@contextmanager
def forgotten(bureau: PeerBureau) -> Iterator[None]:
    """Take back everything at the end, here and over there: one example knows no other."""
    before = {name: copy(value) for name, value in vars(bureau).items() if name in FILLED}
    now = bureau.clock.at
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        vars(bureau).update(before)
        bureau.clock.at = now


@QUIET
@given(
    steps=st.lists(
        st.one_of(st.just("queue"), st.just("work"), st.sampled_from(sorted(TROUBLES))),
        max_size=14,
    )
)
def test_outward(network: Network, seoul: PeerBureau, steps: list[str]) -> None:
    with forgotten(seoul):
        jtis = [queue_note(network.clock)]
        for step in steps:
            if step == "queue":
                jtis.append(queue_note(network.clock))
            elif step == "work":
                work(network.clock)
            else:
                seoul.troubles.append(TROUBLES[step])
        work_until_done(network.clock)
        assert sorted(seoul.stored) == sorted(jtis)
        assert not seoul.equivocations
        assert set(Delivery.objects.values_list("state", flat=True)) == {"stored"}


@QUIET
@given(data=st.data(), count=st.integers(1, 6))
def test_inward(
    seoul: PeerBureau, handled: list[Received], data: st.DataObject, count: int
) -> None:
    with forgotten(seoul):
        handled.clear()
        sealed = [seoul.seal({"count": number}) for number in range(count)]
        carried = [seoul.carry(message) for message in sealed]
        any_of_them = st.lists(st.sampled_from(carried), max_size=2 * count)
        # batches of any messages in any order, some twice; the answers of all of these are lost
        for batch in data.draw(st.lists(any_of_them, max_size=4)):
            seoul.send(*batch)
            if data.draw(st.booleans()):
                work(seoul.clock)
        answers = seoul.send(*data.draw(st.permutations(carried)))
        work_until_done(seoul.clock)

        digests = {message.manifest.jti: message.digest for message in sealed}
        receipts = [seoul.read(answer) for answer in answers]
        assert {said.jti: said.digest for said in receipts} == digests
        assert {said.state.value for said in receipts} == {"stored"}
        assert sorted(received.message_id for received in handled) == sorted(digests)
        assert Message.objects.count() == count
        delivered = [said.jti for said in seoul.receipts if said.state.value == "delivered"]
        assert sorted(delivered) == sorted(digests)
