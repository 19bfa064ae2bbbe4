"""Records through the API: entered, changed, imported, listed. A register's system, no officer."""

from collections.abc import Mapping

import pytest

from liaison.audit.models import Payload
from liaison.records.models import Record
from tests.api.agencies.caller import Answered, Machine
from tests.api.agencies.examples import DOCUMENT
from tests.records.outbox import Outbox
from tests.records.things import a_copy

KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324"
pytestmark = pytest.mark.usefixtures("outbox")


def entered(machine: Machine, **more: object) -> Answered:
    """Enter a document."""
    body = {"kind": "travel_document", "fields": DOCUMENT, **more}
    return machine.call("enter_record", body, key=KEY)


def imported(machine: Machine, *rows: Mapping[str, object], key: str = KEY) -> Answered:
    """Import documents."""
    body = {"kind": "travel_document", "rows": rows, "recipients": ["seoul"]}
    return machine.call("import_records", body, key=key)


def test_entered_once_and_sent_to_its_list(machine: Machine, outbox: Outbox) -> None:
    made = entered(machine, recipients=["seoul"])
    assert entered(machine, recipients=["seoul"]).raw == made.raw
    assert made.headers["Location"] == f"/api/v1/records/{made.body['id']}"
    assert [one.kind for one in outbox.sent] == ["records.distribute"]
    found = machine.call("read_record", path={"record_id": made.body["id"]}).body
    assert found["record"]["fields"]["number"] == "E12345678"
    assert found["recipients"] == ["seoul"]
    assert [one["organisation"] for one in found["copies"]] == ["seoul"]


def test_the_same_thing_twice_is_refused(machine: Machine) -> None:
    entered(machine)
    body = {"kind": "travel_document", "fields": DOCUMENT}
    answer = machine.call("enter_record", body, key=KEY[::-1])
    assert (answer.status, answer.code) == (409, "records:taken")


def test_who_changed_it_meanwhile_is_not_overwritten(machine: Machine) -> None:
    path = {"record_id": entered(machine).body["id"]}
    fields = {**DOCUMENT, "fraud": "revoked"}
    body = {"kind": "travel_document", "fields": fields, "version": 1, "reason": "found out"}
    assert machine.call("change_record", body, path=path).body["version"] == 2
    again = {**body, "fields": {**DOCUMENT, "fraud": "lost_or_stolen"}}
    answer = machine.call("change_record", again, path=path)
    assert (answer.status, answer.code) == (409, "records:changed_meanwhile")


def test_an_import_takes_what_it_can_and_says_what_it_cannot(machine: Machine) -> None:
    wrong = {**DOCUMENT, "number": "E1#"}
    other = {**DOCUMENT, "number": "E87654321"}
    report = imported(machine, DOCUMENT, wrong, other).body
    assert (report["created"], report["messages"]) == (2, 1)
    assert [(one["row"], one["field"]) for one in report["rejects"]] == [(1, "number")]
    again = imported(machine, DOCUMENT, other, key=KEY[::-1]).body
    assert (again["created"], again["unchanged"]) == (0, 2)


def test_a_killed_import_is_repeated_without_harm(machine: Machine) -> None:
    first = imported(machine, DOCUMENT)
    assert imported(machine, DOCUMENT).raw == first.raw
    assert Record.objects.count() == 1


REFUSED: Mapping[str, tuple[Mapping[str, object], str]] = {
    "no number": ({"number": ""}, "records:document"),
    "a field nobody knows": ({"owner": "seoul"}, "records:document"),
    "a day to come": ({"stolen_on": "2031-01-01"}, "records:document"),
    "a list for a text": ({"number": ["E1"]}, "records:document"),
}


@pytest.mark.parametrize(("more", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_record_is_refused(
    machine: Machine, more: Mapping[str, object], code: str
) -> None:
    answer = entered(machine, fields={**DOCUMENT, **more})
    assert (answer.status, answer.code) == (422, code)
    assert not Record.objects.exists()


def test_ourselves_on_the_list_of_recipients(machine: Machine) -> None:
    answer = entered(machine, recipients=["beijing"])
    assert (answer.status, answer.code) == (422, "records:recipients")


def test_lists_go_on_by_cursor_and_are_recorded(machine: Machine) -> None:
    rows = [{**DOCUMENT, "number": f"E{number:08d}"} for number in range(5)]
    imported(machine, *rows)
    a_copy()
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = machine.call("list_records", query={"limit": 2, "cursor": cursor}).body
        seen += [one["fields"]["number"] for one in page["records"]]
        cursor = page["next"]
    assert seen == [f"E{number:08d}" for number in range(5)][::-1]
    assert Payload.objects.filter(event="records:records:listed").count() == 3
    (copy,) = machine.call("list_records", query={"held": "copy"}).body["records"]
    assert copy["owner"] == "seoul"


def test_persons_are_records_too(machine: Machine) -> None:
    person = {"names": [{"kind": "primary", "surname": "Zhang", "given": "Wei"}]}
    fields = {**person, "status": "missing", "national_reference": "BJ-7"}
    body = {"kind": "person", "fields": fields}
    made = machine.call("enter_record", body, key=KEY)
    assert made.status == 201, made.body
    found = machine.call("read_record", path={"record_id": made.body["id"]}).body["record"]
    assert found["label"] == "Zhang Wei"
