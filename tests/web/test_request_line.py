"""Every answer has an id, one line in the log, and nothing of what was asked stands in it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from liaison.core import request_ids

At = Callable[..., Client]
SECRET = "musterfrau"


def line_of(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return the one line about a request."""
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (found,) = [line for line in lines if line["event"] == "request"]
    return dict(found)


def test_an_answer_carries_the_id_of_its_line(
    at_desk: At, capsys: pytest.CaptureFixture[str]
) -> None:
    client = at_desk()
    capsys.readouterr()
    answer = client.get("/desk/")
    line = line_of(capsys)
    assert answer["X-Request-Id"] == line["request_id"]
    assert (line["view"], line["status"], line["method"]) == ("desk", 200, "GET")
    assert line["queries"] > 0
    assert line["milliseconds"] >= line["query_milliseconds"] >= 0


def test_what_was_sought_is_not_in_the_log(
    at_desk: At, capsys: pytest.CaptureFixture[str]
) -> None:
    client = at_desk()
    capsys.readouterr()
    client.get(f"/find/?q={SECRET}")
    client.get(f"/records/{SECRET}/")
    client.generic(SECRET.upper(), "/desk/")
    told = capsys.readouterr().err
    assert SECRET not in told.lower()
    assert "unknown" in told


def test_a_callers_id_is_beside_ours_and_never_instead(
    at_desk: At, capsys: pytest.CaptureFixture[str]
) -> None:
    client = at_desk()
    capsys.readouterr()
    answer = client.get("/desk/", headers={request_ids.HEADER: "0198c0de-theirs"})
    line = line_of(capsys)
    assert line["peer_request_id"] == "0198c0de-theirs"
    assert answer["X-Request-Id"] == line["request_id"] != "0198c0de-theirs"


def test_a_forged_id_is_not_written(at_desk: At, capsys: pytest.CaptureFixture[str]) -> None:
    client = at_desk()
    capsys.readouterr()
    client.get("/desk/", headers={request_ids.HEADER: '0198c0de" , "level": "info'})
    assert "peer_request_id" not in line_of(capsys)


def test_error_pages_say_the_id(at_desk: At) -> None:
    client = at_desk(role="frontline_officer")
    for address, status in (("/nowhere/", 404), ("/audit/", 403), ("/sign-out/", 405)):
        answer = client.get(address)
        assert answer.status_code == status
        assert answer["X-Request-Id"] in answer.content.decode()


def test_a_fault_says_the_id_and_its_line_has_it(
    at_desk: At, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise ValueError(SECRET)

    client = at_desk()
    client.raise_request_exception = False
    monkeypatch.setattr("liaison.identity.selectors.chairs_of", broken)
    capsys.readouterr()
    answer = client.get("/desk/")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert answer.status_code == 500
    assert answer["X-Request-Id"] in answer.content.decode()
    assert {line["request_id"] for line in lines} == {answer["X-Request-Id"]}
    assert any(line.get("error") for line in lines)
