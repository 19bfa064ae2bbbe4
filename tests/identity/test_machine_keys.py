"""Keys: one named refusal for every failure, changed with overlap, last use written sparingly."""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from liaison.audit.models import Payload
from liaison.identity import roles, services
from liaison.identity.attempts import MOST, WINDOW, Attempts
from liaison.identity.errors import InputRefused, MachineKeyRefused
from liaison.identity.models import Machine, MachineKey
from liaison.identity.services import machines
from liaison.identity.states import Authentication, Permission
from liaison.identity.types import Actor
from tests.cast import NOW, entries, the_machine
from tests.identity.things import PLAN, a_key, a_machine

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PLACE = "192.0.2.7"


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin each test in a new process, as it were."""
    monkeypatch.setattr(machines, "attempts", Attempts())


def show(token: str, *, now: datetime = NOW, place: str = PLACE) -> Actor:
    """Show a key at the door."""
    return services.authenticate_machine(token, now=now, place=place)


def test_a_key_opens_what_its_scope_says() -> None:
    found = a_machine(scope=frozenset({Permission.CHECK}))
    actor = show(a_key(found))

    assert (actor.person_id, actor.person_name) == (str(found), "Lanes of hall A")
    assert actor.permissions == {Permission.CHECK}
    assert actor.authentication is Authentication.MACHINE_KEY
    assert (actor.organisation, actor.desk) == ("beijing/shenzhen-border", "beijing")
    assert actor.who.chair == "border_system@beijing/shenzhen-border"


def test_the_secret_is_kept_nowhere() -> None:
    token = a_key(a_machine())
    secret = token.split("_")[2]
    kept = [str(vars(row)) for row in MachineKey.objects.all()]
    kept += Payload.objects.values_list("body", flat=True)

    assert not [text for text in kept if secret in str(text)]


WRONG: dict[str, str] = {
    "nothing": "",
    "no key": "Bearer",
    "another house's prefix": "ila_{id}_{secret}",
    "an unknown id": "lia_000000000000_{secret}",
    "a wrong secret": "lia_{id}_" + "0" * 64,
    "a secret cut short": "lia_{id}_{short}",
    "a secret with more": "lia_{id}_{secret}0",
    "capitals": "lia_{id}_{upper}",
    "a line behind it": "lia_{id}_{secret}\n",
    "a text without end": "lia_" + "a" * 100_000,
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_every_failure_is_the_same_refusal(text: str) -> None:
    token = a_key(a_machine())
    _lia, key, secret = token.split("_")
    shown = text.format(id=key, secret=secret, short=secret[:-1], upper=secret.upper())
    before = entries()

    with pytest.raises(MachineKeyRefused) as refusal:
        show(shown)

    assert not refusal.value.args
    assert Machine.objects.get().last_used_at is None
    assert entries() == before + 1
    assert secret not in str(Payload.objects.filter(event="identity:machine:refused").get().body)


@pytest.mark.parametrize("how", ["over", "machine over", "revoked", "role gone"])
def test_a_key_that_was_good(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = a_machine()
    token, now = a_key(found), NOW
    show(token)
    if how == "over":
        a_key(found, overlap=timedelta())
    elif how == "machine over":
        now = PLAN["expires_at"]  # type: ignore[assignment]
    elif how == "revoked":
        services.revoke_machine(the_machine(), machine_id=found, note="Stolen", now=NOW)
    else:
        monkeypatch.setattr(machines, "MACHINE_ROLES", {})

    with pytest.raises(MachineKeyRefused):
        show(token, now=now)


def test_a_revoked_machine_is_shut_out_even_if_a_key_were_left() -> None:
    found = a_machine()
    token = a_key(found)
    services.revoke_machine(the_machine(), machine_id=found, note="Stolen", now=NOW)
    MachineKey.objects.update(valid_until=NOW + DAY)

    with pytest.raises(MachineKeyRefused):
        show(token)
    assert "revoked" in str(Payload.objects.get(event="identity:machine:refused").body)


def test_keys_change_with_overlap_and_there_are_never_more_than_two() -> None:
    found = a_machine()
    first = a_key(found)
    second = a_key(found, overlap=7 * DAY, now=NOW + HOUR)
    assert show(first, now=NOW + DAY) == show(second, now=NOW + DAY)
    with pytest.raises(MachineKeyRefused):
        show(first, now=NOW + HOUR + 7 * DAY)

    third = a_key(found, overlap=DAY, now=NOW + 2 * DAY)

    with pytest.raises(MachineKeyRefused):
        show(first, now=NOW + 2 * DAY)
    assert show(second, now=NOW + 2 * DAY) == show(third, now=NOW + 2 * DAY)


@pytest.mark.parametrize("overlap", [-HOUR, timedelta(days=31)])
def test_an_overlap_has_limits(overlap: timedelta) -> None:
    found = a_machine()

    with pytest.raises(InputRefused):
        a_key(found, overlap=overlap)

    assert not MachineKey.objects.exists()


def test_the_last_use_is_written_once_a_minute(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    token = a_key(a_machine())
    show(token)
    with django_assert_num_queries(2):
        show(token, now=NOW + timedelta(seconds=59), place="192.0.2.8")
    assert Machine.objects.get().last_used_at == NOW
    show(token, now=NOW + timedelta(seconds=60), place="192.0.2.9")

    machine = Machine.objects.get()
    assert (machine.last_used_at, machine.last_address) == (
        NOW + timedelta(seconds=60),
        "192.0.2.9",
    )


def test_a_place_that_sends_bad_keys_without_end_costs_nothing_more(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    good, late = a_key(a_machine()), a_key(a_machine(name="Lanes of hall B"))
    show(good)
    before = entries()
    for _ in range(MOST):
        with pytest.raises(MachineKeyRefused):
            show("lia_000000000000_" + "0" * 64)
    assert entries() == before + MOST
    assert Payload.objects.filter(event="identity:machine:locked").count() == 1

    with django_assert_num_queries(0), pytest.raises(MachineKeyRefused):
        show(late)

    assert show(good, now=NOW + timedelta(seconds=30)).person_name == "Lanes of hall A"
    assert show(late, place="192.0.2.99").person_name == "Lanes of hall B"
    assert show(late, now=NOW + WINDOW).person_name == "Lanes of hall B"


def test_machines_carry_nothing_that_only_a_person_may_do() -> None:
    carried = {one for role in roles.MACHINE_ROLES.values() for one in role.permissions}

    assert not carried & roles.PERSONS_ONLY
    assert not set(roles.MACHINE_ROLES) & set(roles.ROLES)
