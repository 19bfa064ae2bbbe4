"""The page of messages says who keeps whose mail, and who vouches for whom."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from liaison.exchange.models import Message
from tests.exchange.house import queue_note, work
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.peer_bureau import NODE
from tests.simulators.post import Reader, Relay

pytestmark = pytest.mark.django_db
Sit = Callable[..., Client]


def shown(client: Client, name: str = "messages", **where: object) -> str:
    """Return a page as its words."""
    response = client.get(reverse(name, kwargs=where or None))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_sub_bureau_and_who_vouches_for_it(network: Network, at_desk: Sit) -> None:
    network.add_sub_bureau("beijing/hong-kong", "casework", "queries")
    network.publish()
    page = shown(at_desk("Boris"))
    assert "Bureau of beijing/hong-kong" in page
    assert "vouches for it (casework, queries) until" in page
    assert "Not trusted" not in page


def test_one_that_is_listed_and_not_trusted(network: Network, at_desk: Sit) -> None:
    network.add_sub_bureau("beijing/hong-kong").keys.delegation = ""
    network.publish()
    page = shown(at_desk("Boris"))
    assert "Not trusted" in page
    assert "it carries no delegation of its parent" in page


def test_who_keeps_whose_mail(network: Network, at_desk: Sit) -> None:
    seoul, suva = (network.join(Reader(name, network.clock)) for name in ("seoul", "suva"))
    suva.keys.relay, suva.keys.relay_always = NODE, True
    network.bureaus["tokyo"].keys.relay = "seoul"
    network.publish()
    seoul.send(seoul.carry(seoul.seal(reader="suva"), to="suva"))
    page = shown(at_desk("Boris"))
    assert "Cannot be called: only through Bureau of beijing" in page
    assert "Bureau of seoul keeps its mail while it does not answer" in page
    assert "1 piece of others' mail is kept for it here" in page.replace("&#x27;", "'")


def test_the_way_of_a_message_names_the_relay(network: Network, at_desk: Sit) -> None:
    network.join(Relay("lyon", network.clock))
    suva = network.join(Reader("suva", network.clock))
    suva.keys.relay = "lyon"
    suva.troubles = [lies.down]
    network.publish()
    queue_note(network.clock, to=["suva"])
    work(network.clock)
    row = Message.objects.get()
    page = shown(at_desk("Boris"), "message", message_id=str(row.pk))
    assert "Kept by a relay" in page
    assert "Signed by Bureau of lyon, which passes it on unopened" in page
    assert row.deliveries.get().relay_token in page
    assert "No receipt of Bureau of suva yet." in page
