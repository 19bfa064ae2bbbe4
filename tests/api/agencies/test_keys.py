"""Real machine keys at the door: right, wrong, ended, revoked, exchanged, tried too often."""

from datetime import timedelta

import pytest

from liaison.audit.models import Payload
from liaison.core import clock
from liaison.identity import attempts, services
from liaison.identity.models import Machine as MachineRow
from liaison.identity.states import Permission
from tests.api.agencies.caller import Machine
from tests.api.agencies.examples import EXAMPLES
from tests.cast import NOW, the_machine
from tests.identity.things import a_key, a_machine

BODY = EXAMPLES["check"].body


@pytest.fixture
def gate(db: None) -> Machine:
    """Return a border system with a real key."""
    assert db is None
    return Machine(a_key(a_machine()))


def test_a_border_system_checks(gate: Machine) -> None:
    assert gate.call("check", BODY).status == 200
    row = MachineRow.objects.get()
    entry = Payload.objects.get(event="queries:check:made")
    assert entry.person == str(row.pk)
    assert entry.organisation == "beijing/shenzhen-border"
    assert (row.last_used_at, row.last_address) == (NOW, "127.0.0.1")


def test_it_does_what_its_scope_says_and_no_more(db: None) -> None:
    assert db is None
    machine = Machine(a_key(a_machine(scope=frozenset({Permission.HIT_READ}))))
    assert machine.call("list_hits").status == 200
    answer = machine.call("check", BODY)
    assert (answer.status, answer.code) == (403, "identity:permission")


def test_a_key_that_is_over_opens_nothing(gate: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=200))
    assert gate.call("whoami").code == "identity:machine_key"


def test_a_revoked_machine_is_out_at_once(gate: Machine) -> None:
    assert gate.call("whoami").status == 200
    row = MachineRow.objects.get()
    services.revoke_machine(the_machine(), machine_id=row.pk, note="stolen", now=NOW)
    assert gate.call("whoami").code == "identity:machine_key"


def test_the_key_before_goes_on_for_a_while(
    gate: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = Machine(a_key(MachineRow.objects.get().pk, overlap=timedelta(days=7)))
    assert (gate.call("whoami").status, new.call("whoami").status) == (200, 200)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=7))
    assert (gate.call("whoami").status, new.call("whoami").status) == (401, 200)


def test_a_wrong_secret_is_recorded_and_never_told(gate: Machine) -> None:
    assert gate.token is not None
    wrong = Machine(gate.token[:-1] + ("0" if gate.token[-1] != "0" else "1"))
    answer = wrong.call("whoami")
    assert answer.status == 401
    assert wrong.token is not None
    assert wrong.token.encode() not in answer.raw
    entry = Payload.objects.get(event="identity:machine:refused")
    assert wrong.token not in entry.body


def test_a_place_that_tries_without_end_fills_no_log(gate: Machine) -> None:
    assert gate.call("whoami").status == 200
    for _ in range(attempts.MOST * 2):
        assert Machine("lia_nobody_nothing").call("whoami").status == 401
    assert Payload.objects.filter(event__startswith="identity:machine:").count() < 30
    # a key that was good from there a moment ago still is
    assert gate.call("whoami").status == 200


@pytest.mark.parametrize(
    "header", ["Basic bGlhOg==", "bearer", "Token x", "Bearer", "Bearer \u00fc", "Bearer x y"]
)
def test_another_kind_of_authorisation(db: None, header: str) -> None:
    assert db is None
    answer = Machine(None).call("whoami", headers={"Authorization": header})
    assert answer.status == 401
