"""A correction of a list is typed line by line, and read entry by entry in words."""

from collections.abc import Callable

import pytest
from django.test import Client

from liaison.records.models import Correction
from liaison.records.states import RecordKind
from liaison.web.records.shown import proposed_in_words
from tests.records.persons import entered
from tests.records.test_corrections import asked_of_us
from tests.records.things import a_copy

Sit = Callable[..., Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
PROPOSED = {
    "a choice": ("sex", "f", ["Female"]),
    "States": ("nationalities", "KOR:confirmed | PRK", ["South Korea (KOR)", "North Korea (PRK)"]),
    "names": (
        "names",
        "primary:KIM:Min-su|original_script:김:민수",
        ["KIM Min-su", "김민수"],
    ),
    "lines, as a node may send them": (
        "languages",
        "Korean\nEnglish",
        ["Korean", "English"],
    ),
    "a code nobody knows": ("sex", "maybe", ["maybe"]),
    "a part nobody knows": ("names", "nickname:KIM:Min-su", ["nickname:KIM:Min-su"]),
    "a field nobody knows": ("shoe_size", "44", ["44"]),
    "nothing": ("nationalities", "", []),
}


@pytest.mark.parametrize(("field", "text", "shown"), PROPOSED.values(), ids=PROPOSED)
def test_what_is_proposed_is_said_in_words(field: str, text: str, shown: list[str]) -> None:
    found = proposed_in_words(RecordKind.PERSON, field, text)
    assert [str(one.text) for one in found] == shown


def test_lines_travel_in_the_form_of_an_import(at_desk: Sit) -> None:
    row = a_copy()
    said = {
        "field": "document_type",
        "proposed": " passport \n\n",
        "reason": "It lies before me.",
    }
    client = at_desk(role="data_steward")
    assert client.post(f"/records/{row.id}/correct/", said).status_code == 302
    assert Correction.objects.get().proposed == "passport"
    said |= {"field": "", "proposed": "", "reason": "All of it."}
    assert client.post(f"/records/{row.id}/correct/", said).status_code == 302


def test_who_decides_reads_one_entry_under_the_other(at_desk: Sit) -> None:
    asked_of_us(entered(), field="nationalities", proposed="KOR | JPN")
    page = at_desk(role="data_steward").get("/records/corrections/").content.decode()
    assert page.index("South Korea (KOR)") < page.index("Japan (JPN)")
    assert "KOR | JPN" not in page


def test_a_version_names_the_bureau_that_asked_for_it(at_desk: Sit) -> None:
    asked = asked_of_us(entered())
    client = at_desk(role="data_steward")
    client.post(f"/records/corrections/{asked.id}/", {"outcome": "accept", "answer": ""})
    page = client.get(f"/records/{asked.record_id}/").content.decode()
    assert "A correction asked by INTERPOL Seoul" in page
