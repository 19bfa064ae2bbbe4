"""Attack: a request that is bent: by another site, under another host's name, twice over.

Every form of the staff site is sent without its token; every address is asked in the name of
another host; every way to say where one comes from leads nowhere else.
"""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from liaison.core import clock
from tests.architecture.entrances import ENTRANCES
from tests.cast import NOW, PASSWORD, a_person
from tests.matrix.trying import counted
from tests.web.conftest import at_desk
from tests.web.test_login_required import fill
from tools import who_may

__all__ = ["at_desk"]
pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
# addresses that a sentence, a mail or a link of somebody else's may bring along
ELSEWHERE: Final = {
    "another site": "https://evil.example/",
    "without a scheme": "//evil.example/",
    "three slashes": "///evil.example/",
    "a backslash": "/\\evil.example/",
    "two backslashes": "\\\\evil.example/",
    "a tab inside": "/\t/evil.example/",
    "a line inside": "/\r\nLocation: https://evil.example/",
    "a script": "javascript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "somebody at another site": "http://testserver@evil.example/",
    "our name as a part of theirs": "http://testserver.evil.example/",
    "spaces before": "  https://evil.example/",
    "a control before": "\x01https://evil.example/",
    "full-width slashes": "\uff0f\uff0fevil.example/",
    "a scheme without slashes": "https:evil.example",
}
FROM: Final[tuple[Any, ...]] = (
    {},
    {"HTTP_ORIGIN": "https://evil.example"},
    {"HTTP_HX_REQUEST": "true"},
)
SENT: Final = sorted(
    {row.name for row in who_may.read(who_may.STAFF).rows if row.method == "POST"}
)


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always the same morning."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.parametrize("said", ELSEWHERE.values(), ids=ELSEWHERE)
def test_nobody_is_led_away(at_desk: Desk, said: str) -> None:
    """By signing in, by a choice of language, by a file that was added: by nothing typed."""
    a_person("Boris")
    knock = {"username": "boris", "password": PASSWORD, "next": said}
    answers = [
        Client().post("/sign-in/", knock),
        Client().post(f"/sign-in/?{_query(said)}", knock),
        Client().post("/language/", {"language": "fr", "next": said}),
        at_desk().post("/language/", {"language": "fr", "next": said}),
        at_desk("Dora").get("/sign-in/", {"next": said}),
    ]
    for answer in answers:
        assert answer.status_code == 302
        place = answer["Location"]
        # a path of this site, whatever it looks like
        assert urlsplit(place)[:2] == ("", "")
        assert not place.startswith(("//", "/\\", "/\t", "\\"))
        assert "\r" not in place
        assert "\n" not in place


def _query(said: str) -> str:
    return f"next={said}".replace("\r", "%0d").replace("\n", "%0a").replace("\x01", "%01")


def test_no_form_works_without_its_token(at_desk: Desk) -> None:
    """Whatever is sent from another site changes nothing; a table of every address there is."""
    client = at_desk()
    client.handler.enforce_csrf_checks = True
    before = counted()
    for route in ENTRANCES:
        for extra in FROM:
            answer = client.post("/" + fill(route), {"step": "take"}, **extra)
            # 405: the page takes no form at all
            assert answer.status_code in {403, 405}, route
    assert counted() == before
    assert SENT


def test_a_token_of_one_browser_opens_no_form_in_another(at_desk: Desk) -> None:
    """Attack: a token the attacker got for a browser of their own."""
    theirs, ours = Client(), at_desk()
    theirs.get("/sign-in/")
    token = theirs.cookies[settings.CSRF_COOKIE_NAME].value
    ours.handler.enforce_csrf_checks = True
    answer = ours.post("/language/", {"language": "fr", "csrfmiddlewaretoken": token})
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil"])
def test_another_host_s_name_is_answered_nowhere(at_desk: Desk, host: str) -> None:
    """Attack: a link in a page, made with a name that somebody else typed."""
    client = at_desk()
    for route in ("", "sign-in/", "own/", "api/v1/whoami", "api/v1/"):
        answer = client.get(f"/{route}", HTTP_HOST=host, HTTP_X_FORWARDED_HOST=host)
        assert answer.status_code == 400
        assert b"evil" not in answer.content


@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO"])
def test_headers_of_a_proxy_are_believed_from_nobody(at_desk: Desk, header: str) -> None:
    said: Any = {header: "evil.example"}
    page = at_desk().get("/own/", **said)
    assert b"evil.example" not in page.content
    assert page.status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "BREW", "TRACE", "CONNECT"])
def test_no_page_knows_another_method(at_desk: Desk, method: str) -> None:
    """Nor takes one that stands in a header or in a form."""
    client, before = at_desk(), counted()
    for route in ENTRANCES:
        answer = client.generic(method, "/" + fill(route), b"")
        assert answer.status_code in {302, 403, 404, 405}, (route, answer.status_code)
    hidden = client.get("/language/", {"_method": "POST"}, HTTP_X_HTTP_METHOD_OVERRIDE="POST")
    assert hidden.status_code == 405
    assert counted() == before


def test_a_session_given_by_somebody_else_is_left_at_the_door() -> None:
    """Attack: a victim signs in inside a session whose key the attacker knows."""
    a_person()
    client = Client()
    client.post("/language/", {"language": "fr"})
    known = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/sign-in/", {"username": "ada", "password": PASSWORD})
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != known
    theirs = Client()
    theirs.cookies[settings.SESSION_COOKIE_NAME] = known
    assert theirs.get("/own/")["Location"].startswith("/sign-in/")


def test_a_session_of_one_s_own_making_is_none() -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    assert client.get("/own/")["Location"].startswith("/sign-in/")
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "a" * 32


@pytest.mark.parametrize(
    "typed", ["\uff41\uff44\uff41", "ad\u0430", "ada\u200b", "ada\x00", "\u00e5da", "a\u0301da"]
)
def test_a_name_that_looks_like_one_is_another(typed: str) -> None:
    """Full-width letters, a Cyrillic one, one that nobody sees: each opens nothing of Ada's.

    Those that are put right are Ada's own name, and then her password is asked all the same.
    """
    ada = a_person()
    answer = Client().post("/sign-in/", {"username": typed, "password": "not hers at all"})
    assert answer.status_code in {200, 400}
    right = Client()
    right.post("/sign-in/", {"username": typed, "password": PASSWORD})
    assert right.session.get("_auth_user_id") in {None, str(ada.pk)}
