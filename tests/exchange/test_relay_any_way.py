"""Whatever direct line and relay do, together or apart: each message is handled exactly once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison.exchange.models import Message
from liaison.exchange.types import Received
from tests.exchange.house import work_until_done
from tests.exchange.test_two_nodes import forgotten
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db
QUIET = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=25,
)


@pytest.fixture
def lyon(network: Network) -> PeerBureau:
    """Our relay."""
    found = network.add("lyon")
    network.own_changes = {"relay": "lyon"}
    network.publish()
    return found


@QUIET
@given(data=st.data(), count=st.integers(1, 5))
def test_inward_by_both_ways(
    lyon: PeerBureau,
    tokyo: PeerBureau,
    handled: list[Received],
    data: st.DataObject,
    count: int,
) -> None:
    with forgotten(tokyo), forgotten(lyon):
        handled.clear()
        sealed = [tokyo.seal({"count": number}) for number in range(count)]
        carried = [tokyo.carry(message) for message in sealed]
        any_of_them = st.lists(st.sampled_from(carried), max_size=2 * count)
        by = st.sampled_from([lyon, tokyo])
        # the relay repeats, drops and shuffles; the direct line loses every answer
        for batch in data.draw(st.lists(any_of_them, max_size=4)):
            data.draw(by).send(*batch)
        answers = data.draw(by).send(*data.draw(st.permutations(carried)))
        work_until_done(tokyo.clock)

        receipts = [tokyo.read(answer) for answer in answers]
        assert {said.jti: said.digest for said in receipts} == {
            message.manifest.jti: message.digest for message in sealed
        }
        assert sorted(received.message_id for received in handled) == sorted(
            message.manifest.jti for message in sealed
        )
        assert Message.objects.count() == count
