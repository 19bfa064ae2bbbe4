"""What one process puts on record or takes off it, the next question to another one knows.

A command of the administrator writes; the staff site, a process of its own, is asked by a border
system over HTTP. Both map the same files of the index, and the database is the truth.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from liaison.cli.demo import evidence
from liaison.cli.demo.houses import House, finish
from liaison.cli.demo.stage import Stage

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
NAME = "Zyxtova Quirina Ternhold"
PERSON = {
    "status": "wanted",
    "names": [{"kind": "primary", "surname": "ZYXTOVA", "given": "Quirina Ternhold"}],
    "births": ["1979-02-03"],
    "sex": "f",
    "nationalities": [{"state": "CHN", "certainty": "confirmed"}],
    "documents": [],
    "warnings": [],
    "marks": [],
    "languages": [],
    "offences": ["invented"],
    "action_sought": "Tell the owner",
    "additional_information": "Invented for a test.",
    "national_reference": "T-2P-1",
}
HELD = "select id from records_record where national_reference = 'T-2P-1'"


@pytest.fixture
def lane(stage: Stage) -> Iterator[httpx.Client]:
    """A border system of Seoul, at the door of its staff site."""
    house = stage.seoul
    words = ("machine", "add", "Lane 2", "--role", "border_system", "--place", "Hall B")
    key = finish(house.command(*words))[0].split()[-1]
    with httpx.Client(
        base_url=f"http://127.0.0.1:{house.staff_port}/api/v1",
        headers={
            "host": f"{house.place.short}.localhost:{house.staff_port}",
            "authorization": f"Bearer {key}",
        },
        trust_env=False,
        timeout=30,
    ) as client:
        yield client


def known(lane: httpx.Client) -> bool:
    """Ask once, and tell whether somebody was found."""
    question = {"subject": "person", "text": NAME, "birth": "1979-02-03"}
    why = {"purpose": "security_check", "case_reference": "two processes"}
    answer = lane.post("/checks", json={**why, "question": question})
    assert answer.status_code == httpx.codes.OK, answer.text
    return bool(answer.json()["hits"])


def put_on_record(house: House, folder: Path) -> str:
    """Put the person on record by a command; return the id of the record."""
    file = folder / "person.jsonl"
    file.write_text(json.dumps(PERSON) + "\n", encoding="utf-8")
    said = ("records", "import", "--kind", "person", str(file), "--to-nobody")
    finish(house.command(*said))
    ((found,),) = evidence.ask(house, HELD)
    return str(found)


def test_the_next_question_knows(stage: Stage, lane: httpx.Client, tmp_path: Path) -> None:
    assert not known(lane)
    record = put_on_record(stage.seoul, tmp_path)
    assert known(lane)
    finish(stage.seoul.command("records", "withdraw", record, "--reason", "recorded_in_error"))
    assert not known(lane)
