"""One's own page: passkeys, app, password and sessions are one's own business."""

import base64
import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from liaison.core import clock
from liaison.identity.models import CodeApp, Passkey, Person, Session
from liaison.identity.states import Authentication
from tests.cast import NOW, PASSWORD, a_person, sit_down
from tests.identity.factors import a_passkey, code_at
from tests.simulators.authenticator import Authenticator

Sit = Callable[..., Client]
pytestmark = pytest.mark.django_db


def asked(client: Client, purpose: str = "new") -> str:
    """Ask for a new passkey, and return the challenge."""
    answer = client.post("/own/question/", {"purpose": purpose})
    return str(json.loads(answer.content)["challenge"])


def test_the_first_passkey_opens_what_the_chair_demands(client: Client) -> None:
    a_person()
    client.post("/sign-in/", {"username": "ada", "password": PASSWORD})
    key, before = Authenticator(), client.session.session_key
    form = {"name": "Blue key", "answer": key.create(asked(client))}
    assert client.post("/own/passkeys/", form)["Location"] == "/own/"
    assert client.session.session_key != before
    assert client.get("/bureau/").status_code == 200
    assert "Blue key" in client.get("/own/").content.decode()


def test_what_was_typed_is_kept_when_the_browser_s_answer_is_wrong(at_desk: Sit) -> None:
    client = at_desk()
    form = {"name": "Blue key", "answer": Authenticator().create("AAAA")}
    answer = client.post("/own/passkeys/", form)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="Blue key"' in page
    assert "was not accepted" in page
    assert not Passkey.objects.exists()


def test_the_last_one_stays(at_desk: Sit) -> None:
    client = at_desk()
    a_passkey(Person.objects.get(name="Ada"))
    client.post(f"/own/passkeys/{Passkey.objects.get().pk}/")
    assert "Nothing was removed" in client.get("/own/").content.decode()
    assert Passkey.objects.exists()


def test_somebody_else_s_is_not_there(at_desk: Sit) -> None:
    a_passkey(a_person("Boris"))
    assert at_desk().post(f"/own/passkeys/{Passkey.objects.get().pk}/").status_code == 404
    assert Passkey.objects.exists()


def test_an_app_is_kept_once_its_first_code_is_right(at_desk: Sit) -> None:
    client = at_desk()
    page = client.get("/own/app/").content.decode()
    assert 'src="data:image/svg+xml' in page
    found = re.search(r'id="secret">([A-Z2-7]{32})<', page)
    assert found
    secret = base64.b32decode(found[1])
    again = client.post("/own/app/", {"code": "000000"}).content.decode()
    assert found[1] in again
    assert not CodeApp.objects.exists()
    assert client.post("/own/app/", {"code": code_at(secret, NOW)})["Location"] == "/own/"
    assert CodeApp.objects.exists()
    assert found[1] not in json.dumps(dict(client.session.items()))


def test_a_new_password_signs_out_everywhere_else(at_desk: Sit) -> None:
    client, elsewhere = at_desk(), Client()
    sit_down(elsewhere, Person.objects.get(name="Ada"))
    new = "eleven herons cross the strait"
    form = {"current": PASSWORD, "password": new, "again": new}
    assert client.post("/own/password/", form)["Location"] == "/own/"
    assert client.get("/own/").status_code == 200
    assert elsewhere.get("/own/").status_code == 302


WRONG = {
    "not the present one": ({"current": "no"}, "This is not your present password."),
    "too easy": ({"password": "12345678", "again": "12345678"}, "too short"),
    "two that differ": ({"again": "something else here"}, "not the same"),
}


@pytest.mark.parametrize(("change", "words"), WRONG.values(), ids=WRONG)
def test_a_password_is_refused_at_its_field(
    at_desk: Sit, change: dict[str, str], words: str
) -> None:
    client, new = at_desk(), "eleven herons cross the strait"
    form = {"current": PASSWORD, "password": new, "again": new} | change
    assert words in client.post("/own/password/", form).content.decode()
    assert Person.objects.get(name="Ada").check_password(PASSWORD)


def test_sessions_are_listed_and_ended(at_desk: Sit) -> None:
    client, elsewhere = at_desk(), Client(headers={"User-Agent": "Firefox/140 (Windows NT 10)"})
    elsewhere.post("/sign-in/", {"username": "ada", "password": PASSWORD})
    page = client.get("/own/").content.decode()
    assert "Firefox, Windows" in page
    assert "this one" in page
    row = Session.objects.get(device="Firefox, Windows").pk
    client.post(f"/own/sessions/{row}/")
    assert elsewhere.get("/own/")["Location"] == "/sign-in/?next=/own/"
    assert client.get("/own/").status_code == 200


def test_an_idle_session_says_so_at_the_door(
    at_desk: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = at_desk()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=31))
    answer = client.get("/bureau/")
    assert answer["Location"] == "/sign-in/?next=%2Fbureau%2F&over=idle"
    page = client.get(answer["Location"]).content.decode()
    assert "Your session is over." in page
    assert "Nothing was done in it for too long." in page


def test_the_bell_keeps_no_session_open(at_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page asks for by itself is not something a person did."""
    client = at_desk()
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=20))
    client.get("/events/count/", headers={"HX-Request": "true", "X-Unattended": "1"})
    assert Session.objects.get().last_seen_at == NOW
    client.get("/bureau/")
    assert Session.objects.get().last_seen_at == clock.now()
    assert Session.objects.get().authentication == Authentication.PASSKEY
