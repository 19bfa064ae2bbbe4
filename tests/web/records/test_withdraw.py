"""Taking a document back through the page: asked twice, in words."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from liaison.records.models import Record
from tests.cast import entries
from tests.exchange.house import logged
from tests.records.outbox import Outbox
from tests.records.things import a_copy, an_own_document, written

Sit = Callable[..., Client]
Made = Callable[[], Record]
pytestmark = pytest.mark.django_db
GOOD = {"reason": "found", "note": "Handed in\r\nat the station", "understood": "on"}


def address(row: Record) -> str:
    """Return where the form goes."""
    return f"/records/{row.id}/withdraw/"


def test_it_is_withdrawn_and_every_copy_recalled(at_desk: Sit, outbox: Outbox) -> None:
    row = an_own_document(to=("seoul", "tokyo"))
    client = at_desk(role="data_steward")
    answer = client.post(address(row), GOOD, follow=True)
    assert answer.redirect_chain == [(f"/records/{row.id}/", 302)]
    page = answer.content.decode()
    for words in (
        "The record is withdrawn.",
        "This record was withdrawn.",
        "It was found",
        "Handed in",
    ):
        assert words in page
    assert page.count("Recalled, erasure not confirmed") == 2
    assert len(outbox.of_kind("records.withdraw")) == 1


INCOMPLETE = {
    "nothing said": ({}, "Choose a reason."),
    "no reason": (GOOD | {"reason": ""}, "Choose a reason."),
    "a reason of one's own": (GOOD | {"reason": "boredom"}, "Select a valid choice."),
    "not understood": (GOOD | {"understood": ""}, "Tick this to say that you know what happens"),
    "a note too long": (GOOD | {"note": "x" * 501}, "at most 500 characters"),
    "a note that rings": (GOOD | {"note": "a\a"}, "characters that cannot be printed"),
    "NUL": (GOOD | {"note": "\0"}, "Null characters are not allowed."),
}


@pytest.mark.usefixtures("outbox")
@pytest.mark.parametrize(("said", "words"), INCOMPLETE.values(), ids=INCOMPLETE)
def test_a_form_that_is_not_complete_comes_back_as_typed(
    at_desk: Sit, said: dict[str, str], words: str
) -> None:
    row = an_own_document()
    client = at_desk(role="data_steward")
    before = written()
    answer = client.post(address(row), said)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert "The record was not withdrawn." in page
    assert ("Handed in" in page) is (said.get("note", "") == GOOD["note"])
    # only that the page was read
    assert written() == {**before, "Leaf": before["Leaf"] + 1}


def _unknown() -> Record:
    return Record(id=uuid.uuid4())


REFUSALS: dict[str, tuple[str, Made, int]] = {
    "who reads does not withdraw": ("desk_officer", an_own_document, 403),
    "who does not read learns nothing": ("frontline_officer", an_own_document, 403),
    "a copy of Seoul's": ("data_steward", a_copy, 404),
    "a document nobody knows": ("data_steward", _unknown, 404),
    "withdrawn before": ("data_steward", lambda: an_own_document(withdrawn=True), 409),
}


@pytest.mark.usefixtures("outbox")
@pytest.mark.parametrize(("role", "made", "status"), REFUSALS.values(), ids=REFUSALS)
def test_withdrawing_refuses(at_desk: Sit, role: str, made: Made, status: int) -> None:
    row = made()
    client = at_desk(role=role)
    before = written()
    assert client.post(address(row), GOOD).status_code == status
    assert written() == {**before, "Leaf": before["Leaf"] + 1}


@pytest.mark.usefixtures("outbox")
def test_who_may_not_is_refused_before_the_form_is_looked_at(at_desk: Sit) -> None:
    row = an_own_document()
    assert at_desk().post(address(row), {}).status_code == 403
    assert logged("records:document:read") == 0


@pytest.mark.usefixtures("outbox")
def test_a_link_withdraws_nothing(at_desk: Sit) -> None:
    row = an_own_document()
    client = at_desk(role="data_steward")
    before = entries()
    assert client.get(address(row)).status_code == 405
    assert entries() == before


@pytest.mark.usefixtures("outbox")
def test_a_form_from_elsewhere_withdraws_nothing(at_desk: Sit) -> None:
    row = an_own_document()
    client = at_desk(role="data_steward")
    client.handler.enforce_csrf_checks = True
    assert client.post(address(row), GOOD).status_code == 403
    row.refresh_from_db()
    assert row.state == "active"
