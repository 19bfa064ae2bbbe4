"""Events: polled by number, nothing missed, nothing twice, no content."""

import pytest
from django.db import transaction

from liaison.audit.models import Payload
from liaison.identity import services
from liaison.identity.states import Permission
from tests.api.agencies.caller import Keyring, Machine
from tests.cast import NOW, the_organisations


def happen(*targets: str, organisation: str = "beijing") -> None:
    """Let things happen."""
    the_organisations()
    with transaction.atomic():
        for target in targets:
            services.announce(
                organisation=organisation,
                permission=Permission.REQUEST_READ,
                kind="casework:request:arrived",
                target=target,
                at=NOW,
            )
    services.number_events(NOW)


def test_who_asks_for_what_came_after_misses_nothing(machine: Machine) -> None:
    happen("one", "two", "three")
    first = machine.call("poll_events", query={"limit": 2}).body
    assert [one["target"] for one in first["events"]] == ["one", "two"]
    assert first["more"] is True
    happen("four")
    rest = machine.call("poll_events", query={"after": first["last"]}).body
    assert [one["target"] for one in rest["events"]] == ["three", "four"]
    assert rest["more"] is False
    empty = machine.call("poll_events", query={"after": rest["last"]}).body
    assert (empty["events"], empty["last"]) == ([], rest["last"])


def test_an_event_tells_kind_and_id_only(machine: Machine) -> None:
    happen("one")
    (event,) = machine.call("poll_events").body["events"]
    assert set(event) == {"number", "kind", "target", "at"}


def test_events_of_others_and_of_other_permissions_are_not_shown(
    keyring: Keyring, db: None
) -> None:
    assert db is None
    happen("one")
    stranger = Machine(keyring.give("stranger", organisation="beijing/hong-kong"))
    poor = Machine(keyring.give("poor", permissions={Permission.CHECK}))
    assert stranger.call("poll_events").body["events"] == []
    assert poor.call("poll_events").body["events"] == []


def test_what_was_shown_is_recorded_and_an_empty_answer_is_not(machine: Machine) -> None:
    machine.call("poll_events")
    assert not Payload.objects.filter(event="api:call:answered").exists()
    happen("one")
    machine.call("poll_events")
    assert Payload.objects.filter(event="api:call:answered").count() == 1


@pytest.mark.parametrize("after", ["-1", "all", str(2**63), "1.5"])
def test_a_number_that_is_none(machine: Machine, after: str) -> None:
    answer = machine.call("poll_events", query={"after": after})
    assert (answer.status, answer.body["errors"][0]["parameter"]) == (422, "after")
