"""A call that is repeated with its key has one effect, and the same answer comes again."""

from datetime import timedelta
from typing import Any

import pytest

from liaison.core import clock, idempotency
from liaison.core.models import IdempotentCall
from liaison.queries import services
from liaison.queries.models import Check
from tests.api.agencies.caller import Keyring, Machine
from tests.api.agencies.examples import EXAMPLES
from tests.cast import NOW
from tests.files.room import on_disk

KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324"
BODY = EXAMPLES["check"].body


def test_the_second_call_is_answered_from_the_first(machine: Machine) -> None:
    first = machine.call("check", BODY, key=KEY)
    second = machine.call("check", BODY, key=KEY)
    assert first.raw == second.raw
    assert second.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert Check.objects.count() == 1


def test_without_a_key_each_call_is_a_new_one(machine: Machine) -> None:
    assert machine.call("check", BODY).body["id"] != machine.call("check", BODY).body["id"]


def test_quotes_of_a_structured_header_do_not_matter(machine: Machine) -> None:
    machine.call("check", BODY, key=KEY)
    machine.call("check", BODY, key=f'"{KEY}"')
    assert Check.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(machine: Machine) -> None:
    machine.call("check", BODY, key=KEY)
    answer = machine.call("check", {**BODY, "case_reference": "other"}, key=KEY)  # type: ignore[dict-item]
    assert (answer.status, answer.code) == (422, "core:key_reused")
    assert Check.objects.count() == 1


def test_the_same_key_at_another_operation_is_refused(machine: Machine) -> None:
    machine.call("check", BODY, key=KEY)
    answer = machine.call("check_batch", EXAMPLES["check_batch"].body, key=KEY)
    assert (answer.status, answer.code) == (422, "core:key_reused")


def test_keys_of_two_machines_never_meet(keyring: Keyring, machine: Machine) -> None:
    other = Machine(keyring.give("other"))
    machine.call("check", BODY, key=KEY)
    answer = other.call("check", {**BODY, "case_reference": "other"}, key=KEY)  # type: ignore[dict-item]
    assert answer.status == 200
    assert Check.objects.count() == 2


def test_while_the_first_is_being_answered_the_second_waits(machine: Machine) -> None:
    machine.call("check", BODY, key=KEY)
    IdempotentCall.objects.update(status=None, sealed=b"")
    answer = machine.call("check", BODY, key=KEY)
    assert (answer.status, answer.code) == (409, "core:in_flight")
    assert answer.headers["Retry-After"] == "60"


def test_a_call_whose_process_died_is_done_by_the_next(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.call("check", BODY, key=KEY)
    IdempotentCall.objects.update(status=None, sealed=b"")
    Check.objects.all().delete()
    monkeypatch.setattr(clock, "now", lambda: NOW + idempotency.HOLD)
    assert machine.call("check", BODY, key=KEY).status == 200
    assert Check.objects.count() == 1


def test_who_wakes_up_too_late_changes_nothing(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another attempt took over while the first one slept inside its work."""
    work = services.check

    def slow(*args: Any, **said: Any) -> object:  # noqa: ANN401 - as the real one
        found = work(*args, **said)
        IdempotentCall.objects.update(attempt=2)
        return found

    monkeypatch.setattr(services, "check", slow)
    answer = machine.call("check", BODY, key=KEY)
    assert (answer.status, answer.code) == (409, "core:call_lost")
    assert not Check.objects.exists()


def test_a_refused_call_gives_its_key_back(machine: Machine) -> None:
    refused = machine.call("check", {**BODY, "case_reference": " "}, key=KEY)  # type: ignore[dict-item]
    assert refused.status == 422
    assert machine.call("check", BODY, key=KEY).status == 200


def test_after_a_day_the_key_is_new_again(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.call("check", BODY, key=KEY)
    monkeypatch.setattr(clock, "now", lambda: NOW + idempotency.KEEP)
    assert machine.call("check", BODY, key=KEY).headers.get("Idempotent-Replayed") is None
    idempotency.forget(NOW + idempotency.KEEP * 2 + timedelta(seconds=1))
    assert not IdempotentCall.objects.exists()


def test_what_is_kept_cannot_be_read_without_the_key(machine: Machine) -> None:
    machine.call("check", BODY, key=KEY)
    row = IdempotentCall.objects.get()
    told = bytes(row.sealed) + f"{row.key_digest}{row.request_digest}".encode()
    assert b"LX7310254" not in told
    assert KEY.encode() not in told
    assert KEY.replace("-", "").encode() not in told


@pytest.mark.parametrize("key", ["short", "x" * 129, "with a space in it", "ключ" * 5, '""'])
def test_a_key_that_is_none_is_refused(machine: Machine, key: str) -> None:
    answer = machine.call("check", BODY, key=key)
    assert (answer.status, answer.code) == (400, "api:idempotency_key")
    assert not Check.objects.exists()


def test_what_makes_something_demands_a_key(machine: Machine) -> None:
    example = EXAMPLES["add_file"]
    answer = machine.call("add_file", raw=example.raw, query=example.query)
    assert (answer.status, answer.code) == (400, "api:idempotency_key")
    assert on_disk() == []
