"""Bureaus that lie, guess, or write what cannot be read: refused by name, nothing written."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from liaison.casework import handlers
from liaison.casework.models import Request
from liaison.casework.wireform import write_asked, write_said
from liaison.casework.words import LetterKind
from liaison.exchange.errors import ContentRefused
from tests.casework.things import (
    SOON,
    a_draft,
    a_message,
    a_sent,
    an_accepted,
    an_arrived,
    asked,
    receive,
    said_to,
    written,
)
from tests.cast import NOW
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], None]) -> str:
    """Return the reason a bureau is told; nothing may have been written."""
    before = written()
    with pytest.raises(ContentRefused) as refusal:
        act()
    assert written() == before
    return refusal.value.reason


@pytest.mark.parametrize(
    ("sender", "said"),
    [("lyon", {}), ("seoul", {"sender": "lyon"}), ("seoul", {"sender": "seoul/incheon-airport"})],
    ids=["another node", "in another's name", "in the name of a unit"],
)
def test_a_bureau_speaks_for_its_own_desks_only(
    outbox: Outbox, sender: str, said: dict[str, str]
) -> None:
    assert outbox is not None
    message = a_message(asked(**said), sender=sender)
    assert refused(lambda: handlers.receive_request(message, NOW)) == "casework:address"


@pytest.mark.parametrize(
    "to", [("lyon",), ("beijing/hong-kong",), ("beijing/shenzhen-border",), ()]
)
def test_a_request_for_nobody_here_is_refused(outbox: Outbox, to: tuple[str, ...]) -> None:
    """Another node's desk, a unit that is no desk, nobody at all."""
    assert outbox is not None
    message = a_message(asked(to=to))
    assert refused(lambda: handlers.receive_request(message, NOW)) == "casework:address"


def test_another_request_under_a_used_id_is_refused(outbox: Outbox) -> None:
    """And the first one stands as it came."""
    assert outbox is not None
    row = an_arrived()
    other = asked(request=row.origin, asked="Arrest this person.")
    reason = refused(lambda: handlers.receive_request(a_message(other), NOW))
    assert reason == "casework:letter:contradiction"


def test_two_bureaus_may_use_the_same_id(outbox: Outbox) -> None:
    """A request belongs to its bureau: nobody blocks another's."""
    assert outbox is not None
    row = an_arrived()
    handlers.receive_request(
        a_message(asked(request=row.origin, sender="lyon"), sender="lyon"), NOW
    )
    assert Request.objects.filter(origin=row.origin).count() == 2


STRANGERS: dict[str, Callable[[], None]] = {
    "an answer to what was never asked": lambda: receive(a_draft(), LetterKind.ANSWER),
    "an answer by a desk that was not asked": lambda: receive(
        a_sent(), LetterKind.ANSWER, sender="lyon"
    ),
    "an answer to another's request": lambda: receive(
        an_accepted(), LetterKind.ANSWER, sender="lyon"
    ),
    "an answer to our own answer": lambda: receive(an_accepted(), LetterKind.ANSWER),
    "an answer for a desk that did not ask": lambda: receive(
        a_sent(), LetterKind.ANSWER, to=("beijing/macao",)
    ),
}


@pytest.mark.parametrize("act", STRANGERS.values(), ids=STRANGERS)
def test_who_was_not_asked_learns_nothing(outbox: Outbox, act: Callable[[], None]) -> None:
    """What is missing and what is not theirs look alike."""
    assert outbox is not None
    with pytest.raises(ContentRefused) as refusal:
        act()
    assert refusal.value.reason == "casework:no_request"
    assert not Request.objects.filter(letters__kind=LetterKind.ANSWER).exists()


def test_an_answer_in_the_name_of_another_is_refused(outbox: Outbox) -> None:
    """Lyon cannot answer for Seoul."""
    assert outbox is not None
    row = a_sent()
    reason = refused(lambda: receive(row, LetterKind.ANSWER, node="lyon"))
    assert reason == "casework:address"


def test_a_closing_by_a_bureau_that_did_not_ask_waits_and_is_refused(outbox: Outbox) -> None:
    """A letter may overtake its request, so it is tried for an hour; then it is nobody's."""
    assert outbox is not None
    row = an_arrived()
    letter = said_to(row, LetterKind.CANCELLATION, sender="lyon")
    message = a_message(letter, sender="lyon")
    receive_cancel = handlers.RECEIVERS[message.kind]
    with pytest.raises(handlers.NotYet):
        receive_cancel(message, SOON.replace(minute=0) - handlers.OVERTAKING)
    late = message.issued_at + handlers.OVERTAKING
    assert refused(lambda: receive_cancel(message, late)) == "casework:no_request"


def test_a_letter_overtakes_its_request_and_is_taken_then(outbox: Outbox) -> None:
    """In the end both are there, in the order that makes sense."""
    assert outbox is not None
    sent = asked()
    handlers.receive_request(a_message(asked()), NOW)  # another one, for its row
    row = Request(origin=sent.request, desk="beijing", our_reference="")
    message = a_message(said_to(row, LetterKind.CANCELLATION))
    with pytest.raises(handlers.NotYet):
        handlers.RECEIVERS[message.kind](message, NOW)
    handlers.receive_request(a_message(sent), NOW)
    handlers.RECEIVERS[message.kind](message, NOW)
    assert Request.objects.get(origin=sent.request).state == "cancelled"


def test_the_same_letter_twice_is_one_letter(outbox: Outbox) -> None:
    """Even when it comes in two messages."""
    assert outbox is not None
    row = a_sent()
    letter = said_to(row, LetterKind.ANSWER, partial=True)
    for _ in range(2):
        message = a_message(letter)
        handlers.RECEIVERS[message.kind](message, SOON)
    assert row.letters.filter(kind=LetterKind.ANSWER).count() == 1


WRONG: dict[str, tuple[str, Any]] = {
    "a request that is no UUID": ("request", "77"),
    "a desk in capitals": ("from", "SEOUL"),
    "a desk that climbs": ("from", "seoul/../beijing"),
    "to that is a text": ("to", "beijing"),
    "a desk named twice": ("to", ["beijing", "beijing"]),
    "too many addressees": ("info", [f"d{number}" for number in range(201)]),
    "no reference": ("reference", ""),
    "a reference of two lines": ("reference", "A\nB"),
    "a subject that is missing": ("subject", " "),
    "a text that turns round": ("asked", "who \u202e is"),
    "a text too long": ("facts", "x" * 4001),
    "a crime nobody knows": ("crime_area", "heresy"),
    "a clock with spaces": ("clock", "8 hours"),
    "a handling code that is a number": ("handling_code", 3),
    "things that are a text": ("concerned", "Zhang Wei"),
    "too many things": ("concerned", [{"kind": "thing", "fields": {"words": "x"}}] * 51),
    "a thing without a kind": ("concerned", [{"fields": {}}]),
    "a field nobody knows": ("concerned", [{"kind": "thing", "fields": {"words": "x", "y": "z"}}]),
    "a person without a name": ("concerned", [{"kind": "person", "fields": {}}]),
    "a birth in no calendar": (
        "concerned",
        [{"kind": "person", "fields": {"names": [{"name": "A"}], "birth": "1974-13-01"}}],
    ),
}


@pytest.mark.parametrize(("field", "value"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_read_is_refused_by_its_field(
    outbox: Outbox, field: str, value: object
) -> None:
    assert outbox is not None
    body: Any = dict(write_asked(asked())) | {field: value}
    reason = refused(lambda: handlers.receive_request(a_message(asked(), body=body), NOW))
    assert reason.startswith(f"casework:body:{field}")


@pytest.mark.parametrize("manifest", ["purpose", "urgency"])
def test_the_manifest_is_read_as_strictly(outbox: Outbox, manifest: str) -> None:
    assert outbox is not None
    message = a_message(asked(), **{manifest: "because"})
    reason = refused(lambda: handlers.receive_request(message, NOW))
    assert reason == f"casework:body:{manifest}"


@pytest.mark.parametrize("change", ["missing", "unknown"])
def test_a_body_has_exactly_its_fields(outbox: Outbox, change: str) -> None:
    assert outbox is not None
    row = a_sent()
    body: Any = dict(write_said(said_to(row, LetterKind.ANSWER)))
    if change == "missing":
        del body["words"]
    else:
        body["findings"] = str(uuid4())
    message = a_message(said_to(row, LetterKind.ANSWER), body=body)
    reason = refused(lambda: handlers.RECEIVERS[message.kind](message, SOON))
    assert reason == f"casework:body:{'words' if change == 'missing' else 'findings'}"


def test_grounds_that_are_not_on_the_list_are_refused(outbox: Outbox) -> None:
    assert outbox is not None
    row = a_sent()
    said: Any = {"result": "refused", "grounds": "no_mood"}
    body: Any = dict(write_said(said_to(row, LetterKind.ANSWER))) | said
    message = a_message(said_to(row, LetterKind.ANSWER), body=body)
    reason = refused(lambda: handlers.RECEIVERS[message.kind](message, SOON))
    assert reason == "casework:letter:grounds"
