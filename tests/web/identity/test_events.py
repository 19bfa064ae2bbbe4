"""The bell and its page: what waits, where it leads, and that it was seen."""

from collections.abc import Callable

import pytest
from django.test import Client

from liaison.identity import services
from liaison.identity.states import Permission
from liaison.web import notifying
from liaison.web.notifying import Told
from tests.cast import NOW, the_organisations

ARRIVED = "casework:request:arrived"
TELLING = {
    ARRIVED: Told("A request arrived.", "bureau", with_target=False),
    "casework:request:lost": Told("A request was lost.", "message", "mail"),
}


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of event that have words."""
    monkeypatch.setattr(notifying, "EVENTS", TELLING)


def announce(kind: str = ARRIVED, target: str = "7") -> None:
    """Tell Beijing's desk something."""
    the_organisations()
    services.announce(
        organisation="beijing",
        permission=Permission.REQUEST_READ,
        kind=kind,
        target=target,
        at=NOW,
    )
    services.number_events(NOW)


def test_the_bell_counts_on_every_page(at_desk: Callable[..., Client]) -> None:
    client = at_desk()
    assert "not seen:" not in client.get("/bureau/").content.decode()
    announce()
    page = client.get("/bureau/").content.decode()
    assert 'hx-get="/events/count/"' in page
    assert "not seen:</span> 1</span>" in page


def test_only_the_number_is_asked_for_again(at_desk: Callable[..., Client]) -> None:
    client = at_desk()
    announce()
    part = client.get("/events/count/", headers={"HX-Request": "true"}).content.decode()
    assert "not seen:</span> 1</span>" in part
    assert "<html" not in part


def test_each_line_leads_to_its_thing(at_desk: Callable[..., Client]) -> None:
    client = at_desk()
    announce()
    announce("casework:request:lost", "abc")
    announce("exchange:comet:seen", "8")
    page = client.get("/events/").content.decode()
    assert '<a href="/bureau/">A request arrived.</a>' in page
    assert '<a href="/messages/abc/">A request was lost.</a>' in page
    assert "Something happened that concerns this chair." in page
    assert page.count("New") >= 3


def test_a_target_that_fits_no_address_has_no_link(at_desk: Callable[..., Client]) -> None:
    client = at_desk()
    announce("casework:request:lost", "a/b")
    page = client.get("/events/").content.decode()
    assert "A request was lost." in page
    assert "/messages/a/b/" not in page


def test_what_was_seen_is_not_counted(at_desk: Callable[..., Client]) -> None:
    client = at_desk()
    announce()
    assert client.post("/events/seen/", {"until": "1"})["Location"] == "/events/"
    page = client.get("/events/").content.decode()
    assert "not seen:" not in page
    assert "I have seen all of these" not in page


@pytest.mark.parametrize("until", ["", "0", "nonsense", str(2**60)])
def test_a_strange_number_marks_nothing(at_desk: Callable[..., Client], until: str) -> None:
    client = at_desk()
    announce()
    assert client.post("/events/seen/", {"until": until}).status_code == 302
    assert "not seen:" in client.get("/events/").content.decode()


def test_older_events_stand_on_further_pages(
    at_desk: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liaison.web.identity.bell.ON_A_PAGE", 1)
    client = at_desk()
    announce()
    announce("casework:request:lost", "abc")
    assert "?before=2" in client.get("/events/").content.decode()
    older = client.get("/events/", {"before": "2"}).content.decode()
    assert "A request arrived." in older
    assert "A request was lost." not in older
    assert client.get("/events/", {"before": "x"}).status_code == 400


def test_an_empty_list_says_what_it_is_for(at_desk: Callable[..., Client]) -> None:
    assert "Nothing has happened yet." in at_desk("Dora").get("/events/").content.decode()


def test_a_bell_without_a_session_stops_and_sweeps_nothing_away(db: None) -> None:  # noqa: ARG001
    """What an officer has typed outlives the session in which it was typed."""
    answer = Client().get("/events/count/", headers={"HX-Request": "true"}, follow=True)
    assert answer.status_code == 286
    assert "HX-Redirect" not in answer.headers
