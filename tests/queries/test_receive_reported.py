"""A bureau reports how its hit on our record ended."""

import uuid
from typing import Any

import pytest

from liaison.exchange.errors import ContentRefused
from liaison.queries import handlers
from liaison.queries.states import Action, ConfirmationState, Outcome
from tests.queries.things import SOON, a_confirmation, events, reported, with_body, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def test_the_outcome_is_kept() -> None:
    """Also when it comes before our answer: then it was an emergency, or nothing was done."""
    row = a_confirmation()
    handlers.receive_reported(reported(row, emergency=True), SOON)
    row.refresh_from_db()
    assert (row.state, row.outcome) == (ConfirmationState.OUTCOME_REPORTED, Outcome.SEIZURE)
    assert (row.action, row.emergency) == (Action.SEIZE_DOCUMENT, True)
    assert ("queries:outcome:received", "done") in events()


def test_the_same_report_again_is_ignored() -> None:
    """And noted."""
    row = a_confirmation()
    for _ in range(2):
        handlers.receive_reported(reported(row), SOON)
    assert ("queries:outcome:received", "repeated") in events()


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "another bureau": ({"sender": "lyon"}, "queries:no_confirmation"),
    "another hit": ({"hit_id": uuid.UUID(int=3)}, "queries:no_confirmation"),
    "another record": ({"record_id": uuid.UUID(int=3)}, "queries:no_confirmation"),
}


@pytest.mark.parametrize(("said", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_report_is_refused(said: dict[str, Any], reason: str) -> None:
    """What is missing and what is not theirs look alike."""
    row = a_confirmation()
    before = written()
    with pytest.raises(ContentRefused) as refusal:
        handlers.receive_reported(reported(row, **said), SOON)
    assert refusal.value.reason == reason
    assert written() == before


def test_a_second_ending_is_refused() -> None:
    """A hit ends once."""
    row = a_confirmation()
    handlers.receive_reported(reported(row), SOON)
    before = written()
    with pytest.raises(ContentRefused) as refusal:
        handlers.receive_reported(reported(row, outcome=Outcome.ARREST), SOON)
    assert refusal.value.reason == "queries:answer:contradiction"
    assert written() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [("action", "hang"), ("outcome", ""), ("emergency", "no"), ("action", None)],
)
def test_a_malformed_report_is_refused(field: str, value: object) -> None:
    """By its field."""
    row = a_confirmation()
    sent = reported(row)
    body: Any = {**sent.body, field: value}
    with pytest.raises(ContentRefused) as refusal:
        handlers.receive_reported(with_body(sent, body), SOON)
    assert refusal.value.reason == f"queries:body:{field}"
