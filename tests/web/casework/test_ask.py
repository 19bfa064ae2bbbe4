"""The sheet on which an officer asks abroad: saved while it is written, kept on every mistake."""

from collections.abc import Callable

import pytest
from django.test import Client

from liaison.casework.models import Request
from tests.web.casework.conftest import HTMX

InUnit = Callable[..., Client]
SHEET: dict[str, object] = {
    "subject": "Theft of a lorry",
    "asked": "Say where the lorry was last seen.",
    "facts": "On 12 February 2026 a lorry was stolen in Shenzhen.",
    "link": "The subject rented it.",
    "purpose": "locate_person_or_object",
    "crime_area": "crimes_against_property",
    "legal_basis": "Criminal Procedure Law, Art. 113",
    "handling_code": "official_use_only",
    "urgency": "urgent",
    "clock": "urgent_indirect",
    "to": ["seoul"],
    "kinds": ["person", "vehicle"],
    "papers": ["1", "1"],
    "c0-names": "Zhang Wei\n张伟",
    "c0-birth": "1974-08",
    "c0-nationalities_0": "CHN",
    "c0-number_0": "LX7310254",
    "c0-state_0": "CHN",
    "c0-type_0": "passport",
    "c1-plate": "粤B 12345",
    "c1-plate_state": "CHN",
}


def sent(client: Client, address: str = "/requests/new/", /, **changed: object) -> tuple[int, str]:
    """Send a sheet; return the status, and the page or where it leads."""
    answer = client.post(address, {**SHEET, **changed})
    return answer.status_code, answer.headers.get("Location") or answer.content.decode()


def test_a_request_reaches_the_desk(in_unit: InUnit) -> None:
    status, where = sent(in_unit(), do="submit")
    row = Request.objects.get()
    assert (status, where) == (302, f"/requests/{row.id}/")
    assert row.state == "submitted"
    assert row.addressing == ["seoul"]
    person, vehicle = row.concerned.all()
    assert [one["name"] for one in person.fields["names"]] == ["Zhang Wei", "张伟"]
    assert person.fields["documents"][0]["number"] == "LX7310254"
    assert vehicle.fields["plate"] == "粤B12345"


def test_a_draft_needs_its_subject_only(in_unit: InUnit) -> None:
    client = in_unit()
    status, where = sent(client, do="save", asked="", facts="", link="", legal_basis="", to=[])
    row = Request.objects.get()
    assert (status, where) == (302, f"/requests/{row.id}/change/")
    page = client.get(where).content.decode()
    assert row.our_reference in page
    assert "Zhang Wei\n张伟" in page


def test_what_is_missing_is_said_where_it_is_missing(in_unit: InUnit) -> None:
    """And everything typed is saved and shown."""
    status, page = sent(in_unit(), do="submit", facts="", to=[])
    assert status == 422
    assert "The desk needs this before it can review the request." in page
    assert "Zhang Wei\n张伟" in page
    row = Request.objects.get()
    assert row.state == "draft"
    status, page = sent(in_unit("Lin"), do="submit", to=[])
    assert "Choose at least one bureau that shall act." in page


WRONG = {
    "a date nobody reads": ({"c0-birth": "07.03.1969"}, "This is no date"),
    "a State nobody knows": ({"c0-nationalities_1": "ZZZ"}, "No State has this code"),
    "a number with signs": ({"c0-number_0": "LX/%&"}, "This is no number"),
    "a vehicle without a sign": ({"c1-plate": "", "c1-make": "Dongfeng"}, "This is needed"),
    "no subject": ({"subject": ""}, "Write a subject"),
    "a subject that turns the line": ({"subject": "a\u202eb"}, "cannot be shown"),
}


@pytest.mark.parametrize(("changed", "words"), WRONG.values(), ids=WRONG)
def test_a_mistake_keeps_what_was_typed(
    in_unit: InUnit, changed: dict[str, object], words: str
) -> None:
    status, page = sent(in_unit(), do="save", **changed)
    assert status == 422
    assert words in page
    assert "Say where the lorry was last seen." in page
    assert not Request.objects.exists()


def test_rows_come_and_go_without_a_judgement(in_unit: InUnit) -> None:
    client = in_unit()
    status, page = sent(client, add="document", subject="")
    assert status == 200
    assert page.count('name="kinds"') == 3
    assert "Write a subject" not in page
    _status, page = sent(client, take_away="0")
    assert page.count('name="kinds"') == 1
    assert "粤B 12345" in page
    assert "Zhang Wei" not in page
    _status, page = sent(client, paper="0")
    assert 'name="c0-number_1"' in page
    assert "LX7310254" in page
    assert not Request.objects.exists()


def test_saving_while_writing_begins_one_draft(in_unit: InUnit) -> None:
    client = in_unit()
    first = client.post("/requests/new/", {**SHEET, "do": "autosave"}, **HTMX).content.decode()
    row = Request.objects.get()
    assert f'name="draft" value="{row.id}"' in first
    again = {**SHEET, "do": "autosave", "draft": str(row.id), "subject": "Theft of two lorries"}
    assert "Draft saved" in client.post("/requests/new/", again, **HTMX).content.decode()
    assert Request.objects.get().subject == "Theft of two lorries"


def test_saving_that_comes_after_submitting_says_so_and_changes_nothing(in_unit: InUnit) -> None:
    """The last words start saving, and the button is pressed before it begins."""
    client = in_unit()
    client.post("/requests/new/", {**SHEET, "do": "autosave"}, **HTMX)
    row = Request.objects.get()
    client.post(f"/requests/{row.id}/change/", {**SHEET, "do": "submit"}, **HTMX)
    row.refresh_from_db()
    assert row.state == "submitted"

    late = {**SHEET, "do": "autosave", "subject": "Theft of two lorries"}
    answer = client.post(f"/requests/{row.id}/change/", late, **HTMX)

    assert answer.status_code == 200
    assert "the request has moved on" in answer.content.decode()
    row.refresh_from_db()
    assert row.subject != "Theft of two lorries"


def test_without_a_subject_nothing_is_saved_yet(in_unit: InUnit) -> None:
    said = {**SHEET, "do": "autosave", "subject": ""}
    page = in_unit().post("/requests/new/", said, **HTMX).content.decode()
    assert "write a subject first" in page
    assert not Request.objects.exists()


STRANGE: dict[str, dict[str, object]] = {
    "a row nobody has": {"take_away": "99"},
    "a row that is no number": {"paper": "x"},
    "a kind nobody knows": {"add": "ghost"},
    "kinds by the hundred": {"kinds": ["person"] * 150, "add": "person"},
}


@pytest.mark.parametrize("said", STRANGE.values(), ids=STRANGE)
def test_strange_sheets_break_nothing(in_unit: InUnit, said: dict[str, object]) -> None:
    status, page = sent(in_unit(), **said)
    assert status == 200
    assert page.count('name="kinds"') <= 50


def test_who_may_not_ask_finds_no_sheet(at_desk: Callable[..., Client]) -> None:
    assert at_desk("Dora").get("/requests/new/").status_code == 403
