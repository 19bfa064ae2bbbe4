"""A statement of erasure arrives: believed when it is signed, ours, and about a recall."""

from collections.abc import Callable

import pytest

from liaison.exchange.errors import ContentRefused
from liaison.lib.wire.canonical import JsonObject
from liaison.records import handlers
from liaison.records.models import Copy, Record
from liaison.records.states import CopyState
from tests.cast import NOW
from tests.records.outbox import Outbox, statement
from tests.records.things import LATER, a_copy, an_own_document, received, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
ERASED_AT = "2026-03-03T09:00:00+00:00"


def a_body(row: Record, *, iss: str = "seoul", **claimed: object) -> JsonObject:
    """Return the body in which a bureau states the erasure of a document."""
    claims = {
        "record_id": str(row.id),
        "owner": row.owner,
        "version": row.version,
        "erased_at": ERASED_AT,
    } | claimed
    signed = statement(iss=iss, kind="records.erasure", claims=claims, at=NOW)  # type: ignore[arg-type]
    return {"record_id": str(row.id), "version": row.version, "statement": signed}


def recalled() -> Record:
    """Return a document that was sent to Seoul and withdrawn."""
    return an_own_document(withdrawn=True)


Said = Callable[[], JsonObject]
REFUSALS: dict[str, tuple[Said, str]] = {
    "signed by another": (lambda: a_body(recalled(), iss="incheon"), "exchange:statement"),
    "not signed": (lambda: {**a_body(recalled()), "statement": "x"}, "exchange:statement"),
    "another key": (lambda: {**a_body(recalled()), "note": "x"}, "records:document:body"),
    "an endless statement": (
        lambda: {**a_body(recalled()), "statement": "x" * 20_000},
        "records:document:statement",
    ),
    "about another record": (
        lambda: a_body(recalled(), record_id="another"),
        "records:statement",
    ),
    "about another owner": (lambda: a_body(recalled(), owner="incheon"), "records:statement"),
    "about another version": (lambda: a_body(recalled(), version=1), "records:statement"),
    "about a version never withdrawn": (
        lambda: {**a_body(recalled(), version=1), "version": 1},
        "records:statement",
    ),
    "at no moment": (lambda: a_body(recalled(), erased_at="soon"), "records:statement"),
    "at a moment of no zone": (
        lambda: a_body(recalled(), erased_at="2026-03-03T09:00:00"),
        "records:statement",
    ),
    "a document that stands": (lambda: a_body(an_own_document()), "records:transition"),
    "a document never sent there": (
        lambda: a_body(an_own_document(to=["incheon"], withdrawn=True)),
        "records:no_document",
    ),
    "a document of theirs": (lambda: a_body(a_copy()), "records:no_document"),
}


@pytest.mark.parametrize(("said", "reason"), REFUSALS.values(), ids=REFUSALS)
def test_refuses(said: Said, reason: str) -> None:
    body = said()
    before = (written(), list(Copy.objects.values()))
    with pytest.raises(ContentRefused) as refused:
        handlers.receive_erased(received(body, kind="records.erased"), LATER)
    assert refused.value.reason == reason
    assert (written(), list(Copy.objects.values())) == before


def test_keeps_the_statement() -> None:
    body = a_body(recalled())
    handlers.receive_erased(received(body, kind="records.erased"), LATER)
    copy = Copy.objects.get()
    assert (copy.state, copy.statement) == (CopyState.ERASED, body["statement"])
    assert copy.erased_at is not None
    assert copy.erased_at.isoformat() == ERASED_AT


def test_the_first_statement_stays(outbox: Outbox) -> None:
    row = recalled()
    handlers.receive_erased(received(a_body(row), kind="records.erased"), LATER)
    before = (written(), list(Copy.objects.values()), len(outbox.sent))
    again = a_body(row, erased_at="2026-03-09T09:00:00+00:00")
    handlers.receive_erased(received(again, kind="records.erased"), LATER)
    assert (written(), list(Copy.objects.values()), len(outbox.sent)) == before
