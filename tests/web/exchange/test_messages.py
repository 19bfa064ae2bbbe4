"""The list of messages: what went where, how far it has come, how peers stand."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from liaison.exchange.models import DirectoryVersion
from liaison.exchange.services import alarms
from liaison.exchange.sockets import HANDLERS
from liaison.exchange.states import AlarmKind, State
from liaison.exchange.types import Received
from liaison.web.exchange.words import ALARMS, KINDS, RUNGS, STATES
from tests.cast import entries
from tests.exchange.house import queue_note, work
from tests.simulators import lies
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

Sit = Callable[..., Client]
pytestmark = pytest.mark.django_db


def page_of(client: Client, **asked: str) -> str:
    """Return the list as text."""
    answer = client.get("/messages/", asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_line_says_what_went_where_and_how_far(at_desk: Sit, network: Network) -> None:
    queue_note(network.clock, kind="records.withdraw", urgency="urgent", to=["seoul", "tokyo"])
    page = page_of(at_desk())
    for words in (
        "Withdrawal of a document",
        "Sent",
        "<bdi>Bureau of seoul</bdi>, <bdi>Bureau of tokyo</bdi>",
        "Urgent",
        "On its way",
        "2026-03-02 17:00:00\u00a0+08:00 <small>09:00:00 UTC</small>",
    ):
        assert words in page


def test_the_newest_comes_first(at_desk: Sit, network: Network) -> None:
    queue_note(network.clock, kind="records.distribute")
    queue_note(network.clock, kind="records.withdraw")
    page = page_of(at_desk())
    assert page.index("Withdrawal of a document") < page.index("Stolen or lost documents")


def test_tabs_part_what_came_from_what_went(
    at_desk: Sit,
    network: Network,
    seoul: PeerBureau,
    handled: list[Received],  # noqa: ARG001 - plugs the kind
) -> None:
    queue_note(network.clock, kind="records.withdraw")
    seoul.send(seoul.carry(seoul.seal()))
    client = at_desk()
    assert "test.note" in page_of(client, direction="in")
    assert "Withdrawal of a document" not in page_of(client, direction="in")
    assert "test.note" not in page_of(client, direction="out")
    assert 'href="?direction=in" aria-current="page"' in page_of(client, direction="in")


def test_many_addressees_are_a_few_names_and_a_number(at_desk: Sit, network: Network) -> None:
    for name in ("paris", "rome", "lima"):
        network.add(name)
    network.publish()
    queue_note(network.clock, to=sorted(network.bureaus))
    page = page_of(at_desk())
    assert "and 2 more" in page


def test_longer_lists_have_older_pages(
    at_desk: Sit, network: Network, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(52):
        queue_note(network.clock, to=["seoul", "tokyo"])
    client = at_desk()
    with django_assert_max_num_queries(30):
        page = page_of(client)
    assert page.count('<th scope="row"') == 49 + len(network.bureaus)
    before = page.split('rel="next"')[1].split("before=")[1].split('"')[0]
    older = page_of(client, before=before)
    assert older.count('<th scope="row"') == 3 + len(network.bureaus)
    assert "Newest" in older


def test_peers_show_what_waits_and_what_failed(
    at_desk: Sit, network: Network, seoul: PeerBureau
) -> None:
    assert "No contact yet" in page_of(at_desk())
    seoul.troubles.append(lies.down)
    queue_note(network.clock)
    work(network.clock)
    page = page_of(at_desk("Boris"))
    for words in ("1 failure", "ConnectError: seoul refused", '<td class="number">1</td>'):
        assert words in page


def test_a_fresh_alarm_stands_on_top_and_counts(at_desk: Sit, network: Network) -> None:
    alarms.raise_alarm(AlarmKind.ALTERED, "seoul", "wire:digest", now=network.clock.now())
    page = page_of(at_desk())
    assert "A message from Bureau of seoul was altered on its way" in page
    assert "Do not act on it." in page
    assert '<span class="visually-hidden">waiting:</span> 1' in page


def test_an_alarm_of_yesterday_is_folded_away(at_desk: Sit, network: Network) -> None:
    alarms.raise_alarm(AlarmKind.REJECTED, "seoul", "", now=network.clock.now())
    network.clock.advance(timedelta(days=1))
    page = page_of(at_desk())
    assert "1 earlier alarm" in page
    assert 'class="notice notice-bad"' not in page.split('<template id="unreachable">')[0]
    assert "waiting:" not in page


def test_without_a_directory_the_page_says_that_nothing_moves(
    at_desk: Sit, network: Network
) -> None:
    queue_note(network.clock)
    DirectoryVersion.objects.all().delete()
    page = page_of(at_desk())
    assert "No trust directory rules here." in page
    assert "<bdi>INTERPOL Seoul</bdi>" in page


def test_an_empty_list_says_so(at_desk: Sit, network: Network) -> None:
    assert not network.bureaus["seoul"].requests
    assert "No messages here." in page_of(at_desk())


HOSTILE = {
    "a direction of one's own": {"direction": "sideways"},
    "a place that is no number": {"before": "first"},
    "a place before the first": {"before": "0"},
    "a negative place": {"before": "-1"},
    "a place beyond all databases": {"before": "9" * 40},
    "markup": {"before": "<script>"},
    "NUL": {"direction": "\0"},
}


@pytest.mark.parametrize("asked", HOSTILE.values(), ids=HOSTILE)
def test_the_list_refuses(at_desk: Sit, asked: dict[str, str]) -> None:
    answer = at_desk().get("/messages/", asked)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "The address asks for something this page does not know." in page
    assert "<script>" not in page.split("<main")[1]


def test_who_does_not_read_messages_is_refused_before_anything_is_looked_at(
    at_desk: Sit,
) -> None:
    client = at_desk(role="frontline_officer")
    before = entries()
    assert client.get("/messages/", {"direction": "sideways"}).status_code == 403
    assert entries() == before + 1


def test_looking_at_the_list_is_not_logged(at_desk: Sit, network: Network) -> None:
    queue_note(network.clock)
    client = at_desk()
    before = entries()
    page_of(client)
    assert entries() == before


def test_everything_has_words() -> None:
    """No code on a page for what this house knows."""
    assert set(STATES) == set(RUNGS) == set(State)
    assert set(ALARMS) == set(AlarmKind)
    assert {kind for kind in HANDLERS if not kind.startswith("test.")} <= set(KINDS)
