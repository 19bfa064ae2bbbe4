"""Before a sensitive step a person proves once more who they are; what they typed is kept."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import get_resolver

from liaison.core import clock
from liaison.identity import vault
from liaison.identity.errors import FileRefused
from liaison.identity.models import CodeApp, Passkey, Person, Session
from liaison.identity.states import Authentication
from liaison.web.step_up_policy import FILE, STEP_UP, parse
from tests.cast import NOW, PASSWORD, a_person
from tests.identity.factors import a_code_app, a_passkey, code_at
from tests.simulators.authenticator import Authenticator

Sit = Callable[..., Client]
pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=11)


@pytest.fixture
def ada(at_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> Client:
    """Ada signed in eleven minutes ago; she has a passkey and an app."""
    client = at_desk()
    person = Person.objects.get(name="Ada")
    a_passkey(person)
    a_code_app(person)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    return client


def kept(page: str) -> dict[str, str]:
    """Return the hidden fields of a page."""
    found = re.findall(r'<input type="hidden"\s+name="([^"]+)"\s+value="([^"]*)"', page)
    return {unescape(name): unescape(value) for name, value in found}


def removed(client: Client, **proof: str) -> int:
    """Ada removes her passkey; return the status."""
    row = Passkey.objects.get().pk
    said = {"note": "lost <it>", **{f"confirm-{name}": value for name, value in proof.items()}}
    answer = client.post(f"/own/passkeys/{row}/", said)
    if answer.status_code == 403:
        page = answer.content.decode()
        assert "Confirm that it is you" in page
        assert kept(page)["note"] == "lost <it>"
    return answer.status_code


def test_nothing_happens_before_the_proof(ada: Client) -> None:
    assert removed(ada) == 403
    assert Passkey.objects.exists()


def test_a_code_lets_it_go_on(ada: Client) -> None:
    app = CodeApp.objects.get()
    secret = vault.open_sealed(app.secret, owner=str(app.person_id))
    assert removed(ada, method="code", proof=code_at(secret, LATER)) == 302
    assert not Passkey.objects.exists()
    assert Session.objects.get().proved_at == LATER


def test_a_proof_is_good_for_ten_minutes(ada: Client) -> None:
    Session.objects.update(proved_at=LATER - timedelta(minutes=9))
    assert removed(ada) == 302


def by_passkey(client: Client, key: Authenticator | None = None) -> str:
    """Answer the question put for a confirmation."""
    said = client.post("/own/question/", {"purpose": "confirm"})
    challenge = json.loads(said.content)["challenge"]
    known = key or Authenticator(credential_id=b"nobody's")
    return known.get(challenge)


def test_a_passkey_lets_it_go_on(at_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    client = at_desk()
    person = Person.objects.get(name="Ada")
    key = a_passkey(person)
    a_code_app(person)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    assert removed(client, method="passkey", proof=by_passkey(client, key)) == 302
    assert not Passkey.objects.exists()


REFUSED: dict[str, tuple[str, Callable[[Client], str]]] = {
    "a wrong code": ("code", lambda _client: "000000"),
    "somebody else's passkey": ("passkey", by_passkey),
    "no answer": ("passkey", lambda _client: ""),
    "the password, though there is something better": ("password", lambda _client: PASSWORD),
    "a method nobody knows": ("word of honour", lambda _client: "yes"),
}


@pytest.mark.parametrize(("method", "proof"), REFUSED.values(), ids=REFUSED)
def test_what_proves_nothing_is_refused(
    ada: Client, method: str, proof: Callable[[Client], str]
) -> None:
    assert removed(ada, method=method, proof=proof(ada)) == 403
    assert Passkey.objects.exists()
    assert Session.objects.get().proved_at == NOW


def test_whoever_has_only_a_password_confirms_with_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_person(role="frontline_officer")
    client.post("/sign-in/", {"username": "ada", "password": PASSWORD})
    monkeypatch.setattr(clock, "now", lambda: LATER)
    said = {"code": "000000", "confirm-method": "password", "confirm-proof": "wrong"}
    assert client.post("/own/app/", said).status_code == 403
    assert client.post("/own/app/", said | {"confirm-proof": PASSWORD}).status_code == 200
    assert Session.objects.get().authentication == Authentication.PASSWORD


@pytest.mark.parametrize("page", STEP_UP.pages)
def test_every_page_of_the_policy_is_there(page: str) -> None:
    assert page in get_resolver("liaison.web.urls").reverse_dict


WRONG = {
    "no TOML": b"=",
    "nothing": b"",
    "an hour and a minute": FILE.read_bytes().replace(b"minutes = 10", b"minutes = 61"),
    "a word for a number": FILE.read_bytes().replace(b"minutes = 10", b'minutes = "ten"'),
    "a field it does not know": FILE.read_bytes() + b"\nwhy = 1\n",
    "no reason": FILE.read_bytes() + b'\n[[step]]\npage = "own"\nreason = ""\nsource = "x"\n',
    "a page twice": FILE.read_bytes()
    + b'\n[[step]]\npage = "machine"\nreason = "x"\nsource = "x"\n',
    "no name": FILE.read_bytes() + b'\n[[step]]\npage = "A b"\nreason = "x"\nsource = "x"\n',
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_a_policy_with_a_mistake_stops_the_start(content: bytes) -> None:
    with pytest.raises(FileRefused):
        parse(content)
