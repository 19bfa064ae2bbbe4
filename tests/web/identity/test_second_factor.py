"""Signing in with a second factor: asked for where there is one, demanded where the chair says."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from liaison.core import clock
from liaison.identity.models import Session
from liaison.identity.states import Authentication
from tests.cast import NOW, PASSWORD, a_person
from tests.identity.factors import a_code_app, a_passkey, code_at
from tests.simulators.authenticator import Authenticator

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


def knock(client: Client, onward: str = "") -> HttpResponse:
    """Type Ada's name and password."""
    said = {"username": "ada", "password": PASSWORD, "next": onward}
    return client.post("/sign-in/", said)  # type: ignore[return-value]


def asked(client: Client, purpose: str) -> str:
    """Ask what a passkey shall answer, and return the challenge."""
    answer = client.post("/sign-in/question/", {"purpose": purpose})
    said: dict[str, Any] = json.loads(answer.content)
    return str(said["challenge"])


def signed_in(client: Client) -> bool:
    """Return whether somebody is signed in."""
    return "_auth_user_id" in client.session


def test_a_code_is_asked_for_after_the_password(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = a_code_app(a_person())
    monkeypatch.setattr(clock, "now", lambda: LATER)
    assert knock(client, "/bureau/")["Location"] == "/sign-in/second/"
    assert not signed_in(client)
    assert client.get("/bureau/")["Location"].startswith("/sign-in/")
    page = client.get("/sign-in/second/").content.decode()
    assert "Code of your authenticator app" in page

    answer = client.post("/sign-in/second/", {"code": code_at(secret, LATER)})
    assert answer["Location"] == "/bureau/"
    assert client.get("/bureau/").status_code == 200
    assert Session.objects.get().authentication == Authentication.TWO_FACTORS


def test_a_wrong_code_opens_nothing(client: Client) -> None:
    a_code_app(a_person())
    knock(client)
    page = client.post("/sign-in/second/", {"code": "000000"}).content.decode()
    assert "This code is not right" in page
    assert not signed_in(client)


def test_a_passkey_is_taken_as_the_second_factor(client: Client) -> None:
    key = a_passkey(a_person())
    knock(client)
    answer = key.get(asked(client, "second"))
    assert client.post("/sign-in/second/", {"answer": answer})["Location"] == "/"
    assert Session.objects.get().authentication == Authentication.PASSKEY


def test_a_passkey_alone_signs_in(client: Client) -> None:
    key = a_passkey(a_person())
    form = {"answer": key.get(asked(client, "sign-in")), "next": "/bureau/"}
    assert client.post("/sign-in/passkey/", form)["Location"] == "/bureau/"
    assert client.get("/bureau/").status_code == 200


def replayed(client: Client, key: Authenticator) -> str:
    answer = key.get(asked(client, "sign-in"))
    client.post("/sign-in/passkey/", {"answer": answer})
    client.post("/sign-out/")
    return answer


def for_another_purpose(client: Client, key: Authenticator) -> str:
    knock(client)
    return key.get(asked(client, "second"))


ATTACKS: dict[str, Callable[[Client, Authenticator], str]] = {
    "an answer that was used": replayed,
    "an answer to the question of another browser": (
        lambda _client, key: key.get(asked(Client(), "sign-in"))
    ),
    "a challenge of one's own": lambda _client, key: key.get("AAAA"),
    "an answer given as second factor": for_another_purpose,
    "an answer to a site that looks like ours": (
        lambda client, key: key.but(origin="http://localhost.example").get(
            asked(client, "sign-in")
        )
    ),
    "a passkey nobody has": lambda client, _key: Authenticator().get(asked(client, "sign-in")),
    "nothing": lambda _client, _key: "",
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_attacks_on_passkeys_open_nothing(
    client: Client, attack: Callable[[Client, Authenticator], str]
) -> None:
    answer = attack(client, a_passkey(a_person()))
    assert client.post("/sign-in/passkey/", {"answer": answer})["Location"] == "/sign-in/"
    assert not signed_in(client)


def test_the_question_is_answered_within_five_minutes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = a_passkey(a_person())
    answer = key.get(asked(client, "sign-in"))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=6))
    client.post("/sign-in/passkey/", {"answer": answer})
    assert not signed_in(client)


def test_a_password_that_changed_meanwhile_is_asked_again(client: Client) -> None:
    ada = a_person()
    key = a_passkey(ada)
    knock(client)
    challenge = asked(client, "second")
    ada.set_password("another sentence of hers")
    ada.save()
    answer = client.post("/sign-in/second/", {"answer": key.get(challenge)})
    assert answer["Location"] == "/sign-in/"
    assert not signed_in(client)


def test_a_password_alone_opens_only_the_page_to_set_one_up(client: Client) -> None:
    a_person()
    knock(client)
    assert client.get("/bureau/")["Location"] == "/own/"
    page = client.get("/own/").content.decode()
    assert "Your work needs a second factor." in page
    htmx = client.get("/bureau/", headers={"HX-Request": "true"})
    assert htmx["HX-Redirect"] == "/own/"


def test_officers_at_posts_need_one_too(client: Client) -> None:
    a_person(role="frontline_officer")
    knock(client)
    assert client.get("/check/")["Location"] == "/own/"


@pytest.mark.parametrize(
    ("places", "role", "opens"),
    [
        ("beijing", "frontline_officer", True),
        ("seoul, beijing", "unit_officer", True),
        ("beijing/macao", "frontline_officer", False),
        ("beij", "frontline_officer", False),
        ("beijing", "desk_officer", False),
        ("beijing", "administrator", False),
    ],
)
def test_a_bureau_waives_it_by_place_where_the_role_allows(
    client: Client, monkeypatch: pytest.MonkeyPatch, places: str, role: str, *, opens: bool
) -> None:
    monkeypatch.setitem(settings.NODE.values, "staff.password_alone", places)
    a_person(role=role)
    knock(client)
    assert (client.get("/bureau/").get("Location") != "/own/") is opens


def test_the_demonstration_waives_it_and_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.NODE.values, "node.mode", "demo")
    a_person()
    assert "In this demonstration a password is enough" in client.get("/sign-in/").content.decode()
    knock(client)
    page = client.get("/bureau/")
    assert page.status_code == 200
    assert "no second factor is asked for" in page.content.decode()
