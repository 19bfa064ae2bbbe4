"""A withdrawn record of a person says nothing of the person any more; a tombstone is left."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.serializers import serialize
from django.db import IntegrityError, transaction

from liaison.audit.models import Payload
from liaison.records import indexing, jobs, services, shredding
from liaison.records.errors import RecordTaken, RetentionRefused
from liaison.records.models import (
    Annotation,
    Copy,
    Correction,
    PastVersion,
    Record,
    RecordKey,
    Review,
)
from liaison.records.retention import FILE, POLICY, Delay, parse
from liaison.records.states import RecordKind, WithdrawalReason
from liaison.search.models import SearchEntry
from tests.cast import NOW
from tests.records.outbox import Outbox
from tests.records.persons import a_draft, entered
from tests.records.test_discreet import a_correction, a_note
from tests.records.things import ada, an_own_document

pytestmark = pytest.mark.django_db
TABLES = (
    Record,
    RecordKey,
    PastVersion,
    Annotation,
    Correction,
    Review,
    SearchEntry,
)
LATER = replace(POLICY, after_withdrawal=Delay(30, "a test", "a test", verified=False))


def a_full_one() -> Record:
    """Return a person with an earlier version, notes and a correction, sent to Seoul."""
    row = entered()
    services.change(
        ada(), record_id=row.id, read=1, draft=a_draft(sex="f"), reason="LIN is female", now=NOW
    )
    a_note(row, "seoul")
    a_correction(row, "seoul")
    services.annotate(ada(), record_id=row.id, text="LIN was seen.", send=False, now=NOW)
    return row


def withdraw(row: Record) -> None:
    """Let Ada take a record back."""
    services.withdraw(
        ada(), document_id=row.id, reason=WithdrawalReason.FOUND, note="LIN was found", now=NOW
    )


def stored() -> str:
    """Return everything the room and the index hold, as one text."""
    return "".join(serialize("json", table._default_manager.all()) for table in TABLES)


def test_a_tombstone_is_left(outbox: Outbox) -> None:
    row = a_full_one()
    assert all(said in stored() for said in ("LIN", "Haoran", "EK4410273", "1984"))
    withdraw(row)
    found = stored()
    assert not [said for said in ("LIN", "Haoran", "EK4410273", "1984", "林") if said in found]
    row.refresh_from_db()
    assert (row.state, row.version, row.shredded_at) == ("withdrawn", 3, NOW)
    assert (row.label, row.national_reference, row.fields) == ("BJ-P-1", "BJ-P-1", "{}")
    # the proof stays: who had a copy, and that it was called back
    assert Copy.objects.get().state == "recall_queued"
    assert outbox.of_kind("records.withdraw")
    assert Payload.objects.filter(event="records:record:shredded").count() == 1
    file = services.read_record(ada(), record_id=row.id, now=NOW)
    assert (file.record.fields, file.annotations, file.past) == ({}, (), ())


@pytest.mark.usefixtures("outbox")
def test_things_keep_what_they_say() -> None:
    assert an_own_document(withdrawn=True).shredded_at is None
    vehicle = entered(RecordKind.VEHICLE)
    withdraw(vehicle)
    vehicle.refresh_from_db()
    assert "京A88X61" in vehicle.fields


@pytest.mark.usefixtures("outbox")
def test_what_ends_by_itself_is_shredded_too() -> None:
    row = entered()
    after = NOW.replace(year=row.retention_until.year) + timedelta(days=1)
    jobs.watch_retention(after)
    row.refresh_from_db()
    assert (row.withdrawal_reason, row.shredded_at) == ("retention_ended", after)


@pytest.mark.usefixtures("outbox")
def test_the_policy_may_say_later_and_old_ones_go_too() -> None:
    row = a_full_one()
    # as records were left before tombstones were known
    Record.objects.filter(pk=row.pk).update(
        state="withdrawn", withdrawn_at=NOW, withdrawal_reason="found"
    )
    indexing.forget([row.id])
    row.refresh_from_db()
    assert not shredding.is_due(row, NOW, policy=LATER)
    for day, gone in ((29, False), (30, True), (31, True)):
        jobs.shred_withdrawn(NOW + timedelta(days=day), policy=LATER)
        row.refresh_from_db()
        assert (row.shredded_at is not None) is gone
    assert row.shredded_at == NOW + timedelta(days=30)
    assert "LIN" not in stored()


@pytest.mark.usefixtures("outbox")
def test_an_active_one_is_left_alone() -> None:
    row = entered()
    jobs.shred_withdrawn(NOW + timedelta(days=400))
    row.refresh_from_db()
    assert (row.shredded_at, "LIN" in row.fields) == (None, True)
    with pytest.raises(RecordTaken):
        entered()


@pytest.mark.usefixtures("outbox")
def test_the_database_holds_no_tombstone_that_speaks() -> None:
    row = entered()
    withdraw(row)
    for wrong in ({"fields": '{"sex":"f"}'}, {"withdrawal_note": "LIN"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Record.objects.filter(pk=row.pk).update(**wrong)


BROKEN: dict[str, Callable[[str], str]] = {
    "no such table": lambda text: text.replace("[after_withdrawal]", "[after_all]"),
    "less than nothing": lambda text: text.replace("days = 0", "days = -1"),
    "years": lambda text: text.replace("days = 0", "days = 900"),
    "half a day": lambda text: text.replace("days = 0", "days = 0.5"),
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_the_policy_file_is_read_strictly(change: Callable[[str], str]) -> None:
    text = Path(FILE).read_text(encoding="utf-8")
    assert parse(text.encode()).after_withdrawal.days == 0
    with pytest.raises(RetentionRefused):
        parse(change(text).encode())
