"""Receiving documents: the owner's only, the newest version only, never an erased one."""

import uuid
from collections.abc import Callable

import pytest

from liaison.exchange.errors import ContentRefused
from liaison.lib.wire.canonical import JsonObject
from liaison.records import handlers
from liaison.records.models import TravelDocument
from tests.cast import NOW
from tests.records.outbox import Outbox
from tests.records.things import (
    LATER,
    a_copy,
    a_wire_document,
    a_withdrawal,
    an_own_document,
    received,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
ID = uuid.UUID("01957a3c-0000-7000-8000-000000000001")
GOOD = a_wire_document()
REFUSALS: dict[str, tuple[Callable[[], JsonObject], str]] = {
    "a document of somebody else": (
        lambda: {"documents": [GOOD, a_wire_document(owner="incheon")]},
        "records:not_the_owner",
    ),
    "a document of ours": (
        lambda: {"documents": [GOOD, a_wire_document(owner="beijing")]},
        "records:not_the_owner",
    ),
    "the id of a document of ours": (
        lambda: {"documents": [GOOD, a_wire_document(record_id=an_own_document().id, version=9)]},
        "records:not_the_owner",
    ),
    "a malformed document": (
        lambda: {"documents": [GOOD, a_wire_document() | {"fraud": "forged"}]},
        "records:document:fraud",
    ),
    "a name": (
        lambda: {"documents": [GOOD, a_wire_document() | {"surname": "Invented"}]},
        "records:document:document",
    ),
    "no documents": (dict, "records:document:body"),
}


@pytest.mark.parametrize(("body", "reason"), REFUSALS.values(), ids=REFUSALS)
def test_refuses(body: Callable[[], JsonObject], reason: str) -> None:
    message = received(body(), kind="records.distribute")
    before = written()
    with pytest.raises(ContentRefused) as refused:
        handlers.receive_distribute(message, NOW)
    assert refused.value.reason == reason
    assert written() == before


def test_refuses_who_takes_over_a_copy_of_another() -> None:
    a_copy(record_id=ID)
    stolen = a_wire_document(record_id=ID, owner="incheon", version=5)
    message = received({"documents": [stolen]}, kind="records.distribute", sender="incheon")
    before = written()
    with pytest.raises(ContentRefused):
        handlers.receive_distribute(message, NOW)
    assert written() == before
    assert TravelDocument.objects.get().owner == "seoul"


def test_refuses_who_goes_by_our_name() -> None:
    document = a_wire_document(owner="beijing")
    message = received({"documents": [document]}, kind="records.distribute", sender="beijing")
    with pytest.raises(ContentRefused):
        handlers.receive_distribute(message, NOW)
    assert not TravelDocument.objects.exists()


def test_stores_a_copy() -> None:
    message = received({"documents": [a_wire_document(record_id=ID)]}, kind="records.distribute")
    handlers.receive_distribute(message, NOW)
    row = TravelDocument.objects.get()
    assert (row.id, row.owner, row.held, row.version) == (ID, "seoul", "copy", 1)
    assert (row.received_in, row.number_folded) == (message.message_id, "1X7310254")


def test_a_newer_version_replaces_and_an_older_one_is_ignored() -> None:
    a_copy(record_id=ID, version=1)
    for version, reference in ((3, "third"), (2, "second"), (3, "again")):
        document = a_wire_document(record_id=ID, version=version, national_reference=reference)
        message = received({"documents": [document]}, kind="records.distribute")
        handlers.receive_distribute(message, LATER)
    row = TravelDocument.objects.get()
    assert (row.version, row.national_reference) == (3, "third")
    assert (row.created_at, row.changed_at) == (NOW, LATER)


def test_a_late_copy_does_not_rise_from_its_grave() -> None:
    handlers.receive_withdraw(a_withdrawal(ID), NOW)
    document = a_wire_document(record_id=ID, version=7)
    handlers.receive_distribute(
        received({"documents": [document]}, kind="records.distribute"), NOW
    )
    assert not TravelDocument.objects.exists()


def test_nobody_buries_what_another_owns(outbox: Outbox) -> None:
    handlers.receive_withdraw(a_withdrawal(ID, sender="incheon"), NOW)
    a_copy(record_id=ID)
    assert TravelDocument.objects.get().owner == "seoul"
    assert [sent.to for sent in outbox.sent] == [("incheon",)]
