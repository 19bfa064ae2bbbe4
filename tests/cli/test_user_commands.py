"""`liaison user`: people and their chairs, through the same services as the pages."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from liaison.audit.models import Payload
from liaison.core.errors import CommandRefused, Refusal
from liaison.identity.errors import (
    InputRefused,
    NameTaken,
    NoSuchOrganisation,
    NoSuchPerson,
    OutsideAuthority,
    PasswordRefused,
    RoleUnknown,
)
from liaison.identity.models import Chair, Person
from tests.cast import NOW, PASSWORD, entries
from tests.cli.conftest import Liaison
from tests.simulators.standing_clock import StandingClock

pytestmark = pytest.mark.django_db
ADD = ("user", "add", "ada", "--name", "Ada")
PEOPLE = """
[[person]]
sign_in_name = "ada"
name = "Ada"
chairs = [{ organisation = "beijing", role = "desk_officer", days = 10 }]
[[person]]
sign_in_name = "dora"
name = "Dora"
chairs = [{ organisation = "beijing", role = "auditor" }]
"""
WRONG: Mapping[str, tuple[Sequence[str], type[Refusal]]] = {
    "an unknown role": ((*ADD, "--role", "king"), RoleUnknown),
    "an unknown organisation": ((*ADD, "--organisation", "beijing/atlantis"), NoSuchOrganisation),
    "an organisation of another bureau": ((*ADD, "--organisation", "seoul"), OutsideAuthority),
    "a short password": ((*ADD, "--password", "heron"), PasswordRefused),
    "a name of blanks": (("user", "add", "ada", "--name", " "), InputRefused),
    "a sign-in name with blanks": (("user", "add", "a da", "--name", "Ada"), InputRefused),
    "a chair for nobody": (("user", "chair", "ada"), NoSuchPerson),
}
WRONG_FILES: Mapping[str, tuple[str, type[Refusal]]] = {
    "the last one has no such role": (PEOPLE.replace('"auditor"', '"king"'), RoleUnknown),
    "the last one has the name of the first": (PEOPLE.replace('"dora"', '"ada"'), NameTaken),
    "not a file of people": ("people", CommandRefused),
}


def chairs() -> set[tuple[str, str, str]]:
    """Return who sits where, as what."""
    return set(Chair.objects.values_list("person__sign_in_name", "organisation_id", "role"))


@pytest.mark.parametrize(("words", "refusal"), WRONG.values(), ids=WRONG)
def test_refuses(words: Sequence[str], refusal: type[Refusal], liaison: Liaison) -> None:
    before = entries()

    with pytest.raises(refusal):
        liaison(*words)

    assert not Person.objects.exists()
    assert entries() == before


@pytest.mark.parametrize("days", [0, 731, -1, "many"])
def test_a_chair_lasts_from_a_day_to_two_years(days: object, liaison: Liaison) -> None:
    found = liaison(*ADD, "--days", days)

    assert found.exit_code == 2
    assert "--days" in found.stderr
    assert not Person.objects.exists()


def test_adds_a_person_with_a_chair(liaison: Liaison) -> None:
    found = liaison(*ADD, "--role", "desk_officer", "--days", 30)

    assert found.exit_code == 0
    ada = Person.objects.get()
    assert ada.check_password(PASSWORD)
    chair = Chair.objects.get()
    assert (chair.organisation_id, chair.role) == ("beijing", "desk_officer")
    assert (chair.valid_from, chair.valid_until) == (NOW, NOW + timedelta(days=30))
    assert PASSWORD not in found.output


def test_the_log_says_that_it_was_the_command_line(liaison: Liaison) -> None:
    liaison(*ADD)

    said = Payload.objects.filter(event="identity:person:added").get()
    assert "command line" in said.person


def test_a_password_is_asked_for_twice_and_not_shown(liaison: Liaison) -> None:
    found = liaison(*ADD, "--password", PASSWORD)

    assert found.exit_code == 0
    assert PASSWORD not in found.output


def test_loads_a_file_of_people(liaison: Liaison, tmp_path: Path) -> None:
    file = tmp_path / "people.toml"
    file.write_text(PEOPLE)

    found = liaison("user", "load", file)

    assert "2 people added" in found.stdout
    assert chairs() == {("ada", "beijing", "desk_officer"), ("dora", "beijing", "auditor")}
    ada = Chair.objects.get(person__sign_in_name="ada")
    assert ada.valid_until == NOW + timedelta(days=10)


@pytest.mark.parametrize(("text", "refusal"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_loads_all_or_nobody(
    text: str, refusal: type[Refusal], liaison: Liaison, tmp_path: Path
) -> None:
    file = tmp_path / "people.toml"
    file.write_text(text)
    before = entries()

    with pytest.raises(refusal):
        liaison("user", "load", file)

    assert not Person.objects.exists()
    assert entries() == before


def test_gives_another_chair(liaison: Liaison) -> None:
    liaison(*ADD, "--role", "desk_officer")

    found = liaison("user", "chair", "ada", "--role", "data_steward", "--days", 7)

    assert "ada: data_steward, 7 days" in found.stdout
    assert chairs() == {("ada", "beijing", "desk_officer"), ("ada", "beijing", "data_steward")}


def test_gives_a_new_term_to_a_chair(liaison: Liaison) -> None:
    liaison(*ADD, "--role", "desk_officer", "--days", 7)

    liaison("user", "chair", "ada", "--role", "desk_officer", "--days", 60)

    assert Chair.objects.get().valid_until == NOW + timedelta(days=60)


def test_ends_every_chair_of_a_person(liaison: Liaison, clock: StandingClock) -> None:
    liaison(*ADD, "--role", "desk_officer")
    liaison("user", "chair", "ada", "--role", "data_steward")
    clock.advance(timedelta(hours=1))

    found = liaison("user", "end", "ada")

    assert "chairs ended: 2" in found.stdout
    assert set(Chair.objects.values_list("valid_until", flat=True)) == {clock.now()}


def test_nobody_is_added_twice(liaison: Liaison) -> None:
    liaison(*ADD)
    before = entries()

    with pytest.raises(NameTaken):
        liaison(*ADD, "--role", "auditor")

    assert len(chairs()) == 1
    assert entries() == before
