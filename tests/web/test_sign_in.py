"""Signing in: who comes in, who does not, and what they are told."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.cast import PASSWORD, a_person, sit_down

pytestmark = pytest.mark.django_db


def knock(client: Client, name: str, password: str = PASSWORD) -> HttpResponse:
    """Send the form."""
    answer: HttpResponse = client.post("/sign-in/", {"username": name, "password": password})  # type: ignore[assignment]
    return answer


@pytest.mark.parametrize("typed", ["ada", "ADA", " Ada "])
def test_the_right_password_opens(client: Client, typed: str) -> None:
    """The case of the letters of a name does not matter."""
    a_person()
    answer = knock(client, typed)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["ada", "nobody-of-that-name"])
def test_a_wrong_password_and_an_unknown_name_look_alike(client: Client, name: str) -> None:
    """Nobody learns here who works in the bureau. What was typed is kept, but the password."""
    a_person()
    answer = knock(client, name, "not the one")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "You are not signed in." in page
    assert "do not belong together" in page
    assert f'value="{name}"' in page
    assert "not the one" not in page
    assert "_auth_user_id" not in client.session


def test_nothing_typed_is_said_at_the_field(client: Client) -> None:
    """Each error stands at its field, tied to it for screen readers."""
    page = knock(client, "", "").content.decode()
    assert "Type your sign-in name." in page
    assert 'aria-describedby="id_username_error"' in page
    assert 'id="id_username_error"' in page


def test_wrong_passwords_lock_the_name_however_it_is_written(client: Client) -> None:
    """Ada, ADA and aDa are one name: their attempts are counted together."""
    a_person()
    for number in range(settings.AXES_FAILURE_LIMIT - 1):
        assert knock(client, "ADA" if number % 2 else "ada", "not the one").status_code == 200
    answer = knock(client, "Ada", "not the one")
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "Sign-in is locked for a while." in page
    assert "There were 5 wrong attempts" in page


def test_a_locked_name_does_not_open_with_the_right_password(client: Client) -> None:
    """Otherwise the lock would tell a guesser that they have found it."""
    a_person()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        knock(client, "ada", "not the one")
    assert knock(client, "ada").status_code == 429
    assert "_auth_user_id" not in client.session


def test_one_is_not_sent_to_another_site(client: Client) -> None:
    """`next` leads into this site only."""
    a_person()
    form = {"username": "ada", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post("/sign-in/", form)["Location"] == "/"


def test_a_part_of_a_page_is_not_replaced_by_the_sign_in_form(client: Client) -> None:
    """When the session has ended, htmx leaves the page and comes back to it later."""
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/bureau/"}
    answer = client.get("/sign-in/", headers=headers)
    assert answer["HX-Redirect"] == "/sign-in/?next=%2Fbureau%2F"


def test_signing_out_is_no_link(client: Client) -> None:
    """A page elsewhere cannot sign anybody out with a picture."""
    sit_down(client, a_person())
    assert client.get("/sign-out/").status_code == 405
    assert "_auth_user_id" in client.session
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert "_auth_user_id" not in client.session
