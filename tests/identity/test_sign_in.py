"""Signing in: five wrong passwords lock, a success forgets, and all of it is in the log."""

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from liaison.audit.models import Payload
from liaison.identity.devices import clean
from liaison.identity.models import Person
from tests.cast import PASSWORD, a_person

pytestmark = pytest.mark.django_db
WRONG = "eight herons cross the strait"
ADDRESS = "192.0.2.7"


def attempt(name: str = "ada", password: str = WRONG, address: str = ADDRESS) -> Person | None:
    """Try to sign in from an address; return the person when the door opened."""
    request = RequestFactory().post("/sign-in/", REMOTE_ADDR=address)
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    request.user = AnonymousUser()
    person = auth.authenticate(request, username=name, password=password)
    if person is None:
        return None
    assert isinstance(person, Person)
    auth.login(request, person)
    return person


def events(kind: str) -> list[Payload]:
    """Return the log's entries of one kind."""
    return list(Payload.objects.filter(event=f"identity:session:{kind}"))


def test_the_right_password_opens_and_is_recorded() -> None:
    ada = a_person("Ada")

    assert attempt(password=PASSWORD) == ada

    (entry,) = events("opened")
    assert (entry.person, entry.target) == (str(ada.pk), str(ada.pk))
    assert ADDRESS in entry.body


def test_a_wrong_password_is_recorded_without_it() -> None:
    a_person("Ada")

    assert attempt() is None

    (entry,) = events("refused")
    assert '"sign_in_name":"ada"' in entry.body
    assert '"result":"refused"' in entry.body
    assert WRONG not in entry.body


def test_a_name_that_nobody_has_is_not_kept() -> None:
    """It may be the password, typed into the wrong field."""
    assert attempt("a secret sentence") is None

    (entry,) = events("refused")
    assert entry.target == "unknown name"
    assert "secret" not in entry.body


def test_what_is_typed_is_cut_and_cleaned() -> None:
    assert clean("\u202e\n" + "x" * 200) == "??" + "x" * 58


def test_five_wrong_passwords_lock_even_for_the_right_one() -> None:
    a_person("Ada")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        assert attempt() is None

    assert attempt(password=PASSWORD) is None
    assert events("locked")
    assert not events("opened")


def test_four_wrong_passwords_do_not() -> None:
    a_person("Ada")
    for _ in range(settings.AXES_FAILURE_LIMIT - 1):
        attempt()

    assert attempt(password=PASSWORD) is not None
    assert not events("locked")


def test_a_success_forgets_what_went_wrong_before() -> None:
    ada = a_person("Ada")
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            attempt()
        assert attempt(password=PASSWORD) == ada


def test_another_address_and_another_name_are_not_locked() -> None:
    a_person("Ada")
    a_person("Boris")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        attempt()

    assert attempt("boris", PASSWORD) is not None
    assert attempt(password=PASSWORD, address="192.0.2.8") is not None


def test_capital_letters_are_no_way_round_the_lock() -> None:
    """The lock counts names as typed: were ADA another way to say ada, each would be five more."""
    a_person("Ada")

    assert attempt("ADA", PASSWORD) is None


def test_a_closed_account_does_not_open() -> None:
    ada = a_person("Ada")
    ada.is_active = False
    ada.save(update_fields=["is_active"])

    assert attempt(password=PASSWORD) is None


def test_signing_out_is_recorded_for_whoever_was_in() -> None:
    ada = a_person("Ada")
    for user in (AnonymousUser(), ada):
        request = RequestFactory().post("/sign-out/", REMOTE_ADDR=ADDRESS)
        request.session = import_module(settings.SESSION_ENGINE).SessionStore()
        request.user = user
        auth.logout(request)

    (entry,) = events("closed")
    assert entry.person == str(ada.pk)
