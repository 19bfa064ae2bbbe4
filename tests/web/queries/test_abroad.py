"""The check page asks abroad: who may, what is shown of each bureau, what is remembered."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from liaison.exchange.services import asking
from liaison.exchange.states import AskMark
from liaison.queries import liveform
from liaison.queries.models import Check, Hit
from tests.exchange.conftest import clock, network, seoul, tokyo
from tests.queries.test_abroad import seouls
from tests.simulators.asked_bureau import AskedNetwork, failing
from tests.simulators.network import Network

__all__ = ["clock", "network", "seoul", "tokyo"]
pytestmark = pytest.mark.django_db
AtDesk = Callable[..., Client]
SAID = {
    "document": "LX7310254",
    "state": "CHN",
    "purpose": "locate_person_or_object",
    "reference": "PVG-7",
    "abroad": ["seoul", "tokyo"],
}


@pytest.fixture
def line(network: Network, monkeypatch: pytest.MonkeyPatch) -> Iterator[AskedNetwork]:
    """Seoul has a candidate; Tokyo is not there."""
    found = AskedNetwork(network)
    found.reply_kinds = {liveform.ASK: liveform.FOUND, liveform.FETCH: liveform.RECORD}
    found.answers = {"seoul": seouls}
    found.troubles = {"tokyo": failing(AskMark.DOWN, "exchange:ask_unreachable")}
    monkeypatch.setattr(asking, "ASKER", asking.Asker(found))
    yield found
    asking.ASKER.close()


def test_each_bureau_with_its_mark(at_desk: AtDesk, line: AskedNetwork) -> None:
    """And the answer is said to come from there; the choice is remembered."""
    client = at_desk()
    page = client.post("/check/", SAID).content.decode()
    assert len(line.asked) == 2
    assert "Bureau of seoul" in page
    assert "answered" in page
    assert "not reached" in page
    assert "Offered by" in page
    assert "no owner was told of a match" in page
    again = client.get("/check/").content.decode()
    assert again.count("checked") >= 2


def test_the_full_record_is_read_on_the_hits_page(at_desk: AtDesk, line: AskedNetwork) -> None:
    """First the least, with a button; then the whole."""
    client = at_desk()
    client.post("/check/", SAID | {"abroad": ["seoul"]})
    address = f"/hits/{Hit.objects.get().id}/"
    page = client.get(address).content.decode()
    assert "Only the least of this record is here." in page
    assert "Read the full record" in page
    refused = client.post(address, {"step": "compare", "compare-same": "yes", "compare-note": ""})
    assert refused.status_code == 422
    assert "Read the full record first" in refused.content.decode()
    page = client.post(address, {"step": "fetch"}, follow=True).content.decode()
    assert "The full record is here." in page
    assert "Only the least" not in page
    assert len(line.asked) == 2


def test_who_may_not_ask_abroad_is_not_offered_it(at_desk: AtDesk, line: AskedNetwork) -> None:
    """And what is sent by hand asks nobody."""
    client = at_desk(role="auditor")
    assert client.get("/check/").status_code == 403
    assert client.post("/check/", SAID).status_code == 403
    assert (line.asked, Check.objects.count()) == ([], 0)


def test_a_bureau_nobody_knows_is_no_choice(at_desk: AtDesk, line: AskedNetwork) -> None:
    """Typed by hand it is refused, and nothing is asked."""
    response = at_desk().post("/check/", SAID | {"abroad": ["atlantis"]})
    assert response.status_code == 422
    assert (line.asked, Check.objects.count()) == ([], 0)


def test_without_a_directory_nobody_is_offered(at_desk: AtDesk) -> None:
    """The check here works all the same."""
    page = at_desk().get("/check/").content.decode()
    assert "Ask abroad" not in page
