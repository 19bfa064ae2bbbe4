"""Pages of officers: a recovery by two of them; sessions of somebody in charge."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from liaison.identity.models import Person, Recovery, Session
from tests.cast import a_person, sit_down
from tests.identity.factors import a_passkey

Sit = Callable[..., Client]
pytestmark = pytest.mark.django_db


def test_one_asks_another_confirms_the_first_gets_the_link(at_desk: Sit, client: Client) -> None:
    a_passkey(a_person())
    sara = at_desk("Sara", role="security_officer")
    emil = at_desk("Emil", role="administrator")
    form = {"sign_in_name": " ADA ", "reason": "Stood before me"}
    assert sara.post("/recoveries/", form)["Location"] == "/recoveries/"
    row = f"/recoveries/{Recovery.objects.get().pk}/"
    assert "Make the link" not in sara.get("/recoveries/").content.decode()
    assert sara.post(row, {"step": "confirm"}).status_code == 403

    assert "Stood before me" in emil.get("/recoveries/").content.decode()
    emil.post(row, {"step": "confirm"})
    assert emil.post(row, {"step": "use"}).status_code == 403
    page = sara.post(row, {"step": "use"}).content.decode()
    found = re.search(r'id="link">http://localhost(/welcome/[^<]+)<', page)
    assert found
    new = "eleven herons cross the strait"
    assert client.post(found[1], {"password": new, "again": new})["Location"] == "/sign-in/"
    client.post("/sign-in/", {"username": "ada", "password": new})
    assert client.get("/bureau/")["Location"] == "/own/"


def test_what_was_typed_stays_when_nobody_is_found(at_desk: Sit) -> None:
    sara = at_desk("Sara", role="security_officer")
    answer = sara.post("/recoveries/", {"sign_in_name": "nobody", "reason": "By phone"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Nobody of this name is in your charge." in page
    assert 'value="By phone"' in page


def test_an_officer_sees_and_ends_sessions_in_charge(at_desk: Sit, client: Client) -> None:
    sit_down(client, a_person())
    ada = Person.objects.get(name="Ada")
    sara = at_desk("Sara", role="security_officer")
    assert f"/access/people/{ada.pk}/sessions/" in sara.get("/access/").content.decode()
    page = sara.get(f"/access/people/{ada.pk}/sessions/").content.decode()
    assert "Where Ada is signed in" in page
    row = Session.objects.get(person=ada).pk
    assert sara.post(f"/access/sessions/{row}/")["Location"] == "/access/"
    assert client.get("/bureau/")["Location"] == "/sign-in/?next=/bureau/"
