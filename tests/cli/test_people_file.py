"""A file of people is read strictly: what is not understood is refused, nothing is guessed."""

from pathlib import Path

import pytest

from liaison.cli import people_file
from liaison.cli.demo.places import PLACES, Place
from liaison.cli.people_file import DAYS, MAX_BYTES, MAX_CHAIRS, MAX_DAYS, MAX_PEOPLE, ChairLine
from liaison.core.errors import CommandRefused

CHAIR = '{ organisation = "beijing", role = "auditor" }'
DATED = '{ organisation = "beijing", role = "auditor", days = 30 }'
GOOD = f"""
[[person]]
sign_in_name = "dora"
name = "Dora"
chairs = [{CHAIR}]
"""
REFUSALS = {
    "nothing in it": "",
    "not TOML": "[[person",
    "huge": GOOD + "#" * MAX_BYTES,
    "something else": GOOD + "[colours]",
    "only something else": "[colours]",
    "a table where a list belongs": '[person]\nname = "Dora"',
    "a person that is a text": 'person = ["dora"]',
    "a key too many": GOOD + 'password = "nine herons"',
    "a key too few": GOOD.replace('name = "Dora"\n', ""),
    "a mail address that is a number": GOOD + "mail = 7",
    "a name that is a number": GOOD.replace('"Dora"', "7"),
    "a sign-in name that is a list": GOOD.replace('"dora"', '["dora"]'),
    "chairs that are a text": GOOD.replace(f"[{CHAIR}]", '"auditor"'),
    "a chair that is a text": GOOD.replace(CHAIR, '"auditor"'),
    "a chair without a role": GOOD.replace(', role = "auditor"', ""),
    "a chair without an organisation": GOOD.replace('organisation = "beijing", ', ""),
    "a chair with a key too many": GOOD.replace(CHAIR, DATED.replace("days", "colour")),
    "a role that is a number": GOOD.replace('"auditor"', "7"),
    "an organisation that is a list": GOOD.replace('"beijing"', '["beijing"]'),
    "days as a text": GOOD.replace(CHAIR, DATED.replace("30", '"30"')),
    "days as a fraction": GOOD.replace(CHAIR, DATED.replace("30", "30.5")),
    "days that are true": GOOD.replace(CHAIR, DATED.replace("30", "true")),
    "no days": GOOD.replace(CHAIR, DATED.replace("30", "0")),
    "days gone by": GOOD.replace(CHAIR, DATED.replace("30", "-1")),
    "too many days": GOOD.replace(CHAIR, DATED.replace("30", str(MAX_DAYS + 1))),
    "days no calendar has": GOOD.replace(CHAIR, DATED.replace("30", "9" * 30)),
    "too many chairs": GOOD.replace(CHAIR, ", ".join([CHAIR] * (MAX_CHAIRS + 1))),
    "too many people": "[[person]]\n" * (MAX_PEOPLE + 1),
}


@pytest.mark.parametrize("text", REFUSALS.values(), ids=REFUSALS)
def test_refuses(text: str, tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_text(text)

    with pytest.raises(CommandRefused) as refused:
        people_file.read(file)

    assert refused.value.name == str(file)


def test_refuses_what_is_not_utf_8(tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_bytes(b'person = "\xff"')

    with pytest.raises(CommandRefused):
        people_file.read(file)


@pytest.mark.parametrize("name", ["nowhere.toml", "."])
def test_refuses_what_is_no_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(CommandRefused):
        people_file.read(tmp_path / name)


def test_reads_people_and_their_chairs(tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_text(GOOD.replace(CHAIR, f"{CHAIR}, {DATED}"))

    (dora,) = people_file.read(file)

    assert (dora.sign_in_name, dora.name) == ("dora", "Dora")
    assert dora.chairs == (
        ChairLine("beijing", "auditor", DAYS),
        ChairLine("beijing", "auditor", 30),
    )


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.organisation)
def test_reads_the_people_of_the_demonstration(place: Place) -> None:
    """`liaison init` adds the administrator; everybody else the screen names is in the file."""
    named = {player.sign_in_name for player in place.people} - {"administrator"}

    assert named <= {person.sign_in_name for person in people_file.read(place.people_file)}


def test_a_mail_address_may_stand_there(tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_text(GOOD + 'mail = "dora@example.org"')
    assert [person.mail for person in people_file.read(file)] == ["dora@example.org"]
