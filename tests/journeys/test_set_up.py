"""What it takes to set the stage: processes and tables are counted, so that it stays quick."""

import pytest

from liaison.cli.demo import evidence
from liaison.cli.demo.stage import Stage

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
APPLIED = "select app, name, applied from django_migrations order by id"


def test_one_process_runs_all_commands_of_a_bureau(family: Stage) -> None:
    """Each start costs a second of a processor; there were seventeen."""
    assert [house.terminals for house in family.houses] == [1] * len(family.houses)


def test_tables_are_made_once_and_copied_empty(family: Stage) -> None:
    """The same moment to the microsecond: nobody else has run the migrations."""
    first, *others = (evidence.ask(house, APPLIED) for house in family.houses)

    assert len(first) > 0
    assert all(found == first for found in others)


def test_each_bureau_has_its_own_people_in_them(family: Stage) -> None:
    for house in family.houses:
        names = {
            str(row[0]) for row in evidence.ask(house, "select sign_in_name from identity_person")
        }
        assert {player.sign_in_name for player in house.place.people} <= names
