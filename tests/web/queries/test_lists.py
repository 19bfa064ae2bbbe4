"""The lists of hits and of questions, and the page of the owner's desk."""

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liaison.exchange.sockets import HANDLERS
from liaison.queries import states
from liaison.queries.models import Confirmation
from liaison.queries.states import HitState
from liaison.records.states import DocumentType, Fraud
from liaison.rules.processing import Purpose
from liaison.web.queries import words
from tests.cast import NOW
from tests.queries.things import a_confirmation, a_hit, asked, reported
from tests.records.outbox import Outbox
from tests.records.things import a_copy

AtDesk = Callable[..., Client]
pytestmark = pytest.mark.usefixtures("outbox")
ANSWER = {"valid": "yes", "instructions": "hold it", "restrictions": ""}


def test_an_empty_list_says_what_fills_it(at_desk: AtDesk) -> None:
    """For hits and for questions."""
    client = at_desk()
    assert "No open hits." in client.get("/hits/").content.decode()
    assert "Nobody is waiting for us." in client.get("/confirmations/").content.decode()


def test_hits_are_listed_and_counted(at_desk: AtDesk) -> None:
    """Open ones at first; the navigation says how many."""
    a_hit(HitState.CONFIRMATION_ASKED)
    client = at_desk("Boris")
    page = client.get("/hits/").content.decode()
    assert "LX7310254" in page
    assert "10 min" in page
    assert '<span class="count"><span class="visually-hidden">waiting:</span> 1</span>' in page


@pytest.mark.parametrize(
    "asked_for",
    [{"page": "-1"}, {"page": "9" * 40}, {"page": "\u0663"}, {"show": "\x00"}, {"page": ""}],
)
def test_strange_pages_show_a_page(at_desk: AtDesk, asked_for: dict[str, str]) -> None:
    """Whatever stands in the address."""
    assert at_desk().get("/hits/", asked_for).status_code == 200


def test_a_long_list_has_pages_and_few_queries(at_desk: AtDesk) -> None:
    """As many queries for fifty hits as for one."""
    for place in range(13):
        a_copy(national_reference=f"SEL-{place}")
    for _ in range(4):
        asked()
    client = at_desk("Boris")
    client.get("/hits/")
    with CaptureQueriesContext(connection) as queries:
        page = client.get("/hits/").content.decode()
    assert "Page 1 of 2" in page
    assert len(queries) <= 20
    assert "Page 2 of 2" in client.get("/hits/", {"page": "2"}).content.decode()


def test_the_desk_answers(at_desk: AtDesk, outbox: Outbox) -> None:
    """It sees who asks and our record, answers once, and cannot answer again."""
    row = a_confirmation()
    client = at_desk("Boris")
    page = client.get(f"/confirmations/{row.id}/").content.decode()
    for said in ("ICN-4", "bearer is at gate 4", "BJ-2026-000001", "10 min"):
        assert said in page
    answer = client.post(f"/confirmations/{row.id}/", ANSWER)
    assert (answer.status_code, answer["Location"]) == (302, f"/confirmations/{row.id}/")
    assert outbox.of_kind("queries.confirmation_given")
    page = client.get(f"/confirmations/{row.id}/").content.decode()
    assert "Answered by" in page
    assert "<form method" not in page[page.index("Our answer") :]
    assert client.post(f"/confirmations/{row.id}/", ANSWER).status_code == 409
    assert len(outbox.of_kind("queries.confirmation_given")) == 1


def test_the_outcome_is_shown(at_desk: AtDesk) -> None:
    """With the emergency, if it was one."""
    row = a_confirmation()
    from_abroad = reported(row, emergency=True)
    HANDLERS["queries.outcome_reported"].receive(from_abroad, NOW)
    page = at_desk().get(f"/confirmations/{row.id}/").content.decode()
    assert "They acted in an emergency, before we confirmed." in page
    assert "Document seized" in page
    assert "They reported the outcome before we answered." in page


REFUSED = {
    "neither yes nor no": ({"valid": ""}, 422, "Look at the record, then choose one."),
    "an endless instruction": ({"instructions": "a" * 1001}, 422, "at most 1000 characters"),
    "a restriction that hides itself": ({"restrictions": "a\u202eb"}, 422, "cannot be shown"),
    "a zero byte": ({"restrictions": "a\x00b"}, 422, "Null characters"),
}


@pytest.mark.parametrize(("said", "status", "why"), REFUSED.values(), ids=REFUSED)
def test_an_answer_is_refused(
    at_desk: AtDesk, outbox: Outbox, said: dict[str, str], status: int, why: str
) -> None:
    """With words, what was typed kept, nothing sent."""
    row = a_confirmation()
    sent = len(outbox.sent)
    answer = at_desk().post(f"/confirmations/{row.id}/", ANSWER | said)
    assert answer.status_code == status
    assert why in answer.content.decode()
    assert len(outbox.sent) == sent
    assert Confirmation.objects.get().state == "asked"


def test_a_withdrawn_record_cannot_be_called_valid(at_desk: AtDesk) -> None:
    """The page says so before and after."""
    row = a_confirmation(withdrawn=True)
    client = at_desk()
    assert "We withdrew this record." in client.get(f"/confirmations/{row.id}/").content.decode()
    answer = client.post(f"/confirmations/{row.id}/", ANSWER)
    assert answer.status_code == 422
    assert "cannot be called valid" in answer.content.decode()


def test_who_does_not_answer_for_the_bureau_sees_no_questions(at_desk: AtDesk) -> None:
    """Neither the list nor one; missing looks like hidden."""
    row = a_confirmation()
    officer = at_desk(role="frontline_officer")
    assert officer.get("/confirmations/").status_code == 403
    assert officer.get(f"/confirmations/{row.id}/").status_code == 403
    desk = at_desk("Boris")
    assert desk.get(f"/confirmations/{uuid.uuid4()}/").status_code == 404
    assert desk.put(f"/confirmations/{row.id}/").status_code == 405
    assert desk.post("/confirmations/").status_code == 405


TABLES = {
    "purposes": (words.PURPOSES, Purpose),
    "urgencies": (words.URGENCIES, states.Urgency),
    "actions": (words.ACTIONS, states.Action),
    "outcomes": (words.OUTCOMES, states.Outcome),
    "reasons": (words.NO_MATCH_REASONS, states.NoMatchReason),
    "hits": (words.HIT_STATES, states.HitState),
    "confirmations": (words.CONFIRMATION_STATES, states.ConfirmationState),
    "agreements": (words.AGREEMENTS, states.Agreement),
    "steps": (words.STEPS, states.StepKind),
    "verbs": (words.VERBS, states.Verb),
    "documents": (words.DOCUMENT_TYPES, DocumentType),
    "frauds": (words.FRAUDS, Fraud),
}


@pytest.mark.parametrize(("table", "kinds"), TABLES.values(), ids=TABLES)
def test_everything_has_a_word(table: dict[object, object], kinds: type) -> None:
    """No code on a page."""
    assert set(table) == set(kinds)  # type: ignore[call-overload]
