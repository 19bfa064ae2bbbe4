"""What rooms send is read on their own pages only: there it is asked who looks."""

import pytest

from tests.exchange.house import logged, queue_note
from tests.simulators.network import Network
from tests.web.exchange.test_message import Sit, open_page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["records.distribute", "casework.request", "queries.confirm"])
def test_a_discreet_record_is_not_read_round_the_corner(
    at_desk: Sit, network: Network, kind: str
) -> None:
    """A chair that reads messages has its ladder and proofs, and not what a room keeps back."""
    jti = queue_note(network.clock, kind=kind, body={"name": "BEISPIEL Ruolan"})

    page = open_page(at_desk(), jti)

    assert "BEISPIEL" not in page
    assert "shown on the pages of its room" in page
    assert logged("exchange:message:read")
