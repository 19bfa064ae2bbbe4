"""Macao is a tenant of Beijing: who touches whose people, with a delegation and without one."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from liaison.core.errors import Refusal
from liaison.identity import permissions, policy, selectors, services
from liaison.identity.errors import NoSuchChair, NoSuchPerson, OutsideAuthority
from liaison.identity.models import Chair, Organisation, Person
from liaison.identity.states import Permission, Right
from liaison.identity.types import Actor
from tests.cast import (
    NOW,
    YEAR,
    a_person,
    actor_of,
    an_actor,
    entries,
    the_delegation,
    the_machine,
)

pytestmark = pytest.mark.django_db
MACAO = "beijing/macao"
LATER = NOW + timedelta(hours=1)
NEW = "seven cranes rest at noon"


def give(actor: Actor, person: Person) -> None:
    """Make somebody an auditor where they sit."""
    services.give_chair(
        actor,
        person_id=person.pk,
        organisation=Chair.objects.filter(person=person)[0].organisation_id,
        role="auditor",
        valid_from=NOW,
        valid_until=NOW + YEAR,
        now=NOW,
    )


def end(actor: Actor, person: Person) -> None:
    """End somebody's chair."""
    chair = Chair.objects.filter(person=person)[0]
    services.end_chair(actor, chair_id=chair.pk, now=LATER)


def set_password(actor: Actor, person: Person) -> None:
    """Become somebody."""
    services.set_password(actor, person_id=person.pk, password=NEW, now=NOW)


def see(actor: Actor, person: Person) -> None:
    """Find somebody in the list.

    Raises:
        NoSuchPerson: they are not in it.
    """
    if str(person.pk) not in {one.id for one in selectors.people(actor, now=NOW)}:
        raise NoSuchPerson(str(person.pk))


TOUCHES: dict[str, Callable[[Actor, Person], None]] = {
    "give a chair": give,
    "end a chair": end,
    "set a password": set_password,
    "see in the list": see,
}


def emil(organisation: str) -> Actor:
    """Return an administrator of a house."""
    return an_actor(person="Emil", organisation=organisation, role="administrator")


def cannot(touch: Callable[[Actor, Person], None], actor: Actor, person: Person) -> None:
    """Assert that it is refused and that nothing was written."""
    chairs, before = list(Chair.objects.values()), entries()
    with pytest.raises(Refusal) as refusal:
        touch(actor, person)
    assert isinstance(refusal.value, OutsideAuthority | NoSuchPerson | NoSuchChair)
    assert list(Chair.objects.values()) == chairs
    assert entries() == before


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
def test_macaos_administrator_cannot_touch_beijings_people(
    touch: Callable[[Actor, Person], None],
) -> None:
    the_delegation()
    cannot(touch, emil(MACAO), a_person("Ada"))


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
def test_beijings_administrator_cannot_touch_macaos_people_while_it_decides_itself(
    touch: Callable[[Actor, Person], None],
) -> None:
    the_delegation()
    cannot(touch, emil("beijing"), a_person("Greta", organisation=MACAO))


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
def test_macaos_administrator_decides_about_macaos_people(
    touch: Callable[[Actor, Person], None],
) -> None:
    the_delegation()
    touch(emil(MACAO), a_person("Greta", organisation=MACAO))


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
@pytest.mark.parametrize("how", ["never given", "without the right", "withdrawn", "run out"])
def test_without_the_right_beijing_decides_and_macao_does_not(
    touch: Callable[[Actor, Person], None], how: str
) -> None:
    """Exactly one house answers for a person, whatever happened to the delegation."""
    greta = a_person("Greta", organisation=MACAO)
    if how == "without the right":
        the_delegation(rights=[Right.ABROAD])
    elif how != "never given":
        found = the_delegation(valid_until=NOW + timedelta(days=1))
        if how == "withdrawn":
            services.withdraw_delegation(
                the_machine(), delegation_id=found, note="Under review", now=NOW
            )
    if how != "run out":
        cannot(touch, emil(MACAO), greta)
        touch(emil("beijing"), greta)
        return
    tomorrow = NOW + timedelta(days=1)
    assert selectors.people(emil(MACAO), now=tomorrow) == ()
    assert [one.name for one in selectors.people(emil("beijing"), now=tomorrow)] == ["Greta"]


def test_whoever_has_no_chair_yet_belongs_to_the_house_that_added_them() -> None:
    """Else Macao could set a password today and sign in when Beijing gives the chair."""
    the_delegation()
    by_beijing = services.add_person(
        emil_in_the_database("beijing"),
        sign_in_name="hana",
        name="Hana",
        password=NEW,
        language="en",
        now=NOW,
    )
    assert selectors.people(emil(MACAO), now=NOW) == ()
    cannot(set_password, emil(MACAO), by_beijing)
    set_password(emil("beijing"), by_beijing)
    Person.objects.update(home=None)
    cannot(set_password, emil(MACAO), by_beijing)


def emil_in_the_database(organisation: str) -> Actor:
    """Return an administrator who is a person of this house."""
    return actor_of(a_person("Emil", organisation=organisation, role="administrator"))


def test_whoever_left_macao_is_still_somebody_of_the_house_that_added_them() -> None:
    the_delegation()
    greta = a_person("Greta", organisation=MACAO)
    end(emil(MACAO), greta)

    with pytest.raises(OutsideAuthority):
        services.set_password(emil(MACAO), person_id=greta.pk, password=NEW, now=LATER)


def test_the_database_says_what_the_policy_says() -> None:
    """For every pair of organisations, delegated or not."""
    ada = a_person("Ada")
    Organisation(id="beijing/macao/judiciary", kind="unit", name="A unit below Macao").save()
    for _ in range(2):
        for top in ("beijing", MACAO, "beijing/macao/judiciary", "beijing/shenzhen-border"):
            actor = emil(top)
            charge = selectors.in_charge_of(actor, "organisation", now=NOW)
            for place in (
                "beijing",
                MACAO,
                "beijing/macao/judiciary",
                "beijing/hong-kong",
                "seoul",
            ):
                Chair.objects.filter(person=ada).update(organisation=place)
                said = Chair.objects.filter(charge).exists()
                ruled = policy.in_charge(
                    place, of=top, bureau="beijing", delegated=selectors.delegated(NOW)
                )
                assert said == ruled, (top, place)
                reached = permissions.reaches(actor, place, delegated=selectors.delegated(NOW))
                assert reached == ruled
        the_delegation()


def test_the_command_line_reaches_everybody() -> None:
    the_delegation()
    greta = a_person("Greta", organisation=MACAO)

    give(the_machine(), greta)
    assert selectors.person_for_update(the_machine(), greta.pk, now=NOW) == greta
    with pytest.raises(OutsideAuthority):
        permissions.check_reaches(
            the_machine(), Permission.PERSON_MANAGE, "seoul", delegated=selectors.delegated(NOW)
        )
    with pytest.raises(NoSuchPerson):
        selectors.person_for_update(the_machine(), uuid.UUID(int=7), now=NOW)
