"""Sessions: idle, too old, ended elsewhere, ended by an officer, ended with the chair."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session as Kept

from liaison.identity import selectors, services
from liaison.identity.errors import NoSuchPerson, PermissionRefused
from liaison.identity.factor_errors import NoSuchSession, SessionOver
from liaison.identity.models import Chair, Person, Session
from liaison.identity.services.sessions import open_session
from liaison.identity.states import Authentication, Permission
from tests.cast import NOW, PASSWORD, a_person, an_actor, entries, the_delegation, the_machine
from tests.identity.factors import actor_of
from tests.identity.things import SECURITY

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def a_session(person: Person, how: Authentication = Authentication.PASSWORD) -> str:
    """Sign a person in, and return the key of the session."""
    store = SessionStore()
    store.create()
    key = str(store.session_key)
    open_session(
        person, key=key, authentication=how, address="192.0.2.7", device="Firefox, Linux", now=NOW
    )
    return key


def test_what_a_person_does_keeps_it_open() -> None:
    ada = a_person()
    key = a_session(ada)
    for minute in (29, 58, 87):
        services.look(ada, key=key, active=True, now=NOW + minute * MINUTE)


OVER = {
    "nothing was done for half an hour": ([], 30, "idle"),
    "only the page asked by itself": ([10, 20, 29], 30, "idle"),
    "eight hours": (None, 480, "absolute"),
}


@pytest.mark.parametrize(("polls", "minute", "reason"), OVER.values(), ids=OVER)
def test_a_session_is_over(polls: list[int] | None, minute: int, reason: str) -> None:
    ada = a_person()
    key = a_session(ada)
    if polls is None:
        for done in range(20, minute, 20):
            services.look(ada, key=key, active=True, now=NOW + done * MINUTE)
    for asked in polls or []:
        services.look(ada, key=key, active=False, now=NOW + asked * MINUTE)
    with pytest.raises(SessionOver) as over:
        services.look(ada, key=key, active=True, now=NOW + minute * MINUTE)
    assert over.value.reason == reason
    assert not Kept.objects.filter(session_key=key).exists()
    with pytest.raises(SessionOver):
        services.look(ada, key=key, active=True, now=NOW)


def test_somebody_else_s_key_opens_nothing() -> None:
    key = a_session(a_person())
    with pytest.raises(SessionOver):
        services.look(a_person("Boris"), key=key, active=True, now=NOW)


def test_one_s_own_sessions_but_this_one_end() -> None:
    ada = a_person()
    here, _there = a_session(ada), a_session(ada)
    assert services.end_sessions(actor_of(ada), person_id=ada.pk, now=NOW, but=here) == 1
    assert [
        one.own for one in selectors.sessions_of(actor_of(ada), ada.pk, key=here, now=NOW)
    ] == [True]
    assert Kept.objects.count() == 1


def test_a_security_officer_ends_sessions_in_charge() -> None:
    ada = a_person()
    a_session(ada)
    (found,) = selectors.sessions_of(SECURITY, ada.pk, key=None, now=NOW)
    services.end_session(SECURITY, session_id=Session.objects.get().pk, now=NOW)
    assert found.device == "Firefox, Linux"
    assert not Session.objects.exists()
    assert not Kept.objects.exists()


def test_nobody_else_sees_or_ends_them() -> None:
    """Greta's tenant decides about its own people; Boris about nobody."""
    greta = a_person("Greta", organisation="beijing/macao")
    the_delegation()
    a_session(greta)
    row, before = Session.objects.get().pk, entries()
    for actor in (SECURITY, an_actor(person="Boris")):
        with pytest.raises(NoSuchSession):
            services.end_session(actor, session_id=row, now=NOW)
        with pytest.raises(NoSuchSession):
            services.end_sessions(actor, person_id=greta.pk, now=NOW)
        with pytest.raises((NoSuchPerson, PermissionRefused)):
            selectors.sessions_of(actor, greta.pk, key=None, now=NOW)
    assert (Session.objects.count(), entries()) == (1, before)


def test_withdrawn_access_ends_them_at_once() -> None:
    ada = a_person()
    a_session(ada)
    services.withdraw_chair(
        SECURITY,
        Permission.ACCOUNT_VALIDATE,
        chair_id=Chair.objects.get(person=ada).pk,
        note="Left",
        now=NOW + MINUTE,
    )
    assert not Session.objects.exists()
    assert not Kept.objects.exists()


def test_a_new_password_ends_them() -> None:
    ada = a_person()
    here, _there = a_session(ada), a_session(ada)
    services.change_own_password(
        actor_of(ada), current=PASSWORD, password="ten herons cross it", now=NOW, stays=here
    )
    assert [one.key for one in Session.objects.all()] == [here]
    services.set_password(
        the_machine(), person_id=ada.pk, password="seven herons cross it", now=NOW
    )
    assert not Session.objects.exists()


def test_what_is_over_is_swept_away() -> None:
    """Also sessions in which nobody ever signed in."""
    ada = a_person()
    kept, old = a_session(ada), a_session(ada)
    Session.objects.filter(key=old).update(opened_at=NOW - 8 * 61 * MINUTE)
    stranger = SessionStore()
    stranger.create()
    Kept.objects.filter(session_key__in=[old, stranger.session_key]).update(
        expire_date=NOW - MINUTE
    )
    Kept.objects.filter(session_key=kept).update(expire_date=NOW + MINUTE)
    services.sweep_sessions(NOW)
    assert [one.key for one in Session.objects.all()] == [kept]
    assert [one.session_key for one in Kept.objects.all()] == [kept]


def test_a_weaker_proof_leaves_the_stronger() -> None:
    ada = a_person()
    key = a_session(ada, Authentication.PASSKEY)
    later = NOW + 5 * MINUTE
    services.prove_session(
        actor_of(ada), key=key, authentication=Authentication.PASSWORD, now=later, new_key="n" * 32
    )
    found = Session.objects.get()
    assert (found.authentication, found.proved_at) == (Authentication.PASSKEY, later)
    assert found.key == "n" * 32
    with pytest.raises(NoSuchSession):
        services.prove_session(
            actor_of(ada), key=key, authentication=Authentication.PASSKEY, now=later
        )
