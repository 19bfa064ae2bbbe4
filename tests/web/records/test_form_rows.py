"""The form of a record asks in real fields, adds rows without a script, loses nothing typed."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from liaison.audit.models import Payload
from liaison.records.kinds.register import KINDS
from liaison.records.models import Record
from liaison.records.states import RecordKind
from liaison.web.records import rows
from tests.records.persons import PERSON, entered
from tests.web.records.typing_in import typed

Sit = Callable[..., Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
NEW = "/records/new/person/"
FULL: dict[str, Any] = {
    "births": ["1984-06-11", "1984~"],
    "warnings": ["armed", "escape_risk"],
    "marks": ["Scar: left hand", "Tattoo of a heron"],
    "languages": ["zho", "kor"],
    "parents": ["LIN Guoqiang"],
    "addresses": ["12 Lake Road, Harbin"],
    "description": "Tall.",
}


@pytest.fixture
def ada(at_desk: Sit) -> Client:
    """Return Ada's browser, as the demonstration gives her a chair."""
    return at_desk(role="data_steward")


def said(row: Record) -> dict[str, Any]:
    """Return what a record says."""
    row.refresh_from_db()
    found: dict[str, Any] = json.loads(row.fields)
    return found


def test_nobody_has_to_know_how_an_entry_is_written(ada: Client) -> None:
    page = ada.get(NEW).content.decode()
    for name in ("names-0-kind", "names-0-surname", "documents-0-number", "marks-0", "births-0"):
        assert f'name="{name}"' in page
    assert 'type="checkbox" name="warnings"' in page
    assert "primary:" not in page
    assert "|" not in page.split('id="record-form"')[1].split("</form>")[0]


def test_change_really_saves(ada: Client) -> None:
    row = entered(**FULL)
    before = said(row)
    address = f"/records/{row.id}/change/"
    sent = typed(ada.get(address), names__0__surname="LIU", reason="Heard so.")
    answer = ada.post(address, sent, follow=True)
    assert answer.status_code == 200
    assert "the new version is on its way" in answer.content.decode()
    after = said(row)
    assert (row.version, row.label) == (2, "LIU Haoran")
    changed = {**before["names"][0], "surname": "LIU"}
    # and nothing but what was typed is another
    assert after == before | {"names": [changed, *before["names"][1:]]}


def test_sent_back_as_it_stands_nothing_changes(ada: Client) -> None:
    row = entered(**FULL)
    address = f"/records/{row.id}/change/"
    answer = ada.post(address, typed(ada.get(address), reason="None."), follow=True)
    assert "Nothing was changed" in answer.content.decode()
    assert said(row)
    assert row.version == 1


@pytest.mark.parametrize("kind", RecordKind)
def test_every_list_can_have_one_more_row(ada: Client, kind: RecordKind) -> None:
    for field in KINDS[kind].fields:
        if not rows.in_rows(field):
            continue
        page = ada.get(f"/records/new/{kind.value}/")
        sent = typed(page) | {"add": [field.name], "national_reference": ["BJ-7"]}
        answer = ada.post(f"/records/new/{kind.value}/", sent)
        assert answer.status_code == 200
        back = typed(answer)
        assert set(rows.keys(field, 1)) <= set(back)
        assert back["national_reference"] == ["BJ-7"]
    assert not Record.objects.exists()


def test_a_row_more_keeps_what_was_typed_and_blames_nobody(ada: Client) -> None:
    typing = {"names-0-surname": ["LIN"], "births-0": ["11.06.1984"], "warnings": ["armed"]}
    answer = ada.post(NEW, typed(ada.get(NEW)) | typing | {"add": ["names"]})
    page = answer.content.decode()
    assert "errorlist" not in page.split('id="record-form"')[1].split("</form>")[0]
    back = typed(answer)
    assert {name: back[name] for name in typing} == typing
    assert back["names-0-kind"] == ["primary"]
    assert 'id="rows-names"' in page
    assert 'formaction="#rows-names"' in page


def test_rows_end_where_the_field_ends(ada: Client) -> None:
    sent = typed(ada.get(NEW))
    for _ in range(8):
        sent = typed(ada.post(NEW, sent | {"add": ["births"]}))
    assert [name for name in sent if name.startswith("births-")] == [
        f"births-{n}" for n in range(6)
    ]


def test_an_entry_left_empty_is_taken_out(ada: Client) -> None:
    row = entered(**FULL)
    address = f"/records/{row.id}/change/"
    sent = typed(ada.get(address), marks__0="", reason="Healed.")
    assert ada.post(address, sent).status_code == 302
    assert said(row)["marks"] == ["Tattoo of a heron"]


WRONG: dict[str, tuple[dict[str, str], str, str]] = {
    "a name without a surname": (
        {"names__0__surname": "", "names__0__given": "Haoran"},
        "names-0-surname",
        "This belongs to the entry",
    ),
    "a State nobody has": ({"nationalities__0__state": "ZZZ"}, "nationalities-0-state", "Not acc"),
    "a number of other signs": ({"documents__0__number": "???"}, "documents-0-number", "Not acc"),
    "a day of no calendar": ({"births__0": "1984-02-31"}, "births-0", "day of the calendar"),
    "two primary names": ({"names__1__kind": "primary"}, "names-0-kind", "one primary name"),
    "a kind nobody made up": ({"names__0__kind": "nom"}, "names-0-kind", "Select a valid choice"),
    "one thing twice": ({"marks__1": "Scar: left hand"}, "marks-0", "says one thing twice"),
}


@pytest.mark.parametrize(("typing", "where", "why"), WRONG.values(), ids=WRONG)
def test_a_reason_stands_beside_its_input(
    ada: Client, typing: dict[str, str], where: str, why: str
) -> None:
    row = entered(**FULL)
    before = said(row)
    address = f"/records/{row.id}/change/"
    sent = typed(ada.get(address), reason="Kept as typed.", **typing)
    answer = ada.post(address, sent)
    assert answer.status_code == 400
    form = answer.context["form"]
    assert why in str(form.errors[where])
    back = typed(answer)
    kept = {name: text for name, text in sent.items() if name != "names-0-kind"}
    assert {name: back[name] for name in kept if name in back} == kept
    assert (said(row), row.version) == (before, 1)


def test_what_another_changed_meanwhile_is_kept_as_typed(ada: Client) -> None:
    row = entered(**FULL)
    address = f"/records/{row.id}/change/"
    mine = typed(ada.get(address), description="Very tall.", reason="Measured.")
    theirs = typed(ada.get(address), description="Small.", reason="Guessed.")
    assert ada.post(address, theirs).status_code == 302
    answer = ada.post(address, mine)
    assert answer.status_code == 409
    assert "Very tall." in answer.content.decode()
    assert said(row)["description"] == "Small."
    refused = Payload.objects.filter(event="web:request:refused")
    assert "records:changed_meanwhile" in str(refused.values()[0])
    assert refused.count() == 1


def test_what_is_on_record_already_comes_back_as_typed(ada: Client) -> None:
    entered()
    sent = typed(ada.get(NEW), names__0__surname="LIN", status="wanted")
    answer = ada.post(NEW, sent | {"national_reference": [str(PERSON["national_reference"])]})
    assert answer.status_code == 409
    assert 'value="LIN"' in answer.content.decode()
    assert Record.objects.count() == 1
