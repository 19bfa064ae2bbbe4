"""Another bureau asks about one of our records."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from liaison.exchange.errors import ContentRefused
from liaison.queries import handlers
from liaison.queries.clocks import LONGEST
from liaison.queries.models import Confirmation
from liaison.queries.states import ConfirmationState
from tests.cast import NOW
from tests.queries.things import URGENT, a_confirmation, asked_of_us, events, with_body, written
from tests.records.things import a_copy, an_own_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def test_the_question_waits_at_our_desk() -> None:
    """With who asks, about what, and until when."""
    row = a_confirmation()
    assert (row.asker, row.reference, row.note) == ("seoul", "ICN-4", "bearer is at gate 4")
    assert (row.state, row.due_at) == (ConfirmationState.ASKED, NOW + URGENT)
    assert ("queries:confirmation:received", "done") in events()


def test_the_same_question_again_is_ignored() -> None:
    """A second message about the same hit is noted and changes nothing."""
    row = a_confirmation()
    handlers.receive_asked(asked_of_us(row.record_id), NOW)
    assert Confirmation.objects.count() == 1
    assert ("queries:confirmation:received", "repeated") in events()


def test_another_record_under_the_same_hit_is_refused() -> None:
    """One hit is about one record."""
    a_confirmation()
    other = an_own_document(number="LX0000001")
    with pytest.raises(ContentRefused) as refusal:
        handlers.receive_asked(asked_of_us(other.id), NOW)
    assert refusal.value.reason == "queries:answer:contradiction"


def test_two_bureaus_may_use_the_same_id() -> None:
    """A hit belongs to its bureau: nobody blocks another's question."""
    record = an_own_document(to=("seoul", "lyon"))
    for sender in ("seoul", "lyon"):
        handlers.receive_asked(asked_of_us(record.id, sender=sender), NOW)
    assert Confirmation.objects.count() == 2


STRANGERS = {
    "a bureau that was never sent the record": "lyon",
    "a bureau that goes by our own id": "beijing",
}


@pytest.mark.parametrize("sender", STRANGERS.values(), ids=STRANGERS)
def test_who_has_no_copy_learns_nothing(sender: str) -> None:
    """Not even that the record exists: the refusal is the one for a missing record."""
    record = an_own_document(to=("seoul",))
    before = written()
    for record_id in (record.id, uuid.uuid4()):
        with pytest.raises(ContentRefused) as refusal:
            handlers.receive_asked(asked_of_us(record_id, sender=sender), NOW)
        assert refusal.value.reason == "queries:no_confirmation"
    assert written() == before


def test_a_copy_is_asked_about_at_its_owner() -> None:
    """We do not confirm what we do not own."""
    copy = a_copy(owner="seoul")
    with pytest.raises(ContentRefused) as refusal:
        handlers.receive_asked(asked_of_us(copy.id), NOW)
    assert refusal.value.reason == "queries:no_confirmation"


WRONG: dict[str, tuple[str, Any]] = {
    "a hit that is no UUID": ("hit_id", "77"),
    "a UUID in braces": ("hit_id", "{00000000-0000-0000-0000-00000000004d}"),
    "a record that is a list": ("record_id", []),
    "version nought": ("version", 0),
    "a version that is true": ("version", True),
    "a version beyond the column": ("version", 2**31),
    "a number with spaces": ("number", "LX 7310254"),
    "a number that is none": ("number", "\x00"),
    "a State nobody has": ("issuing_state", "QQQ"),
    "a State in small letters": ("issuing_state", "chn"),
    "an unknown urgency": ("urgency", "now"),
    "an empty reference": ("reference", ""),
    "an endless reference": ("reference", "A" * 61),
    "a clock in words": ("due_at", "soon"),
    "a clock without its zone": ("due_at", "2026-03-02T09:10:00"),
    "a day that is none": ("due_at", "2026-02-30T09:10:00Z"),
    "a clock that ran out before": ("due_at", "2026-03-01T09:00:00Z"),
    "a clock nobody can miss": (
        "due_at",
        f"{NOW + LONGEST + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}",
    ),
    "a note that is a number": ("note", 5),
    "an endless note": ("note", "a" * 1001),
    "a note that runs backwards": ("note", "a\u202eb"),
}


@pytest.mark.parametrize(("field", "value"), WRONG.values(), ids=WRONG)
def test_a_malformed_question_is_refused(field: str, value: object) -> None:
    """By its field; nothing is stored."""
    record = an_own_document(to=("seoul",))
    before = written()
    sent = asked_of_us(record.id)
    body: Any = {**sent.body, field: value}
    with pytest.raises(ContentRefused) as refusal:
        handlers.receive_asked(with_body(sent, body), NOW)
    assert refusal.value.reason == f"queries:body:{field}"
    assert written() == before


@pytest.mark.parametrize("change", ["missing", "more"])
def test_the_fields_are_exactly_these(change: str) -> None:
    """No more and no fewer."""
    record = an_own_document(to=("seoul",))
    sent = asked_of_us(record.id)
    body: Any = dict(sent.body)
    if change == "missing":
        del body["note"]
    else:
        body["bearer"] = "LI"
    with pytest.raises(ContentRefused) as refusal:
        handlers.receive_asked(with_body(sent, body), NOW)
    assert refusal.value.reason == f"queries:body:{'note' if change == 'missing' else 'bearer'}"


@pytest.mark.parametrize("purpose", ["", "a" * 201, "a\u202eb"])
def test_a_question_has_a_purpose(purpose: str) -> None:
    """In words that can be shown."""
    record = an_own_document(to=("seoul",))
    with pytest.raises(ContentRefused) as refusal:
        handlers.receive_asked(replace(asked_of_us(record.id), purpose=purpose), NOW)
    assert refusal.value.reason == "queries:body:purpose"
