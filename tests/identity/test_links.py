"""Setup links: a person chooses a password that nobody else ever knows, once."""

import uuid
from datetime import timedelta

import pytest

from liaison.audit.models import Payload
from liaison.identity import services
from liaison.identity.errors import (
    LinkRefused,
    NoSuchPerson,
    OutsideAuthority,
    PasswordRefused,
    PermissionRefused,
    SelfGrantRefused,
)
from liaison.identity.models import Person, SetupLink
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
from tests.identity.things import SECURITY

pytestmark = pytest.mark.django_db
NEW = "seven cranes rest at noon"
WEEK = timedelta(days=7)


def test_a_link_works_once_and_nothing_of_it_is_kept() -> None:
    ada = a_person("Ada")
    token = services.make_setup_link(SECURITY, person_id=ada.pk, now=NOW)

    services.use_setup_link(token=token, password=NEW, now=NOW)

    assert Person.objects.get(pk=ada.pk).check_password(NEW)
    with pytest.raises(LinkRefused):
        services.use_setup_link(token=token, password=PASSWORD, now=NOW)
    assert not [body for body in Payload.objects.values_list("body", flat=True) if token in body]
    assert Payload.objects.get(event="identity:link:used").person == str(ada.pk)


@pytest.mark.parametrize("token", ["", "nothing", "a" * 43, "a" * 100_000])
def test_what_is_no_link(token: str) -> None:
    a_person("Ada")
    before = entries()
    with pytest.raises(LinkRefused):
        services.use_setup_link(token=token, password=NEW, now=NOW)
    assert entries() == before


def test_it_is_over_after_a_week_and_when_another_is_made() -> None:
    ada = a_person("Ada")
    first = services.make_setup_link(SECURITY, person_id=ada.pk, now=NOW)
    second = services.make_setup_link(SECURITY, person_id=ada.pk, now=NOW)

    with pytest.raises(LinkRefused):
        services.use_setup_link(token=first, password=NEW, now=NOW)
    with pytest.raises(LinkRefused):
        services.use_setup_link(token=second, password=NEW, now=NOW + WEEK)
    assert Person.objects.get(pk=ada.pk).check_password(PASSWORD)


def test_an_easy_password_leaves_the_link_as_it_was() -> None:
    ada = a_person("Ada")
    token = services.make_setup_link(SECURITY, person_id=ada.pk, now=NOW)

    with pytest.raises(PasswordRefused):
        services.use_setup_link(token=token, password="qwerty", now=NOW)

    assert SetupLink.objects.exists()
    services.use_setup_link(token=token, password=NEW, now=NOW)


def test_who_may_not_make_one() -> None:
    the_delegation()
    ada = a_person("Ada")
    macao = an_actor(person="Greta", organisation="beijing/macao", role="security_officer")
    sara = a_person("Sara", role="security_officer")
    with pytest.raises(PermissionRefused):
        services.make_setup_link(an_actor(person="Boris"), person_id=ada.pk, now=NOW)
    with pytest.raises(NoSuchPerson):
        services.make_setup_link(macao, person_id=ada.pk, now=NOW)
    with pytest.raises(NoSuchPerson):
        services.make_setup_link(SECURITY, person_id=uuid.UUID(int=7), now=NOW)
    with pytest.raises(SelfGrantRefused):
        services.make_setup_link(actor_of(sara), person_id=sara.pk, now=NOW)
    services.give_chair(
        the_machine(),
        person_id=ada.pk,
        organisation="beijing/macao",
        role="auditor",
        valid_from=NOW,
        valid_until=NOW + YEAR,
        now=NOW,
    )
    for actor in (macao, SECURITY):
        with pytest.raises(OutsideAuthority):
            services.make_setup_link(actor, person_id=ada.pk, now=NOW)
    assert not SetupLink.objects.exists()
