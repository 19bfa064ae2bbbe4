"""Importing: new, known, changed; once each, in chunks, and again without harm."""

import json
from datetime import date

import pytest

from liaison.audit.models import Payload
from liaison.records import services
from liaison.records.models import Copy, Record, RecordRecipient
from liaison.records.states import CopyState, Fraud
from liaison.records.types import ParsedRow, Reject
from tests.cast import NOW
from tests.records.outbox import Outbox
from tests.records.things import DIGEST, LATER, a_document, ada, imported, numbered, rows

pytestmark = pytest.mark.django_db


def test_stores_what_the_file_says(outbox: Outbox) -> None:
    report = imported(a_document(), to=["seoul", "incheon"])
    row = Record.objects.get()
    assert (report.created, report.messages, report.rejects) == (1, 1, ())
    assert (row.owner, row.label, row.keys.get().value) == ("beijing", "LX7310254", "1X7310254")
    assert (row.version, row.state, row.held, row.received_in) == (1, "active", "own", None)
    assert row.retention_until == date(2036, 3, 2)
    assert row.created_at == row.changed_at == NOW
    assert outbox.sent[0].to == ("incheon", "seoul")


def test_fills_distribution_list_and_copy_register(outbox: Outbox) -> None:
    imported(*numbered(3), to=["seoul", "incheon"])
    listed = set(RecordRecipient.objects.values_list("record_id", "organisation"))
    copies = Copy.objects.all()
    assert len(listed) == len(copies) == 6
    assert {(copy.record_id, copy.organisation) for copy in copies} == listed
    assert {(copy.state, copy.version) for copy in copies} == {(CopyState.QUEUED, 1)}
    assert {copy.message for copy in copies} == {sent.jti for sent in outbox.sent}


def test_says_what_it_sends(outbox: Outbox) -> None:
    imported(a_document())
    row = Record.objects.get()
    assert outbox.sent[0].kind == "records.distribute"
    assert outbox.sent[0].body == {
        "format": 2,
        "records": [
            {
                "record_id": str(row.id),
                "owner": "beijing",
                "kind": "travel_document",
                "version": 1,
                "fields": {
                    "number": "LX7310254",
                    "issuing_state": "CHN",
                    "document_type": "passport",
                    "fraud": "lost_or_stolen",
                    "stolen_on": "2026-01-19",
                },
                "national_reference": "BJ-2026-000001",
                "retention_until": "2036-03-02",
            }
        ],
    }


def test_the_same_file_again_changes_nothing(outbox: Outbox) -> None:
    imported(*numbered(5))
    before = list(Record.objects.values())
    sent = len(outbox.sent)
    report = imported(*numbered(5), now=LATER)
    assert (report.created, report.changed, report.unchanged, report.messages) == (0, 0, 5, 0)
    assert list(Record.objects.values()) == before
    assert len(outbox.sent) == sent


def test_a_changed_line_makes_a_version_for_those_who_have_a_copy(outbox: Outbox) -> None:
    imported(*numbered(2), to=["seoul"])
    changed = a_document(number="LX0000001", fraud=Fraud.REVOKED)
    report = imported(changed, to=["seoul", "incheon"], now=LATER)
    row = Record.objects.get(label="LX0000001")
    copy = Copy.objects.get(record=row)
    assert (report.created, report.changed, report.messages) == (0, 1, 1)
    assert (row.version, row.created_at, row.changed_at) == (2, NOW, LATER)
    assert json.loads(row.fields)["fraud"] == Fraud.REVOKED
    assert row.retention_until == date(2036, 3, 2)
    assert (copy.organisation, copy.version, copy.state) == ("seoul", 2, CopyState.QUEUED)
    assert (copy.message, copy.queued_at) == (outbox.sent[-1].jti, LATER)
    assert outbox.sent[-1].to == ("seoul",)


def test_importing_again_never_widens_a_restricted_list(outbox: Outbox) -> None:
    imported(a_document(), to=["seoul"])
    imported(a_document(), to=["seoul", "incheon"])
    assert [sent.to for sent in outbox.sent] == [("seoul",)]
    assert not RecordRecipient.objects.filter(organisation="incheon").exists()


def test_a_document_for_nobody_stays_at_home(outbox: Outbox) -> None:
    assert imported(a_document(), to=[]).created == 1
    assert not outbox.sent
    assert not Copy.objects.exists()


def test_the_second_of_two_equal_lines_is_rejected(outbox: Outbox) -> None:
    report = imported(a_document(), a_document(fraud=Fraud.REVOKED))
    assert report.created == len(outbox.sent) == 1
    assert [(reject.line, reject.column) for reject in report.rejects] == [(3, "number")]
    assert "line 2" in report.rejects[0].reason
    assert json.loads(Record.objects.get().fields)["fraud"] == "lost_or_stolen"


def test_rejects_of_the_reader_are_reported_in_the_order_of_the_file(outbox: Outbox) -> None:
    lines: list[ParsedRow | Reject] = [
        *rows(a_document(), a_document()),
        Reject(1, "number", "?", "why"),
    ]
    report = services.import_documents(
        ada(), rows=lines, source_digest=DIGEST, recipients=[], now=NOW
    )
    assert [reject.line for reject in report.rejects] == [1, 3]
    assert not outbox.sent


@pytest.mark.usefixtures("outbox")
def test_one_audit_entry_for_a_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liaison.records.policy.CHUNK", 2)
    imported(*numbered(5))
    found = Payload.objects.filter(event="records:documents:imported")
    assert [entry.target for entry in found] == [DIGEST] * 3
    assert '"first_line":2,"kind":"travel_document","last_line":3' in found[0].body
    assert '"created":2' in found[0].body
