"""One document: all that its owner says, who has copies, what they have stated."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from liaison.records import handlers
from liaison.records.models import Record
from liaison.records.states import (
    CopyState,
    DocumentType,
    Fraud,
    Held,
    RecordState,
    WithdrawalReason,
)
from liaison.web.records import words
from liaison.web.records.fieldwords import VALUES
from tests.cast import NOW, entries
from tests.exchange.house import logged
from tests.records.outbox import statement
from tests.records.things import a_copy, an_own_document, received

Sit = Callable[..., Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def page_of(client: Client, row: Record) -> str:
    """Return the page of a document as text."""
    answer = client.get(f"/records/{row.id}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_every_field(at_desk: Sit) -> None:
    row = an_own_document(
        reporting_state="KOR",
        issued_on=date(2022, 7, 26),
        expires_on=date(2032, 7, 25),
        review_on=date(2030, 1, 1),
        additional_information="Seen <twice> in transit",
    )
    page = page_of(at_desk(), row)
    for text in (
        *("LX7310254", "China", "CHN", "Passport", "Lost or stolen", "South Korea", "KOR"),
        *("2026-01-19", "2022-07-26", "2032-07-25", "2030-01-01", "BJ-2026-000001"),
        *("Seen &lt;twice&gt; in transit", "Our own record", "INTERPOL Beijing", str(row.id)),
    ):
        assert text in page


def test_what_is_not_known_is_said(at_desk: Sit) -> None:
    page = page_of(at_desk(), an_own_document(to=(), stolen_on=None, national_reference=""))
    said = page.split("Nothing is said about")[1].split("</dd>")[0]
    for label in ("Reported in", "Date of issue", "Date of expiry", "Stolen or lost on"):
        assert label in said
    assert "Nobody: the record stays in this bureau." in page
    assert "No other bureau has a copy of this record." in page


def test_the_copy_register_says_who_has_what(at_desk: Sit) -> None:
    row = an_own_document(to=("seoul", "tokyo"))
    page = page_of(at_desk(), row)
    assert page.count("On its way") == 2
    message = row.copies.get(organisation="seoul").message
    assert f"/messages/find/?sender=beijing&amp;id={message}" in page


def test_an_erasure_shows_the_signed_statement(at_desk: Sit) -> None:
    row = an_own_document(withdrawn=True)
    said: dict[str, str | int] = {"record_id": str(row.id), "version": 2}
    claims = {**said, "owner": "beijing", "erased_at": NOW.isoformat()}
    token = statement(iss="seoul", kind="records.erasure", claims=claims, at=NOW)
    body = {**said, "statement": token}
    handlers.receive_erased(received(body, kind="records.erased"), NOW)
    page = page_of(at_desk(), row)
    assert "Erased" in page
    assert "Signed erasure statement" in page
    assert "&quot;iss&quot;: &quot;seoul&quot;" in page


def test_a_copy_of_anothers_cannot_be_withdrawn(at_desk: Sit) -> None:
    row = a_copy()
    page = page_of(at_desk(role="data_steward"), row)
    assert "INTERPOL Seoul owns this record. Only the owner changes it" in page
    assert "Withdraw this record" not in page
    assert f"/messages/find/?sender=seoul&amp;id={row.received_in}" in page


@pytest.mark.parametrize(
    ("role", "withdrawn", "offered"),
    [
        ("data_steward", False, True),
        ("desk_officer", False, False),
        ("data_steward", True, False),
    ],
    ids=["who may", "who may not", "what is withdrawn already"],
)
def test_withdrawing_is_offered_only_to_those_who_may(
    at_desk: Sit, *, role: str, withdrawn: bool, offered: bool
) -> None:
    page = page_of(at_desk(role=role), an_own_document(withdrawn=withdrawn))
    assert ("Withdraw this record" in page) is offered


def test_reading_is_logged(at_desk: Sit) -> None:
    page_of(at_desk(), an_own_document())
    assert logged("records:document:read") == 1


def test_a_document_at_many_bureaus_stays_light(
    at_desk: Sit, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = an_own_document(to=tuple(f"b{number}" for number in range(100)))
    client = at_desk(role="data_steward")
    with django_assert_max_num_queries(30):
        page_of(client, row)


MISSING = {
    "nobody's": (str(uuid.UUID(int=7)), 1),
    "not an id": ("seven", 0),
    "an id cut short": (str(uuid.UUID(int=7))[:-1], 0),
    "up the tree": ("..%2f..%2fetc", 0),
}


@pytest.mark.parametrize(("asked", "logged_entries"), MISSING.values(), ids=MISSING)
def test_what_is_not_there_is_not_there(at_desk: Sit, asked: str, logged_entries: int) -> None:
    client = at_desk()
    before = entries()
    answer = client.get(f"/records/{asked}/")
    assert answer.status_code == 404
    assert "There is nothing here that this chair may see." in answer.content.decode()
    assert entries() == before + logged_entries


def test_everything_has_words() -> None:
    """No code on a page."""
    tables = {
        RecordState: words.STATES,
        Held: words.HELD,
        CopyState: words.COPIES,
        WithdrawalReason: words.REASONS,
    }
    for values, said in tables.items():
        assert set(said) == set(values)  # type: ignore[call-overload]
    assert {*DocumentType, *Fraud} <= set(VALUES)
