"""A setup link opens a form once; used or over, it says so before anybody thinks up a password."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from liaison.identity.models import Person, SetupLink
from tests.cast import PASSWORD, a_person

pytestmark = pytest.mark.django_db
Sit = Callable[..., Client]
NEW = "four grey geese over the harbour"
OVER = "This link was used or is over."


def a_link(at_desk: Sit) -> str:
    """Return the address of a setup link for Ada."""
    ada = a_person("Ada")
    page = at_desk("Sara", role="security_officer").post(f"/access/people/{ada.pk}/link/")
    (link,) = re.findall(r"/welcome/[\w-]{43}/", page.content.decode())
    return str(link)


def test_a_good_link_shows_the_form_as_often_as_it_is_opened(at_desk: Sit) -> None:
    """Programs that look at links before people do use nothing up."""
    link = a_link(at_desk)
    for _ in range(2):
        page = Client().get(link)
        assert page.status_code == 200
        assert 'name="password"' in page.content.decode()


def test_used_it_says_so_and_what_to_do(at_desk: Sit) -> None:
    link = a_link(at_desk)
    assert Client().post(link, {"password": NEW, "again": NEW}).status_code == 302
    answer = Client().get(link)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert OVER in page
    assert 'name="password"' not in page
    assert 'href="/sign-in/"' in page
    assert "security officer" in page


def test_over_it_says_so_and_takes_nothing(at_desk: Sit) -> None:
    link = a_link(at_desk)
    SetupLink.objects.update(valid_until=datetime(2020, 1, 1, tzinfo=UTC))
    assert OVER in Client().get(link).content.decode()
    answer = Client().post(link, {"password": NEW, "again": NEW})
    assert (answer.status_code, OVER in answer.content.decode()) == (404, True)
    assert Person.objects.get(sign_in_name="ada").check_password(PASSWORD)


def plain(link: str) -> str:
    """Return a page without what every page has of its own: its address, the form's secret."""
    page = Client().get(link).content.decode().replace(link, "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_never_given_and_used_look_alike(at_desk: Sit) -> None:
    link = a_link(at_desk)
    Client().post(link, {"password": NEW, "again": NEW})
    never = f"/welcome/{'x' * 43}/"
    assert plain(never) == plain(link)
