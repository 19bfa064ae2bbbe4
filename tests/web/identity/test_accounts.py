"""Pages of access: a liaison officer asks, the security officer validates, a person comes in."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from liaison.identity import services
from liaison.identity.models import AccountRequest, Chair, Person
from liaison.identity.states import AccountState
from liaison.web.identity.access_words import ACCOUNT_STATES
from tests.cast import NOW, PASSWORD, a_person, entries, sit_down

POST = "beijing/shenzhen-border"
NEW = "seven cranes rest at noon"
ASKED = {
    "name": "Min",
    "sign_in_name": "min",
    "mail": "",
    "organisation": POST,
    "role": "frontline_officer",
    "reason": "Joins the night shift",
    "days": "90",
}
Sit = Callable[..., Client]
pytestmark = pytest.mark.django_db


def a_liaison_officer() -> Client:
    """Return the browser of Li, who answers for the post's accounts."""
    client = Client()
    person = Person.objects.filter(name="Lin").first()
    person = person or a_person("Lin", organisation=POST, role="liaison_officer")
    sit_down(client, person)
    return client


def asked() -> AccountRequest:
    """Ask on the page."""
    assert a_liaison_officer().post("/accounts/new/", ASKED).status_code == 302
    return AccountRequest.objects.get()


def test_from_the_question_to_the_first_sign_in(at_desk: Sit) -> None:
    row = asked()
    sara = at_desk("Sara", role="security_officer")
    page = sara.get("/access/").content.decode()
    for words in ("Min", "Joins the night shift", "Waits for the security officer", "Lin"):
        assert words in page
    page = sara.post(f"/access/requests/{row.pk}/", {"step": "validate"}).content.decode()
    (link,) = re.findall(r"http://localhost(/welcome/[\w-]{43}/)", page)

    stranger = Client()
    assert "Choose a password" in stranger.get(link).content.decode()
    answer = stranger.post(link, {"password": NEW, "again": NEW}, follow=True)
    assert "Your password is set." in answer.content.decode()
    answer = stranger.post("/sign-in/", {"username": "min", "password": NEW}, follow=True)
    assert "Min" in answer.content.decode()
    again = Client().post(link, {"password": NEW, "again": NEW})
    assert (again.status_code, "was used or is over" in again.content.decode()) == (404, True)


def test_withdrawn_access_ends_the_session(at_desk: Sit) -> None:
    """At once: the next page this person asks for is the sign-in page."""
    kim = a_person("Kim", organisation=POST, role="frontline_officer")
    officer = Client()
    sit_down(officer, kim)
    assert officer.get("/check/").status_code == 200
    chair = Chair.objects.get(person=kim)

    sara = at_desk("Sara", role="security_officer")
    sara.post(f"/access/chairs/{chair.pk}/", {"note": "Left the service"})

    assert officer.get("/check/")["Location"] == "/sign-in/?next=/check/"
    assert "Withdrawn:" in sara.get("/access/").content.decode()


def test_a_liaison_officer_withdraws_only_in_the_unit() -> None:
    kim = a_person("Kim", organisation=POST, role="frontline_officer")
    client = a_liaison_officer()
    assert "Kim" in client.get("/accounts/").content.decode()
    client.post(f"/accounts/chairs/{Chair.objects.get(person=kim).pk}/", {"note": "Left"})
    assert "Kim" not in client.get("/accounts/").content.decode()

    ada = Chair.objects.get(person=a_person("Ada"))
    assert client.post(f"/accounts/chairs/{ada.pk}/", {"note": "Left"}).status_code == 404
    assert Chair.objects.get(pk=ada.pk).valid_until == ada.valid_until


@pytest.mark.parametrize(
    "said",
    [
        {"name": ""},
        {"reason": ""},
        {"sign_in_name": "M in"},
        {"sign_in_name": "ada"},
        {"mail": "nobody"},
        {"role": "administrator"},
        {"organisation": "beijing"},
        {"days": "9999"},
    ],
    ids=str,
)
def test_what_is_wrong_comes_back_as_it_was_typed(said: dict[str, str]) -> None:
    a_person("Ada")
    client = a_liaison_officer()
    answer = client.post("/accounts/new/", {**ASKED, **said})
    assert answer.status_code == 422
    assert "Nothing was asked yet." in answer.content.decode()
    assert not AccountRequest.objects.exists()


def test_refused_with_a_reason_the_asker_reads(at_desk: Sit) -> None:
    row = asked()
    sara = at_desk("Sara", role="security_officer")
    sara.post(f"/access/requests/{row.pk}/", {"step": "refuse"})
    sara.post(f"/access/requests/{row.pk}/", {"step": "withdraw", "note": "x"})
    assert AccountRequest.objects.get().state == AccountState.ASKED
    sara.post(f"/access/requests/{row.pk}/", {"step": "refuse", "note": "Not yet sworn in"})
    assert "Not yet sworn in" in a_liaison_officer().get("/accounts/").content.decode()


def test_due_asked_again_and_validated(at_desk: Sit) -> None:
    row = asked()
    sara = at_desk("Sara", role="security_officer")
    sara.post(f"/access/requests/{row.pk}/", {"step": "validate"})
    Chair.objects.filter(person__name="Min").update(valid_until=NOW.replace(day=20))
    services.look_again(NOW)
    lin = a_liaison_officer()
    assert "Ask again" in lin.get("/accounts/").content.decode()
    assert "Validate for another year" in sara.get("/access/").content.decode()
    lin.post(f"/accounts/requests/{row.pk}/", {"note": "", "days": "90"})
    assert AccountRequest.objects.get().state == AccountState.DUE

    lin.post(f"/accounts/requests/{row.pk}/", {"note": "Still here", "days": "180"})

    assert "Asked to go on" in sara.get("/access/").content.decode()
    sara.post(f"/access/requests/{row.pk}/", {"step": "validate"})
    assert AccountRequest.objects.get().state == AccountState.GRANTED


def test_a_new_link_for_a_lost_password(at_desk: Sit) -> None:
    ada = a_person("Ada")
    sara = at_desk("Sara", role="security_officer")
    assert "/welcome/" in sara.post(f"/access/people/{ada.pk}/link/").content.decode()
    own = Person.objects.get(name="Sara")
    before = entries()
    assert sara.post(f"/access/people/{own.pk}/link/").status_code == 403
    assert entries() == before + 1


def test_a_withdrawal_says_why(at_desk: Sit) -> None:
    kim = a_person("Kim", organisation=POST, role="frontline_officer")
    chair = Chair.objects.get(person=kim)
    at_desk("Sara", role="security_officer").post(f"/access/chairs/{chair.pk}/", {"note": ""})
    a_liaison_officer().post(f"/accounts/chairs/{chair.pk}/", {"note": ""})
    assert Chair.objects.get(pk=chair.pk).valid_until == chair.valid_until


@pytest.mark.parametrize(
    ("first", "second"), [("", ""), (NEW, PASSWORD), ("qwerty", "qwerty"), ("a" * 300, "a" * 300)]
)
def test_a_password_that_cannot_be_taken(at_desk: Sit, first: str, second: str) -> None:
    ada = a_person("Ada")
    page = at_desk("Sara", role="security_officer").post(f"/access/people/{ada.pk}/link/")
    (link,) = re.findall(r"/welcome/[\w-]{43}/", page.content.decode())
    answer = Client().post(link, {"password": first, "again": second})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert Person.objects.get(pk=ada.pk).check_password(PASSWORD)


def test_every_state_has_words() -> None:
    assert set(ACCOUNT_STATES) == set(AccountState)
