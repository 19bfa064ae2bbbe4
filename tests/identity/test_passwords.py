"""Passwords: one's own with the present one; another's by who has all their chairs in charge."""

import uuid
from dataclasses import replace

import pytest

from liaison.audit.models import Payload
from liaison.identity import services
from liaison.identity.errors import (
    NoSuchPerson,
    OutsideAuthority,
    PasswordRefused,
    PermissionRefused,
    WrongPassword,
)
from liaison.identity.models import Person
from tests.cast import (
    NOW,
    PASSWORD,
    YEAR,
    a_person,
    actor_of,
    an_actor,
    entries,
    the_delegation,
    the_machine,
)

pytestmark = pytest.mark.django_db
NEW = "seven cranes rest at noon"


def keeps(person: Person) -> bool:
    """Return whether the person still has their first password."""
    return Person.objects.get(pk=person.pk).check_password(PASSWORD)


def test_an_administrator_sets_a_password() -> None:
    ada = a_person("Ada")

    services.set_password(the_machine(), person_id=ada.pk, password=NEW, now=NOW)

    assert Person.objects.get(pk=ada.pk).check_password(NEW)
    assert NEW not in Payload.objects.get(event="identity:password:set").body


def test_an_easy_password_is_refused() -> None:
    ada = a_person("Ada")
    before = entries()

    with pytest.raises(PasswordRefused) as refusal:
        services.set_password(the_machine(), person_id=ada.pk, password="qwerty", now=NOW)

    assert len(refusal.value.reasons) == 2
    assert keeps(ada)
    assert entries() == before


def test_desk_officers_set_no_passwords() -> None:
    ada = a_person("Ada")

    with pytest.raises(PermissionRefused):
        services.set_password(an_actor(person="Boris"), person_id=ada.pk, password=NEW, now=NOW)

    assert keeps(ada)


def test_a_sub_bureau_cannot_become_somebody_of_the_bureau() -> None:
    """Ada sits in Macao too, so its administrator sees her; her password opens Beijing as well."""
    the_delegation()
    emil = actor_of(a_person("Emil", organisation="beijing/macao", role="administrator"))
    ada = a_person("Ada")
    services.give_chair(
        the_machine(),
        person_id=ada.pk,
        organisation="beijing/macao",
        role="auditor",
        valid_from=NOW,
        valid_until=NOW + YEAR,
        now=NOW,
    )

    with pytest.raises(OutsideAuthority):
        services.set_password(emil, person_id=ada.pk, password=NEW, now=NOW)

    assert keeps(ada)


def test_one_changes_ones_own_with_the_present_one() -> None:
    ada = a_person("Ada")

    services.change_own_password(actor_of(ada), current=PASSWORD, password=NEW, now=NOW)

    assert Person.objects.get(pk=ada.pk).check_password(NEW)
    assert Payload.objects.filter(event="identity:password:changed").exists()


def test_not_without_the_present_one() -> None:
    ada = a_person("Ada")
    before = entries()

    with pytest.raises(WrongPassword):
        services.change_own_password(actor_of(ada), current=NEW, password=NEW, now=NOW)

    assert keeps(ada)
    assert entries() == before


def test_machines_and_strangers_have_none() -> None:
    stranger = replace(an_actor(person="Chiara"), person_id=str(uuid.UUID(int=7)))
    for actor in (the_machine(), stranger):
        with pytest.raises(NoSuchPerson):
            services.change_own_password(actor, current=PASSWORD, password=NEW, now=NOW)
