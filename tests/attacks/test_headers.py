"""Attack: an answer that a browser or a proxy keeps, shows inside a page, or takes for a script.

One table of every kind of answer each door gives, pages, refusals, faults and files alike.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import get_resolver

from liaison.exchange import selectors as exchange
from liaison.identity import selectors as identity
from tests.api.conftest import clock, door, handled, network
from tests.architecture.entrances import ENTRANCES
from tests.web.conftest import at_desk, clock_stands
from tests.web.test_login_required import fill

__all__ = ["at_desk", "clock", "clock_stands", "door", "handled", "network"]
pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
STAFF: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
FEDERATION: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
JSON: Final = "application/json"
# name to method, address and what the server hands over besides
ANSWERS: Final[Mapping[str, tuple[str, str, Mapping[str, str]]]] = {
    "an address that is none": ("GET", "/nowhere/", {}),
    "an argument that is none": ("GET", "/records/seven/", {}),
    "a file that is none": ("GET", "/static/none.js", {}),
    "whether the node works": ("GET", "/healthz", {}),
    "whether it works, asked by another name": ("GET", "/healthz", {"HTTP_HOST": "evil.example"}),
    "numbers without the token": ("GET", "/metrics", {}),
    "the description": ("GET", "/api/v1/openapi.json", {}),
    "the description for people": ("GET", "/api/v1/", {}),
    "a call without a key": ("GET", "/api/v1/whoami", {}),
    "an operation that is none": ("GET", "/api/v1/none", {}),
    "a call by a method that is none": ("BREW", "/api/v1/checks", {}),
    "another host's name": ("GET", "/", {"HTTP_HOST": "evil.example"}),
    "a host's name with a line in it": ("GET", "/", {"HTTP_HOST": "a\r\nSet-Cookie: x=1"}),
    "a length over the maximum": ("POST", "/check/", {"CONTENT_LENGTH": "99999999"}),
    "a length that is none": ("POST", "/check/", {"CONTENT_LENGTH": "0x2"}),
    "another encoding": ("POST", "/check/", {"CONTENT_TYPE": "text/plain; charset=utf-7"}),
    "a method that is none": ("BREW", "/check/", {}),
    "a method that tells what was sent": ("TRACE", "/check/", {}),
    "a method that asks for methods": ("OPTIONS", "/check/", {}),
    "a page without its body": ("HEAD", "/own/", {}),
    "a form without its token": ("POST", "/check/", {}),
}
HEADED: Final = {"Set-Cookie", "Access-Control-Allow-Origin", "Server", "X-Powered-By"}


def lacking(answer: Any, wanted: Mapping[str, str]) -> dict[str, str | None]:  # noqa: ANN401
    """Return the headers that are not as they should be."""
    found = {name: answer.headers.get(name) for name in wanted}
    return {name: said for name, said in found.items() if said != wanted[name]}


def strict(answer: Any) -> None:  # noqa: ANN401
    """Fail for an answer of the staff server that is not strict."""
    assert not lacking(answer, STAFF), answer.status_code
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert not HEADED & set(answer.headers)


@pytest.mark.parametrize("name", ANSWERS)
def test_whatever_the_staff_server_answers_is_strict(at_desk: Desk, name: str) -> None:
    method, address, extra = ANSWERS[name]
    client = at_desk()
    client.handler.enforce_csrf_checks = True
    kind = extra.get("CONTENT_TYPE", "application/x-www-form-urlencoded")
    said: Any = {key: value for key, value in extra.items() if key != "CONTENT_TYPE"}
    strict(client.generic(method, address, b"", content_type=kind, **said))


@pytest.mark.parametrize("route", ENTRANCES)
def test_every_page_is_strict_to_whoever_asks(at_desk: Desk, route: str) -> None:
    """From a desk, and from nowhere."""
    address = "/" + fill(route)
    for client in (at_desk(), Client()):
        strict(client.get(address))


def test_a_fault_is_as_strict(at_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    client = at_desk()
    client.raise_request_exception = False
    monkeypatch.setattr(identity, "chairs_of", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    strict(answer)
    assert b"C01X00T47" not in answer.content


def broken(*_: object, **__: object) -> None:
    """Fail with what nobody may read."""
    message = "passport C01X00T47"
    raise RuntimeError(message)


def test_our_own_files_are_for_our_own_pages(tmp_path: Path) -> None:
    """No other site reads them, and one that is opened by itself runs nothing."""
    (tmp_path / "a.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    with override_settings(STATIC_ROOT=str(tmp_path)):
        client = Client()
        answer: Any = client.get("/static/a.svg")
        outside = client.get("/static/%2e%2e/secret.key")
    assert answer.status_code == 200
    assert b"svg" in answer.getvalue()
    wanted = {name: STAFF[name] for name in STAFF if name not in {"Cache-Control", "X-Robots-Tag"}}
    assert not lacking(answer, wanted)
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert not HEADED & set(answer.headers)
    assert outside.status_code == 404


LISTENER: Final[Mapping[str, tuple[str, str, int]]] = {
    "whether it works": ("GET", "/healthz", 403),
    "a stranger": ("POST", "/federation/v1/batch", 403),
    "a page of the staff": ("GET", "/sign-in/", 404),
    "another method": ("GET", "/federation/v1/ask", 405),
    "a method that is none": ("BREW", "/federation/v1/pull", 405),
}


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize("name", LISTENER)
def test_whatever_the_listener_answers_is_strict(door: Client, name: str) -> None:
    method, address, status = LISTENER[name]
    answer = door.generic(method, address, b"{}", content_type=JSON)
    assert answer.status_code == status
    assert not lacking(answer, FEDERATION)


@pytest.mark.usefixtures("network")
def test_a_fault_of_the_listener_shows_no_page(
    door: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "peer_by_pin", broken)
    door.raise_request_exception = False
    answer = door.post("/federation/v1/batch", b"{}", content_type=JSON)
    assert (answer.status_code, answer.json()["code"]) == (500, "exchange:failed")
    assert answer["Content-Type"] == "application/problem+json"
    assert not lacking(answer, FEDERATION)
    assert b"C01X00T47" not in answer.content


def test_over_tls_browsers_never_come_without_it() -> None:
    with override_settings(SECURE_HSTS_SECONDS=31_536_000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True):
        answer = Client().get("/sign-in/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_the_table_knows_every_door() -> None:
    """Whoever adds a door adds its answers here."""
    assert len(get_resolver(settings.ROOT_URLCONF).url_patterns) == 3
