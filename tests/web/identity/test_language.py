"""A person chooses the language they read, on the sign-in page or in the menu."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from liaison.identity.models import Person
from tests.cast import a_person, entries

PASSWORD = "a sentence that is long enough"


@pytest.fixture(autouse=True)
def english_afterwards() -> object:
    """What a page activates must not reach the next test."""
    with translation.override("en"):
        yield


def language_of(name: str) -> str:
    return Person.objects.get(sign_in_name=name).language


def test_the_menu_offers_each_language_under_its_own_name(at_desk: Callable[..., Client]) -> None:
    page = at_desk("Boris").get("/bureau/").content.decode()
    for _code, name in settings.LANGUAGES:
        assert name in page
    assert '<html lang="en"' in page


@pytest.mark.parametrize(("code", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("zh-hans", "ltr")])
def test_a_choice_in_the_menu_is_kept_with_the_person(
    at_desk: Callable[..., Client], code: str, direction: str
) -> None:
    """It is written down, and the next page has the language and its direction."""
    client = at_desk("Boris")
    before = entries()
    answer = client.post("/language/", {"language": code, "next": "/bureau/?organisation=seoul"})
    assert answer["Location"] == "/bureau/?organisation=seoul"
    assert language_of("boris") == code
    assert entries() == before + 1
    page = " ".join(client.get("/bureau/").content.decode().split())
    assert f'<html lang="{code}" dir="{direction}">' in page


def test_the_same_choice_again_writes_nothing(at_desk: Callable[..., Client]) -> None:
    client = at_desk("Boris")
    before = entries()
    client.post("/language/", {"language": "en"})
    assert entries() == before


@pytest.mark.parametrize("code", ["", "tlh", "EN", "en'--", "x" * 5000])
def test_a_language_the_house_does_not_speak_is_refused(
    at_desk: Callable[..., Client], code: str
) -> None:
    client = at_desk("Boris")
    assert client.post("/language/", {"language": code}).status_code == 400
    assert language_of("boris") == "en"
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example", "", "x:y"]
)
def test_nobody_is_led_to_another_site(at_desk: Callable[..., Client], address: str) -> None:
    answer = at_desk("Boris").post("/language/", {"language": "fr", "next": address})
    assert answer["Location"] == "/"


@pytest.mark.django_db
def test_a_choice_on_the_sign_in_page_goes_with_whoever_signs_in() -> None:
    person = a_person("Boris")
    person.set_password(PASSWORD)
    person.save()
    client = Client()
    client.post("/language/", {"language": "ar", "next": "/sign-in/"})
    page = " ".join(client.get("/sign-in/").content.decode().split())
    assert '<html lang="ar" dir="rtl">' in page
    client.post("/sign-in/", {"username": "boris", "password": PASSWORD})
    assert '<html lang="ar"' in client.get("/bureau/", follow=True).content.decode()
    assert language_of("boris") == "ar"


def test_a_cookie_of_a_colleague_changes_nobodys_language(at_desk: Callable[..., Client]) -> None:
    """A shared workstation remembers for its sign-in page only."""
    client = at_desk("Boris")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    assert '<html lang="en"' in client.get("/bureau/").content.decode()
    assert language_of("boris") == "en"
