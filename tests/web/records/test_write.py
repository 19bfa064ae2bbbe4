"""Entering and changing a record by the form of its kind."""

from collections.abc import Callable

import pytest
from django.test import Client

from liaison.records.kinds.register import KINDS
from liaison.records.models import Correction, Record
from liaison.records.states import RecordKind
from liaison.web.records import fieldwords
from tests.records.persons import entered
from tests.records.test_corrections import asked_of_us

Sit = Callable[..., Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
PERSON = {
    "status": "wanted",
    "names-0-kind": "primary",
    "names-0-surname": "LIN",
    "names-0-given": "Haoran",
    "names-1-kind": "original_script",
    "names-1-surname": "林",
    "names-1-given": "浩然",
    "names-2-kind": "original_script",
    "names-2-surname": "المنصوري",
    "names-2-given": "كريم",
    "births-0": "1984-06-11",
    "births-1": "1984~",
    "sex": "m",
    "national_reference": "BJ-P-9",
    "handling_code": "restricted",
    "discreet": "no",
}


def test_everything_has_words() -> None:
    for table in KINDS.values():
        for field in table.fields:
            assert field.name in fieldwords.FIELDS
            assert all(part.name in fieldwords.PARTS for part in field.parts)
            for one in (*field.choices, *(c for part in field.parts for c in part.choices)):
                assert one in fieldwords.VALUES
    assert set(fieldwords.KINDS) == set(fieldwords.ICONS) == set(RecordKind)


@pytest.mark.parametrize("kind", RecordKind)
def test_every_kind_has_a_form(at_desk: Sit, kind: RecordKind) -> None:
    answer = at_desk(role="data_steward").get(f"/records/new/{kind.value}/")
    assert answer.status_code == 200


def test_a_person_is_entered_and_shown_in_every_script(at_desk: Sit) -> None:
    client = at_desk(role="data_steward")
    answer = client.post("/records/new/person/", PERSON, follow=True)
    assert answer.status_code == 200
    row = Record.objects.get()
    assert (row.label, row.handling_code) == ("LIN Haoran", "restricted")
    page = answer.content.decode()
    assert '<bdi lang="zh" dir="ltr">林浩然</bdi>' in page
    assert '<bdi lang="ar" dir="rtl">المنصوري كريم</bdi>' in page
    for words in ("about 1984", "1984-06-11", "Male", "Restricted", "orders nothing"):
        assert words in page


def test_what_cannot_be_read_comes_back_as_typed(at_desk: Sit) -> None:
    client = at_desk(role="data_steward")
    answer = client.post("/records/new/person/", PERSON | {"births-1": "11.06.1984"})
    assert answer.status_code == 400
    assert not Record.objects.exists()
    page = answer.content.decode()
    assert "11.06.1984" in page
    assert "must be written as YYYY-MM-DD" in page


def test_a_change_needs_the_version_that_was_read(at_desk: Sit) -> None:
    row = entered()
    client = at_desk(role="data_steward")
    opened = client.get(f"/records/{row.id}/change/").content.decode()
    assert 'value="LIN"' in opened
    said = PERSON | {"reason": "Seen.", "read": "1", "national_reference": "BJ-P-1"}
    assert client.post(f"/records/{row.id}/change/", said).status_code == 302
    assert client.post(f"/records/{row.id}/change/", said).status_code == 409
    row.refresh_from_db()
    assert row.version == 2


def test_who_reads_only_is_not_offered_the_form(at_desk: Sit) -> None:
    row = entered()
    client = at_desk(role="desk_officer")
    for address in ("/records/new/person/", f"/records/{row.id}/change/"):
        assert client.get(address).status_code == 403
    assert "Ask the owner" not in client.get(f"/records/{row.id}/").content.decode()


def test_a_discreet_record_is_hidden_from_who_reads_only(at_desk: Sit) -> None:
    row = entered(discreet=True)
    assert at_desk(role="desk_officer").get(f"/records/{row.id}/").status_code == 404


def test_the_steward_decides_about_corrections(at_desk: Sit) -> None:
    asked = asked_of_us(entered())
    client = at_desk(role="data_steward")
    assert "Seen at Incheon." in client.get("/records/corrections/").content.decode()
    address = f"/records/corrections/{asked.id}/"
    assert client.post(address, {"outcome": "decline", "answer": ""}).status_code == 400
    assert client.post(address, {"outcome": "accept", "answer": ""}).status_code == 302
    assert Correction.objects.get().state == "accepted"
