"""The log in words: who did what, why, and that reading it is written down as well."""

import json
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from liaison.audit import services
from liaison.audit.models import Payload
from liaison.audit.services import erase
from tests.audit.cast import BORIS, DORA, recorded
from tests.cast import NOW

Sit = Callable[..., Client]
pytestmark = pytest.mark.django_db


def page_of(client: Client, **asked: str) -> str:
    """Give every entry its place, then return the log as text."""
    services.integrate(now=NOW)
    answer = client.get("/audit/", asked, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def lines(page: str) -> int:
    """Count the entries of a page."""
    return page.count('<th scope="row"')


def test_an_entry_says_who_did_what_and_why(at_desk: Sit) -> None:
    recorded([7])
    page = page_of(at_desk("Dora"), event="records:")
    for words in (
        "Withdrew document E00000007 of ? (?) and recalled 7 copies",
        "Desk officer, INTERPOL Beijing",
        ">ada<",
        "found again",
        "Article 10",
        "Done",
        "2026-03-04 13:06:07\u00a0+08:00 <small>05:06:07 UTC</small>",
        "document-7",
    ):
        assert words in page


def test_things_and_results_stand_in_sentences(at_desk: Sit) -> None:
    """Sentences name them like facts."""
    with transaction.atomic():
        services.record(BORIS, event="exchange:message:read", target="m-1", at=NOW)
        services.record(
            BORIS, event="exchange:message:refused", target="m-2", at=NOW, result="wire:age"
        )
        services.record(
            BORIS,
            event="exchange:message:queued",
            target="m-3",
            at=NOW,
            facts={"kind": "test.note", "to": ["seoul", "tokyo"]},
        )
    page = page_of(at_desk("Dora"), event="exchange:")
    assert "Read message m-1" in page
    assert "Sent a message that was refused: wire:age" in page
    assert "Queued a message of kind test.note to INTERPOL Seoul, tokyo" in page


def test_one_reads_ones_own_name(at_desk: Sit) -> None:
    client = at_desk("Dora")
    client.get("/audit/")
    page = page_of(client, event="audit:log")
    assert "Dora (you)" in page
    assert "Read 0 entries of the audit log" in page
    assert "Auditor, INTERPOL Beijing" in page


def test_erased_entries_keep_their_place_and_nothing_else(at_desk: Sit) -> None:
    leaves = recorded([1, 2])
    services.integrate(now=NOW)
    erase(DORA, leaves=leaves[:1], legal_basis="Article 18", at=NOW)
    client = at_desk("Dora")
    page = page_of(client)
    assert page.count("The words of this entry were erased.") == 1
    assert "E00000001" not in page
    assert "erased." not in page_of(client, event="records:")


FILTERS = {
    "an event's beginning": ({"event": "records:document:"}, 3),
    "a thing": ({"target": "document-1"}, 1),
    "a person": ({"person": "ada"}, 3),
    "an organisation": ({"organisation": "seoul"}, 0),
    "two at once": ({"person": "ada", "target": "document-2"}, 1),
    "nobody": ({"person": "%"}, 0),
}


@pytest.mark.parametrize(("asked", "found"), FILTERS.values(), ids=FILTERS)
def test_filters_part_the_log(at_desk: Sit, asked: dict[str, str], found: int) -> None:
    recorded(range(3))
    page = page_of(at_desk("Dora"), **asked)
    assert lines(page) == found
    assert ("No entry here." in page) is (found == 0)


def test_reading_is_recorded_with_what_was_asked(at_desk: Sit) -> None:
    recorded(range(3))
    page_of(at_desk("Dora"), target="document-1")
    entry = json.loads(Payload.objects.get(event="audit:log:read").body)
    assert entry["facts"] == {"filters": {"target": "document-1"}, "before": None, "shown": 1}
    assert entry["who"]["chair"] == "auditor@beijing"


def test_a_longer_log_has_older_pages(
    at_desk: Sit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    recorded(range(70))
    services.integrate(now=NOW)
    client = at_desk("Dora")
    with django_assert_max_num_queries(30):
        answer = client.get("/audit/", {"event": "records:"})
    page = answer.content.decode()
    assert lines(page) == 50
    before = page.split('rel="next"')[1].split("before=")[1].split('"')[0]
    assert "event=records%3A" in page.split('rel="next"')[1].split(">")[0]
    older = page_of(client, event="records:", before=before)
    assert lines(older) == 20
    assert "Newest" in older


def test_the_latest_checkpoint_stands_on_top(at_desk: Sit) -> None:
    recorded([1])
    checkpoint = services.integrate(now=NOW)
    assert checkpoint is not None
    page = at_desk("Dora").get("/audit/").content.decode()
    assert bytes(checkpoint.root).hex() in page
    assert "liaison-log/beijing" in page
