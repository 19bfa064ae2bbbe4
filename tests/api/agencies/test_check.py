"""A check through the API is the same check as at the counter."""

import json

import pytest

from liaison.audit.models import Payload
from liaison.queries.models import Check, Hit
from tests.api.agencies.caller import Machine
from tests.records.things import a_copy

ASKED = {
    "purpose": "security_check",
    "case_reference": "PVG-2026-17",
    "question": {"subject": "travel_document", "text": "LX7310254", "issuing_state": "CHN"},
}


def asked(**other: str) -> dict[str, object]:
    """Return a check of another question."""
    return {**ASKED, "question": {**ASKED["question"], **other}}  # type: ignore[dict-item]


def test_no_match_says_why_that_proves_nothing(machine: Machine) -> None:
    answer = machine.call("check", ASKED)
    assert answer.status == 200
    assert answer.body["verdict"] == "no_match"
    assert "not_yet_reported" in answer.body["reasons"]
    assert answer.body["hits"] == []


def test_a_match_is_possible_and_brings_the_record(machine: Machine) -> None:
    record = a_copy()
    answer = machine.call("check", ASKED)
    (hit,) = answer.body["hits"]
    assert answer.body["verdict"] == "possible_match"
    assert hit["owner"] == record.owner == "seoul"
    assert hit["record"]["number"] == "LX7310254"
    assert Hit.objects.get().id.hex == hit["id"].replace("-", "")


def test_the_lines_of_a_passport_are_read_and_repairs_told(machine: Machine) -> None:
    first = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
    lines = f"{first}\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    answer = machine.call("check", asked(text=lines, issuing_state=""))
    assert answer.body["question"]["source"] == "mrz"
    assert answer.body["question"]["number"] == "L898902C3"
    assert answer.body["question"]["expired"] is True


def test_the_machine_the_purpose_and_the_case_stand_in_the_log(machine: Machine) -> None:
    answer = machine.call("check", ASKED)
    entry = Payload.objects.get(event="queries:check:made")
    said = json.loads(entry.body)
    assert entry.target == answer.body["id"]
    assert said["purpose"] == "security_check"
    assert said["facts"]["reference"] == "PVG-2026-17"
    assert entry.organisation == "beijing"


REFUSED = {
    "a character that no number has": (asked(text="LX73#0254"), "#/question/text"),
    "a State that nobody has": (asked(issuing_state="ZZZ"), "#/question/issuing_state"),
    "a check digit that is wrong": (
        asked(text="P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<" + "L898902C39" * 4 + "1234"),
        "#/question/text",
    ),
    "no case": ({**ASKED, "case_reference": ""}, "#/case_reference"),
    "a case of spaces": ({**ASKED, "case_reference": "   "}, "#/case_reference"),
    "a purpose that is none": ({**ASKED, "purpose": "curiosity"}, "#/purpose"),
    "no purpose": ({k: v for k, v in ASKED.items() if k != "purpose"}, "#/purpose"),
    "another kind of thing": (asked(subject="soul"), "#/question/subject"),
    "a field more": ({**ASKED, "state": "confirmed"}, "#/state"),
    "a field more inside": (asked(owner="beijing"), "#/question/owner"),
    "a text too long": (asked(text="1" * 201), "#/question/text"),
    "a number for a text": ({**ASKED, "case_reference": 17}, "#/case_reference"),
}


@pytest.mark.parametrize(("body", "pointer"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_asked_is_refused_with_the_place(
    machine: Machine, body: dict[str, object], pointer: str
) -> None:
    answer = machine.call("check", body)
    assert answer.status == 422
    assert [one["pointer"] for one in answer.body["errors"]] == [pointer]
    assert not Check.objects.exists()
