"""Who is asking: a person in one of their chairs, found with one query."""

import pytest
from pytest_django import DjangoAssertNumQueries

from liaison.identity import selectors, services
from liaison.identity.errors import NoChair, NoSuchOrganisation, PermissionRefused
from liaison.identity.models import Chair
from liaison.identity.roles import ROLES
from liaison.identity.states import Authentication, Permission
from tests.cast import (
    NOW,
    YEAR,
    a_person,
    actor_of,
    an_actor,
    the_delegation,
    the_machine,
    the_organisations,
)

pytestmark = pytest.mark.django_db


def test_two_queries_say_all(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ada = a_person("Ada", organisation="beijing/macao")

    with django_assert_num_queries(2):
        actor = selectors.actor_for(ada, chair_id=None, now=NOW)

    assert (actor.person_id, actor.person_name) == (str(ada.pk), "Ada")
    assert (actor.organisation, actor.bureau) == ("beijing/macao", "beijing")
    assert actor.permissions == ROLES["desk_officer"].permissions
    assert actor.authentication is Authentication.PASSWORD
    assert actor.who.chair == "desk_officer@beijing/macao"


def test_the_named_chair_is_taken() -> None:
    ada = a_person("Ada")
    second = services.give_chair(
        the_machine(),
        person_id=ada.pk,
        organisation="beijing/macao",
        role="auditor",
        valid_from=NOW,
        valid_until=NOW + YEAR,
        now=NOW,
    )

    assert selectors.actor_for(ada, chair_id=str(second.pk), now=NOW).role == "auditor"
    assert [chair.role for chair in selectors.chairs_of(ada, NOW)] == ["desk_officer", "auditor"]


def test_another_persons_chair_is_never_taken() -> None:
    ada, dora = a_person("Ada"), a_person("Dora")
    chair = Chair.objects.get(person=dora)

    assert selectors.actor_for(ada, chair_id=str(chair.pk), now=NOW).role == "desk_officer"


def test_nothing_before_and_after_the_term() -> None:
    ada = a_person("Ada")

    assert actor_of(ada).role == "desk_officer"
    for moment in (NOW - YEAR, NOW + YEAR):
        with pytest.raises(NoChair):
            selectors.actor_for(ada, chair_id=None, now=moment)


def test_a_role_that_left_the_file_carries_nothing() -> None:
    ada = a_person("Ada")
    Chair.objects.filter(person=ada).update(role="forgotten")

    with pytest.raises(NoChair):
        actor_of(ada)
    assert selectors.chairs_of(ada, NOW) == ()


def test_a_person_who_may_not_sign_in_is_nobody() -> None:
    ada = a_person("Ada")
    ada.is_active = False
    ada.save(update_fields=["is_active"])

    with pytest.raises(NoChair):
        actor_of(ada)


def test_people_are_listed_for_administrators_in_their_reach(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    a_person("Ada")
    a_person("Greta", organisation="beijing/macao")
    the_delegation()
    macao = an_actor(organisation="beijing/macao", role="administrator")

    with django_assert_num_queries(4):
        everybody = selectors.people(the_machine(), now=NOW)

    assert [person.name for person in everybody] == ["Ada", "Greta"]
    assert everybody[0].chairs[0].organisation_name == "INTERPOL Beijing"
    assert [person.name for person in selectors.people(macao, now=NOW)] == ["Greta"]
    with pytest.raises(PermissionRefused):
        selectors.people(an_actor(), now=NOW)


def test_organisations_are_read_with_the_permission() -> None:
    the_organisations()

    assert selectors.organisations(an_actor(permissions=[Permission.ORGANISATION_READ]))
    with pytest.raises(PermissionRefused):
        selectors.organisations(an_actor(permissions=[]))


def test_names_of_organisations() -> None:
    with pytest.raises(NoSuchOrganisation):
        selectors.own_bureau()
    the_organisations()

    assert selectors.own_bureau().address == "IP BEIJING"
    assert selectors.organisation_name("seoul") == "INTERPOL Seoul"
    assert selectors.organisation_name("atlantis") == "atlantis"
