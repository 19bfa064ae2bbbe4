"""The database itself refuses the rows that must not be."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from liaison.identity.models import Chair, Organisation, Person
from tests.cast import NOW, YEAR, a_person, the_organisations

pytestmark = pytest.mark.django_db
ORGANISATIONS: dict[str, dict[str, str]] = {
    "an unknown kind": {"kind": "empire"},
    "no name": {"name": ""},
    "its own parent": {"parent_id": "rome"},
}
PEOPLE: dict[str, dict[str, str]] = {
    "capitals": {"sign_in_name": "Emil"},
    "no sign-in name": {"sign_in_name": ""},
    "no name": {"name": ""},
    "a name that is taken": {"sign_in_name": "ada"},
}
CHAIRS: dict[str, dict[str, object]] = {
    "no role": {"role": ""},
    "an end before the beginning": {"valid_until": NOW - timedelta(seconds=1)},
    "an end at the beginning": {"valid_until": NOW},
    "the same chair twice": {"role": "desk_officer"},
}


@pytest.mark.parametrize("facts", ORGANISATIONS.values(), ids=ORGANISATIONS)
def test_organisation(facts: dict[str, str]) -> None:
    row = {"id": "rome", "kind": "ncb", "name": "INTERPOL Rome"} | facts

    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(**row)


@pytest.mark.parametrize("facts", PEOPLE.values(), ids=PEOPLE)
def test_person(facts: dict[str, str]) -> None:
    a_person("Ada")
    row = {"sign_in_name": "emil", "name": "Emil"} | facts

    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(**row, created_at=NOW)


@pytest.mark.parametrize("facts", CHAIRS.values(), ids=CHAIRS)
def test_chair(facts: dict[str, object]) -> None:
    row: dict[str, object] = {
        "person": a_person("Ada"),
        "organisation_id": "beijing",
        "role": "auditor",
        "valid_from": NOW,
        "valid_until": NOW + YEAR,
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Chair.objects.create(**row | facts)


def test_what_a_chair_speaks_of_is_not_deleted() -> None:
    the_organisations()
    ada = a_person("Ada")

    for row in (ada, Organisation.objects.get(pk="beijing")):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.delete()
