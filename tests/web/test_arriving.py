"""Whose address lock and log see behind a proxy, who walks around it, bodies that never end."""

import io
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from liaison.audit.models import Leaf, Payload
from liaison.web.arriving import MOST, MOST_OF_ONE, SLOTS, BodyMiddleware, Slots
from tests.cast import a_person

PROXY, CALLER, STRANGER = "10.0.0.5", "203.0.113.7", "198.51.100.1"
SECURE = "https://desk.example"


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch, db: None) -> Client:  # noqa: ARG001 - the database
    """A browser of a bureau that named its proxy."""
    monkeypatch.setitem(settings.NODE.values, "staff.proxies", PROXY)
    monkeypatch.setitem(settings.NODE.values, "staff.proxy_header", "x-forwarded-for")
    return Client()


def knock(client: Client, header: str, peer: str = PROXY) -> int:
    """Try a password that is wrong, and return the status."""
    form = {"username": "ada", "password": "not the one"}
    said = {"x-forwarded-for": header}
    return client.post("/sign-in/", form, REMOTE_ADDR=peer, headers=said).status_code


def test_the_lock_is_for_the_caller_and_not_for_everybody_behind_the_proxy(
    proxied: Client,
) -> None:
    a_person()
    statuses = [knock(proxied, CALLER) for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert statuses[-1] == 429
    assert knock(proxied, STRANGER) == 200
    entry = Payload.objects.get(event="identity:session:locked")
    assert CALLER in entry.body
    assert PROXY not in entry.body


def test_attack_another_address_typed_for_each_try(proxied: Client) -> None:
    """What is typed stands to the left of what the proxy wrote: the lock does not see it."""
    a_person()
    typed = [f"192.0.2.{n}, {CALLER}" for n in range(settings.AXES_FAILURE_LIMIT)]
    assert [knock(proxied, header) for header in typed][-1] == 429


def test_attack_the_header_without_a_proxy(client: Client, db: None) -> None:  # noqa: ARG001
    """No proxy is named: whoever types a header is still counted by the connection."""
    a_person()
    typed = [f"192.0.2.{n}" for n in range(settings.AXES_FAILURE_LIMIT)]
    assert [knock(client, header, peer=STRANGER) for header in typed][-1] == 429


def test_nobody_walks_around_the_proxy_that_encrypts(proxied: Client) -> None:
    before = Leaf.objects.count()
    answer = proxied.get("/sign-in/", REMOTE_ADDR=STRANGER)
    assert (answer.status_code, answer.content) == (421, b"")
    assert Leaf.objects.count() == before
    assert proxied.get("/healthz", REMOTE_ADDR="127.0.0.1").status_code != 421


def test_through_the_proxy_transport_is_strict(
    proxied: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proxy speaks TLS to people; the header says so on pages that came through it."""
    monkeypatch.setitem(settings.NODE.values, "staff.address", SECURE)
    monkeypatch.setattr(settings, "SECURE_HSTS_SECONDS", 31_536_000)
    answer = proxied.get("/sign-in/", REMOTE_ADDR=PROXY, headers={"x-forwarded-for": CALLER})
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000")


class Body(io.BytesIO):
    """A body that does not come before it is let go."""

    def __init__(self, content: bytes = b"") -> None:
        """Nobody has asked for it yet."""
        super().__init__(content)
        self.begun, self.go = threading.Event(), threading.Event()

    def read(self, size: int | None = -1, /) -> bytes:
        """Wait as a thread waits for a slow sender."""
        self.begun.set()
        self.go.wait(20)
        return super().read(size)


def send(body: io.BytesIO, length: int, address: str = CALLER) -> HttpResponse:
    """Send a body as the server hands it over."""
    request = RequestFactory().post("/sign-in/", REMOTE_ADDR=address)
    request = WSGIRequest(request.environ | {"wsgi.input": body, "CONTENT_LENGTH": str(length)})
    return BodyMiddleware(lambda found: HttpResponse(found.body))(request)


def test_attack_bodies_that_never_end_take_a_part_of_the_threads() -> None:
    slow = [Body(b"123456789") for _ in range(MOST_OF_ONE)]
    with ThreadPoolExecutor(MOST_OF_ONE) as threads:
        waiting = [threads.submit(send, body, 9) for body in slow]
        assert all(body.begun.wait(20) for body in slow)
        ninth = send(io.BytesIO(b"1"), 1)
        other = send(io.BytesIO(b"1"), 1, STRANGER)
        for body in slow:
            body.go.set()
        answers = [one.result() for one in waiting]
    assert (ninth.status_code, ninth["Retry-After"]) == (503, "5")
    assert other.status_code == 200
    assert {answer.content for answer in answers} == {b"123456789"}
    assert SLOTS.free == MOST


def test_many_places_leave_threads_for_pages() -> None:
    slots = Slots()
    with ExitStack() as held:
        assert all(held.enter_context(slots.one(f"192.0.2.{n}")) for n in range(MOST))
        with slots.one("192.0.2.200") as free:
            assert not free
    assert slots.free == MOST


def test_half_a_form_is_no_form() -> None:
    """Attack or accident: the line is cut in the middle of a sentence."""
    answer = send(io.BytesIO(b"username=ada&pass"), 99)
    assert (answer.status_code, answer.content) == (400, b"")
    assert SLOTS.free == MOST
