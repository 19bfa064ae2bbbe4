"""A check through the API is the same check as at the counter."""

import json

import pytest

from liaison.audit.models import Payload
from liaison.exchange.errors import UnknownBureau
from liaison.queries import abroad
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
    "another kind of thing": (asked(subject="soul"), "#/question"),
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


def of(subject: str, text: str, **more: str) -> dict[str, object]:
    """Return a check of something else."""
    return {**ASKED, "question": {"subject": subject, "text": text, **more}}


def test_a_person_by_name_in_any_script(machine: Machine) -> None:
    answer = machine.call("check", of("person", "张伟", birth="1974-08", nationality="CHN"))
    assert answer.body["question"]["kind"] == "person"
    assert answer.body["question"]["name"] == "张伟"
    assert answer.body["question"]["birth"] == "1974-08-XX"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("vehicle", "1M8GDM9AXKP042788"),
        ("vehicle", "粤B 12345"),
        ("vessel", "Morning Heron"),
        ("firearm", "AB-12345"),
        ("number", "AB-12345"),
    ],
)
def test_a_thing_by_its_number(machine: Machine, subject: str, text: str) -> None:
    answer = machine.call("check", of(subject, text))
    assert answer.body["question"]["kind"] == subject


THINGS_REFUSED = {
    "a birth that is none": (of("person", "Li", birth="1974-13-01"), "#/question/birth"),
    "a sex that is none": (of("person", "Li", sex="Q"), "#/question/sex"),
    "a name without a letter": (of("person", "---"), "#/question/text"),
    "a State with a vehicle": (
        of("vehicle", "AB1", issuing_state="CHN"),
        "#/question/issuing_state",
    ),
}


@pytest.mark.parametrize(("body", "pointer"), THINGS_REFUSED.values(), ids=THINGS_REFUSED)
def test_a_person_or_thing_that_cannot_be_asked_for(
    machine: Machine, body: dict[str, object], pointer: str
) -> None:
    answer = machine.call("check", body)
    assert answer.status == 422
    assert [one["pointer"] for one in answer.body["errors"]] == [pointer]


def test_other_bureaus_are_asked_while_the_officer_waits(machine: Machine) -> None:
    answer = machine.call("check_abroad", {**ASKED, "bureaus": ["lyon", "seoul"]})
    assert [(one["organisation"], one["mark"]) for one in answer.body["sources"]] == [
        ("lyon", "answered"),
        ("seoul", "answered"),
    ]


def test_a_bureau_that_nobody_knows_is_not_asked(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise UnknownBureau("atlantis")

    monkeypatch.setattr(abroad, "ask", unknown)
    answer = machine.call("check_abroad", {**ASKED, "bureaus": ["atlantis"]}, key="k" * 20)
    assert (answer.status, answer.code) == (409, "exchange:unknown_bureau")
    assert not Check.objects.exists()
