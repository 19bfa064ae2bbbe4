"""The door itself: what is no operation, what lies behind it, what never comes out of it."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client

from liaison.api.agencies import paces
from liaison.audit import services as audit
from liaison.audit.models import Payload
from liaison.core import busy, clock
from liaison.queries import services
from tests.api.agencies.caller import Keyring, Machine, check_problem
from tests.api.agencies.examples import EXAMPLES
from tests.cast import NOW


@pytest.mark.parametrize("path", ["/api/", "/api/v1/nothing", "/api/v2/checks", "/api/v1/checks/"])
def test_an_address_that_is_none(machine: Machine, path: str) -> None:
    answer = machine.send("GET", path, headers={})
    assert (answer.status, answer.code) == (404, "api:no_operation")
    check_problem(answer)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW"])
def test_a_method_that_is_none(machine: Machine, method: str) -> None:
    answer = machine.send(method, "/api/v1/checks", headers={})
    assert answer.status == 405
    assert answer.headers["Allow"] == "POST"


def test_answers_carry_the_headers_of_the_staff_server_and_no_cookie(machine: Machine) -> None:
    answer = machine.call("whoami")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert not machine.client.cookies


def test_a_session_opens_nothing_here(at_desk: Client) -> None:
    answer = at_desk.get("/api/v1/whoami")
    assert answer.status_code == 401


def test_a_key_opens_nothing_on_the_staff_site(machine: Machine) -> None:
    answer = machine.send("GET", "/hits/", headers={"Authorization": f"Bearer {machine.token}"})
    assert answer.status == 302


def test_another_host_name_is_refused(machine: Machine) -> None:
    answer = machine.call("whoami", headers={"Host": "elsewhere.example"})
    assert (answer.status, answer.code) == (400, "api:malformed")


def test_a_length_that_is_none(machine: Machine) -> None:
    path = "/api/v1/checks"
    got = machine.client.generic(
        "POST", path, b"{}", content_type="application/json", CONTENT_LENGTH="0x2"
    )
    assert got.status_code == 400
    got = machine.client.generic(
        "POST",
        path,
        b"",
        content_type="application/json",
        CONTENT_LENGTH="",
        HTTP_TRANSFER_ENCODING="chunked",
    )
    assert got.status_code == 411


def test_a_fault_of_ours_says_nothing_of_itself(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "the secret number is LX7310254"
        raise RuntimeError(message)

    monkeypatch.setattr(services, "check", broken)
    answer = machine.call("check", EXAMPLES["check"].body)
    assert (answer.status, answer.code) == (500, "api:failed")
    assert b"secret" not in answer.raw
    assert "LX7310254" not in caplog.text


def test_a_database_that_is_away_is_no_fault_of_the_caller(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError

    monkeypatch.setattr(services, "check", away)
    answer = machine.call("check", EXAMPLES["check"].body)
    assert (answer.status, answer.code) == (503, "api:busy")
    assert answer.headers["Retry-After"] == str(busy.RETRY_SECONDS)


def test_who_calls_too_fast_waits(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(paces.BURST):
        assert machine.call("whoami").status == 200
    answer = machine.call("whoami")
    assert (answer.status, answer.code) == (429, "api:too_many")
    assert answer.headers["Retry-After"] == "1"
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(seconds=1))
    assert machine.call("whoami").status == 200


def test_whoami_tells_the_machine_and_is_recorded(keyring: Keyring, db: None) -> None:
    assert db is None
    machine = Machine(keyring.give("gate-7", organisation="beijing/hong-kong", permissions=()))
    answer = machine.call("whoami")
    assert answer.body["name"] == "gate-7"
    assert answer.body["organisation"] == "beijing/hong-kong"
    assert answer.body["permissions"] == []
    assert Payload.objects.filter(event="api:call:answered").count() == 1


def test_hostile_text_comes_back_harmless(machine: Machine) -> None:
    body = {**EXAMPLES["check"].body, "<script>alert(1)</script>": 1}  # type: ignore[dict-item]
    answer = machine.call("check", body)
    assert answer.status == 422
    assert b"<script" not in answer.raw
    assert answer.body["errors"][0]["pointer"] == "#/<script>alert(1)<~1script>"


def test_nobody_is_refused_off_the_record(
    keyring: Keyring, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert db is None

    def away(*_: object, **__: object) -> None:
        raise OperationalError

    machine = Machine(keyring.give(permissions=()))
    monkeypatch.setattr(audit, "record", away)
    answer = machine.call("check", EXAMPLES["check"].body)
    assert (answer.status, answer.code) == (503, "api:busy")
