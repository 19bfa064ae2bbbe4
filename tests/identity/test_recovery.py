"""A lost second factor: one officer asks, another confirms, the first gets the link, once."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from liaison.core.errors import Refusal
from liaison.identity import selectors, services
from liaison.identity.errors import (
    NoSuchPerson,
    OutsideAuthority,
    PermissionRefused,
    SamePersonRefused,
    SelfGrantRefused,
    TransitionRefused,
)
from liaison.identity.factor_errors import NoSuchRecovery, NotTheAsker, RecoveryOpen
from liaison.identity.models import Chair, CodeApp, Passkey, Person, Recovery, SetupLink
from tests.cast import (
    NOW,
    PASSWORD,
    YEAR,
    a_person,
    an_actor,
    entries,
    the_delegation,
    the_machine,
)
from tests.identity.factors import a_code_app, a_passkey, actor_of
from tests.identity.things import OTHER_SECURITY, SECURITY

pytestmark = pytest.mark.django_db
ADMINISTRATOR = an_actor(person="Emil", role="administrator")


def asked(name: str = "Ada") -> uuid.UUID:
    """Sara asks for a recovery of somebody who has a passkey and an app."""
    person = Person.objects.filter(name=name).first() or a_person(name)
    if not Passkey.objects.filter(person=person).exists():
        a_passkey(person)
        a_code_app(person)
    return services.ask_recovery(
        SECURITY, sign_in_name=name.lower(), reason="Stood before me", now=NOW
    )


def confirmed() -> uuid.UUID:
    """Tomas confirms what Sara asked for."""
    row = asked()
    services.confirm_recovery(OTHER_SECURITY, recovery_id=row, now=NOW)
    return row


def test_two_officers_let_somebody_begin_anew() -> None:
    token = services.use_recovery(SECURITY, recovery_id=confirmed(), now=NOW)
    ada = Person.objects.get(name="Ada")
    assert not selectors.factors_of(ada.pk).count
    assert not ada.has_usable_password()
    services.use_setup_link(token=token, password="fourteen herons stand", now=NOW)
    ada.refresh_from_db()
    assert ada.check_password("fourteen herons stand")
    assert selectors.recoveries(SECURITY, now=NOW) == ()


def test_an_administrator_may_be_the_second_officer() -> None:
    services.confirm_recovery(ADMINISTRATOR, recovery_id=asked(), now=NOW)
    (found,) = selectors.recoveries(SECURITY, now=NOW)
    assert (found.state, found.own, found.name) == ("confirmed", True, "Ada")


def test_after_a_day_it_is_asked_anew() -> None:
    row, later = confirmed(), NOW + timedelta(days=1)
    with pytest.raises(NoSuchRecovery):
        services.use_recovery(SECURITY, recovery_id=row, now=later)
    assert selectors.recoveries(SECURITY, now=later) == ()
    services.ask_recovery(SECURITY, sign_in_name="ada", reason="Once more", now=later)


def seated_elsewhere() -> None:
    """Ada also sits in a tenant that decides about its own people."""
    ada = a_person()
    services.give_chair(
        the_machine(),
        person_id=ada.pk,
        organisation="beijing/macao",
        role="desk_officer",
        valid_from=NOW,
        valid_until=NOW + YEAR,
        now=NOW,
    )
    the_delegation()
    asked()


def decided(verb: Callable[..., object], actor: object, row: uuid.UUID) -> None:
    """Decide about a recovery."""
    verb(actor, recovery_id=row, now=NOW)


def used() -> None:
    """Make the link twice."""
    row = confirmed()
    services.use_recovery(SECURITY, recovery_id=row, now=NOW)
    raise_again(row)


def raise_again(row: uuid.UUID) -> None:
    """Make the link of a recovery that was used."""
    Recovery.objects.filter(pk=row).update(valid_until=NOW + YEAR)
    services.use_recovery(SECURITY, recovery_id=row, now=NOW)


def by_oneself() -> None:
    """Sara, who lost hers, confirms what Tomas asked for her."""
    sara = a_person("Sara", role="security_officer")
    row = services.ask_recovery(OTHER_SECURITY, sign_in_name="sara", reason="By phone", now=NOW)
    services.confirm_recovery(actor_of(sara), recovery_id=row, now=NOW)


REFUSED: dict[str, tuple[Callable[[], object], type[Refusal]]] = {
    "a desk officer does not recover": (
        lambda: services.ask_recovery(
            an_actor(person="Boris"), sign_in_name="ada", reason="x", now=NOW
        ),
        PermissionRefused,
    ),
    "nobody of that name": (
        lambda: services.ask_recovery(SECURITY, sign_in_name="nobody", reason="x", now=NOW),
        NoSuchPerson,
    ),
    "who asked does not confirm": (
        lambda: decided(services.confirm_recovery, SECURITY, asked()),
        SamePersonRefused,
    ),
    "nobody confirms their own": (by_oneself, SelfGrantRefused),
    "who confirmed does not get the link": (
        lambda: decided(services.use_recovery, OTHER_SECURITY, confirmed()),
        NotTheAsker,
    ),
    "no link before somebody confirmed": (
        lambda: decided(services.use_recovery, SECURITY, asked()),
        TransitionRefused,
    ),
    "no second open one": (lambda: (asked(), asked()), RecoveryOpen),
    "somebody who also sits out of charge": (seated_elsewhere, OutsideAuthority),
    "a stranger's": (
        lambda: decided(services.confirm_recovery, OTHER_SECURITY, uuid.uuid4()),
        NoSuchRecovery,
    ),
}


@pytest.mark.parametrize(("attempt", "refusal"), REFUSED.values(), ids=REFUSED)
def test_recovery_refuses(attempt: Callable[[], object], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        attempt()
    assert not SetupLink.objects.exists()
    for person in Person.objects.all():
        assert person.check_password(PASSWORD)


def test_a_link_is_made_once() -> None:
    with pytest.raises(TransitionRefused):
        used()
    assert SetupLink.objects.count() == 1


def test_refused_takes_nothing_away() -> None:
    row = confirmed()
    services.refuse_recovery(OTHER_SECURITY, recovery_id=row, now=NOW)
    before = entries()
    with pytest.raises(TransitionRefused):
        services.use_recovery(SECURITY, recovery_id=row, now=NOW)
    assert (Passkey.objects.count(), CodeApp.objects.count()) == (1, 1)
    assert entries() == before
    assert Chair.objects.exists()
