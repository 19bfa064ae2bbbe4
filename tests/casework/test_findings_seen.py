"""What the cross-check met is told to those who may know of it, and to nobody else."""

import json

import pytest

from liaison.audit.models import Payload
from liaison.casework import jobs, services
from liaison.casework.models import Finding, Request
from liaison.casework.words import FindingKind
from liaison.identity.types import Actor, Permission
from liaison.records.models import Record
from tests.casework.test_transfer import ines
from tests.casework.things import an_arrived, boris
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox
from tests.records.things import an_own_document

pytestmark = pytest.mark.django_db


def alerted() -> Actor:
    """Return Vera, who works at the desk and receives alerts."""
    plain = an_actor(person="Vera")
    return an_actor(person="Vera", permissions=plain.permissions | {Permission.ALERT_READ})


def met(*, discreet: bool) -> Request:
    """Return a request about the holder of a document that is on record here."""
    record = an_own_document()
    Record.objects.filter(pk=record.pk).update(discreet=discreet)
    row = an_arrived()
    jobs.cross_check({"request": str(row.id)}, NOW)
    assert Finding.objects.filter(request=row, kind=FindingKind.RECORD).exists()
    return row


def counted(event: str) -> list[int]:
    """Return what the log says was found."""
    rows = Payload.objects.filter(event=event).order_by("pk")
    bodies = [json.loads(body)["facts"] for body in rows.values_list("body", flat=True)]
    return [facts.get("found", facts.get("findings")) for facts in bodies]


def test_a_plain_record_is_told_to_the_desk(outbox: Outbox) -> None:
    assert outbox is not None
    row = met(discreet=False)
    file = services.read_request(boris(), request_id=row.id, now=NOW)
    assert len(file.findings) == 1


def test_of_a_discreet_record_the_desk_learns_nothing(outbox: Outbox) -> None:
    """Neither its words, nor its id, nor that there is one."""
    assert outbox is not None
    row = met(discreet=True)
    assert services.read_request(boris(), request_id=row.id, now=NOW).findings == ()


def test_whoever_receives_alerts_sees_it(outbox: Outbox) -> None:
    assert outbox is not None
    row = met(discreet=True)
    assert len(services.read_request(alerted(), request_id=row.id, now=NOW).findings) == 1


def test_the_log_does_not_count_discreet_records(outbox: Outbox) -> None:
    """An auditor would otherwise read from a number that one was met."""
    assert outbox is not None
    row = met(discreet=True)
    services.read_request(alerted(), request_id=row.id, now=NOW)
    assert counted("casework:request:cross_checked") == [0]
    assert counted("casework:request:read") == [0]


def test_whoever_reads_no_records_is_told_of_none(outbox: Outbox) -> None:
    assert outbox is not None
    row = met(discreet=False)
    plain = boris()
    blind = an_actor(person="Boris", permissions=plain.permissions - {Permission.DOCUMENT_READ})
    assert services.read_request(blind, request_id=row.id, now=NOW).findings == ()


def test_another_desks_requests_are_not_told_of(outbox: Outbox) -> None:
    """A request lent to Macao does not tell Macao what else Beijing was asked."""
    assert outbox is not None
    an_arrived()
    row = an_arrived()
    jobs.cross_check({"request": str(row.id)}, NOW)
    found = services.read_request(boris(), request_id=row.id, now=NOW).findings
    assert [one.kind for one in found] == [FindingKind.REQUEST]
    Request.objects.filter(pk=row.pk).update(lent_to="beijing/macao")
    assert services.read_request(ines(), request_id=row.id, now=NOW).findings == ()
