"""Receiving documents: the owner's only, the newest version only, never an erased one."""

import uuid
from collections.abc import Callable

import pytest

from liaison.exchange.errors import ContentRefused
from liaison.exchange.types import Received
from liaison.records import handlers
from liaison.records.models import Record
from tests.cast import NOW
from tests.records.outbox import Outbox
from tests.records.things import (
    LATER,
    a_copy,
    a_wire_record,
    a_withdrawal,
    an_own_document,
    distributed,
    received,
    written,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
ID = uuid.UUID("01957a3c-0000-7000-8000-000000000001")
GOOD = a_wire_record()
REFUSALS: dict[str, tuple[Callable[[], Received], str]] = {
    "a record of somebody else": (
        lambda: distributed(GOOD, a_wire_record(owner="incheon")),
        "records:not_the_owner",
    ),
    "a record of ours": (
        lambda: distributed(GOOD, a_wire_record(owner="beijing")),
        "records:not_the_owner",
    ),
    "a malformed record": (
        lambda: distributed(GOOD, a_wire_record() | {"handling_code": "secret"}),
        "records:document:handling_code",
    ),
    "a name": (
        lambda: distributed(
            GOOD, a_wire_record() | {"fields": GOOD["fields"] | {"surname": "Invented"}}
        ),
        "records:document:fields",
    ),
    "no records": (lambda: received({}, kind="records.distribute"), "records:document:body"),
}


@pytest.mark.parametrize(("message", "reason"), REFUSALS.values(), ids=REFUSALS)
def test_refuses(message: Callable[[], Received], reason: str) -> None:
    before = written()
    with pytest.raises(ContentRefused) as refused:
        handlers.receive_distribute(message(), NOW)
    assert refused.value.reason == reason
    assert written() == before


def test_the_id_of_a_record_of_ours_is_another_record() -> None:
    own = an_own_document()
    stolen = a_copy(record_id=own.id, version=9)
    own.refresh_from_db()
    assert (own.owner, own.version, own.held) == ("beijing", 1, "own")
    assert (stolen.owner, stolen.record_id, stolen.held) == ("seoul", own.id, "copy")
    assert stolen.id != own.id


def test_an_id_of_another_bureau_is_another_record() -> None:
    """Whoever learns an id can neither take the record over nor keep its owner out."""
    a_copy(record_id=ID)
    stolen = a_copy(record_id=ID, owner="incheon", version=5)
    theirs = Record.objects.get(owner="seoul")
    assert (theirs.id, theirs.record_id, theirs.version) == (ID, ID, 1)
    assert stolen.record_id == ID
    assert stolen.id != ID


def test_a_record_never_becomes_one_of_another_kind() -> None:
    a_copy(record_id=ID)
    other = a_wire_record(record_id=ID, version=2) | {"kind": "administrative_document"}
    other["fields"] = other["fields"] | {"document_type": "driving_licence"}
    before = written()
    with pytest.raises(ContentRefused, match="records:document:kind"):
        handlers.receive_distribute(distributed(other), NOW)
    assert written() == before


def test_refuses_who_goes_by_our_name() -> None:
    document = a_wire_record(owner="beijing")
    message = distributed(document, sender="beijing")
    with pytest.raises(ContentRefused):
        handlers.receive_distribute(message, NOW)
    assert not Record.objects.exists()


def test_stores_a_copy() -> None:
    message = distributed(a_wire_record(record_id=ID))
    handlers.receive_distribute(message, NOW)
    row = Record.objects.get()
    assert (row.id, row.owner, row.held, row.version) == (ID, "seoul", "copy", 1)
    assert row.received_in == message.message_id
    assert row.keys.get().value == "1X7310254"


def test_a_newer_version_replaces_and_an_older_one_is_ignored() -> None:
    a_copy(record_id=ID, version=1)
    for version, reference in ((3, "third"), (2, "second"), (3, "again")):
        document = a_wire_record(record_id=ID, version=version, national_reference=reference)
        message = distributed(document)
        handlers.receive_distribute(message, LATER)
    row = Record.objects.get()
    assert (row.version, row.national_reference) == (3, "third")
    assert (row.created_at, row.changed_at) == (NOW, LATER)


def test_a_late_copy_does_not_rise_from_its_grave() -> None:
    handlers.receive_withdraw(a_withdrawal(ID), NOW)
    document = a_wire_record(record_id=ID, version=7)
    handlers.receive_distribute(distributed(document), NOW)
    assert not Record.objects.exists()


def test_nobody_buries_what_another_owns(outbox: Outbox) -> None:
    handlers.receive_withdraw(a_withdrawal(ID, sender="incheon"), NOW)
    a_copy(record_id=ID)
    assert Record.objects.get().owner == "seoul"
    assert [sent.to for sent in outbox.sent] == [("incheon",)]
