"""A password that somebody else chose opens one page: the one where it is changed."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from liaison.core import clock
from liaison.identity import services
from liaison.identity.models import Person
from tests.cast import NOW, a_person, actor_of, sit_down, the_machine

pytestmark = pytest.mark.django_db
GIVEN = "seven cranes rest at noon"
OWN = "nine cranes rest at night"


@pytest.fixture
def ada() -> Person:
    """Ada lost her password, and an administrator set a new one."""
    person = a_person(role="frontline_officer")
    services.set_password(the_machine(), person_id=person.pk, password=GIVEN, now=NOW)
    person.refresh_from_db()
    return person


def test_whoever_is_added_has_one() -> None:
    a_person()
    added = services.add_person(
        the_machine(), sign_in_name="fei", name="Fei", password=GIVEN, language="en", now=NOW
    )
    assert added.password_given


@pytest.mark.parametrize("page", ["/", "/check/", "/own/", "/own/sessions/", "/bureau/"])
def test_nothing_else_opens(client: Client, ada: Person, page: str) -> None:
    """Not with a second factor either: whoever set it up may be whoever gave the password."""
    sit_down(client, ada)
    answer = client.get(page)
    assert (answer.status_code, answer["Location"]) == (302, "/own/password/")
    htmx = client.get(page, headers={"HX-Request": "true"})
    assert htmx["HX-Redirect"] == "/own/password/"


def test_the_page_says_why_and_opens_the_rest(
    client: Client, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit_down(client, ada)
    page = client.get("/own/password/").content.decode()
    assert "Somebody else chose your password and knows it." in page
    assert "Not now" not in page
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=1))
    client.post("/own/password/", {"current": GIVEN, "password": OWN, "again": OWN})
    assert client.get("/check/").status_code == 200
    ada.refresh_from_db()
    assert not ada.password_given
    assert "Not now" in client.get("/own/password/").content.decode()


def test_a_link_gives_a_password_of_ones_own(ada: Person) -> None:
    boris = a_person("Boris", role="security_officer")
    token = services.make_setup_link(actor_of(boris), person_id=ada.pk, now=NOW)
    services.use_setup_link(token=token, password=OWN, now=NOW)
    ada.refresh_from_db()
    assert not ada.password_given


def test_one_may_leave(client: Client, ada: Person) -> None:
    sit_down(client, ada)
    assert client.post("/sign-out/")["Location"] == "/sign-in/"


def test_the_demonstration_keeps_the_password_it_shows(
    client: Client, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.NODE.values, "node.mode", "demo")
    sit_down(client, ada)
    assert client.get("/check/").status_code == 200


def test_the_same_password_again_is_no_change(client: Client, ada: Person) -> None:
    """Attack on oneself: typing the given password as the new one leaves it known."""
    sit_down(client, ada)
    form = {"current": GIVEN, "password": GIVEN, "again": GIVEN}
    client.post("/own/password/", form)
    ada.refresh_from_db()
    assert ada.password_given
