"""The owner's answer arrives: right, wrong, twice, late, after the end."""

import uuid
from dataclasses import replace
from typing import Any

import pytest

from liaison.exchange.errors import ContentRefused
from liaison.queries import handlers, services
from liaison.queries.models import Hit
from liaison.queries.states import Action, HitState, Outcome
from tests.cast import NOW
from tests.queries.things import (
    LATE,
    REASON,
    SOON,
    a_hit,
    ada,
    events,
    given,
    with_body,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


@pytest.mark.parametrize(
    ("valid", "state"), [(True, HitState.CONFIRMED), (False, HitState.INVALID)]
)
@pytest.mark.parametrize("before", [HitState.CONFIRMATION_ASKED, HitState.EXPIRED])
def test_the_answer_settles_the_hit(*, before: HitState, valid: bool, state: HitState) -> None:
    """In time or late: it is taken."""
    hit = a_hit(before)
    handlers.receive_given(given(hit, valid=valid), LATE)
    hit.refresh_from_db()
    assert (hit.state, hit.answer_valid, hit.answered_at) == (state, valid, LATE)
    assert (hit.instructions, hit.restrictions) == ("hold the document", "police use only")
    assert ("queries:hit:answered", "late") in events()


def test_after_an_action_the_answer_is_kept_beside_it() -> None:
    """The page then says that the measure rests on nothing; the state stays."""
    hit = a_hit(HitState.CONFIRMATION_ASKED)
    services.take_action(
        ada(), hit_id=hit.id, action=Action.DETAIN_PERSON, emergency_reason=REASON, now=NOW
    )
    handlers.receive_given(given(hit, valid=False), SOON)
    hit.refresh_from_db()
    assert (hit.state, hit.answer_valid) == (HitState.ACTION_TAKEN, False)


def test_after_the_end_it_is_noted_only() -> None:
    """The hit is closed; the log keeps that the owner spoke."""
    hit = a_hit(HitState.CONFIRMATION_ASKED)
    services.take_action(ada(), hit_id=hit.id, action=Action.LET_PASS, now=NOW)
    services.record_outcome(ada(), hit_id=hit.id, outcome=Outcome.NO_ACTION, note="", now=NOW)
    before = Hit.objects.values().get()
    handlers.receive_given(given(hit), SOON)
    assert Hit.objects.values().get() == before
    assert ("queries:hit:answered", "too_late") in events()


def test_the_same_answer_again_changes_nothing() -> None:
    """Also with other words: the first ones count."""
    hit = a_hit(HitState.CONFIRMED)
    before = Hit.objects.values().get()
    handlers.receive_given(given(hit, instructions="let them go"), LATE)
    assert Hit.objects.values().get() == before
    assert ("queries:hit:answered", "repeated") in events()


REFUSED: dict[str, tuple[HitState, dict[str, Any], str]] = {
    "another bureau answers": (HitState.CONFIRMATION_ASKED, {"sender": "lyon"}, "queries:no_hit"),
    "we ourselves, from abroad": (
        HitState.CONFIRMATION_ASKED,
        {"sender": "beijing"},
        "queries:no_hit",
    ),
    "a hit that is missing": (
        HitState.CONFIRMATION_ASKED,
        {"hit_id": uuid.UUID(int=9)},
        "queries:no_hit",
    ),
    "about another record": (
        HitState.CONFIRMATION_ASKED,
        {"record_id": uuid.UUID(int=9)},
        "queries:no_hit",
    ),
    "in reply to another question": (
        HitState.CONFIRMATION_ASKED,
        {"in_reply_to": uuid.UUID(int=9)},
        "queries:answer:not_asked",
    ),
    "in reply to nothing": (
        HitState.CONFIRMATION_ASKED,
        {"in_reply_to": None},
        "queries:answer:not_asked",
    ),
    "nobody asked": (HitState.COMPARED, {}, "queries:answer:not_asked"),
    "the other answer after the first": (
        HitState.CONFIRMED,
        {"valid": False},
        "queries:answer:contradiction",
    ),
    "valid after not valid": (HitState.INVALID, {"valid": True}, "queries:answer:contradiction"),
}


@pytest.mark.parametrize(("state", "said", "reason"), REFUSED.values(), ids=REFUSED)
def test_an_answer_is_refused(state: HitState, said: dict[str, Any], reason: str) -> None:
    """With a reason that says nothing to who guesses; nothing is written."""
    hit = a_hit(state)
    before = written()
    with pytest.raises(ContentRefused) as refusal:
        handlers.receive_given(given(hit, **said), SOON)
    assert refusal.value.reason == reason
    assert written() == before


WRONG: dict[str, tuple[str, Any]] = {
    "a word for a truth": ("valid", "true"),
    "a number for a truth": ("valid", 1),
    "nothing for a truth": ("valid", None),
    "an endless instruction": ("instructions", "a" * 1001),
    "a restriction that hides itself": ("restrictions", "a\u2067b"),
    "a restriction that is a table": ("restrictions", {}),
    "a hit that is a list": ("hit_id", ["a"]),
}


@pytest.mark.parametrize(("field", "value"), WRONG.values(), ids=WRONG)
def test_a_malformed_answer_is_refused(field: str, value: object) -> None:
    """By its field; the hit goes on waiting."""
    hit = a_hit(HitState.CONFIRMATION_ASKED)
    before = written()
    sent = given(hit)
    body: Any = {**sent.body, field: value}
    with pytest.raises(ContentRefused) as refusal:
        handlers.receive_given(with_body(sent, body), SOON)
    assert refusal.value.reason == f"queries:body:{field}"
    assert written() == before


def test_our_own_record_is_not_answered_from_abroad() -> None:
    """Its question left no message that anybody could answer."""
    hit = a_hit(HitState.CONFIRMATION_ASKED, own=True)
    for sender in ("beijing", "seoul"):
        with pytest.raises(ContentRefused):
            handlers.receive_given(replace(given(hit, sender=sender), in_reply_to=None), SOON)
