"""Hits through the API: listed by cursor, read whole."""

import uuid

import pytest

from liaison.api.agencies.cursors import write
from liaison.audit.models import Payload
from liaison.queries.states import HitState
from tests.api.agencies.caller import Keyring, Machine
from tests.cast import an_actor
from tests.queries.things import a_hit, asked
from tests.records.things import a_copy


def several(count: int) -> list[str]:
    """Make hits; return their ids, newest first."""
    a_copy()
    return [str(asked().hits[0].id) for _ in range(count)][::-1]


def test_pages_follow_each_other_without_doubling_or_losing(machine: Machine) -> None:
    made = several(7)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = machine.call("list_hits", query={"limit": 3, "cursor": cursor}).body
        seen += [one["id"] for one in page["hits"]]
        cursor = page["next"]
    assert seen == made


def test_what_arrives_meanwhile_moves_nothing(machine: Machine) -> None:
    made = several(4)
    page = machine.call("list_hits", query={"limit": 2}).body
    asked()
    rest = machine.call("list_hits", query={"limit": 2, "cursor": page["next"]}).body
    assert [one["id"] for one in (*page["hits"], *rest["hits"])] == made


def test_ended_hits_are_shown_when_asked_for(machine: Machine) -> None:
    ended = a_hit(HitState.FALSE_POSITIVE)
    assert machine.call("list_hits").body["hits"] == []
    (shown,) = machine.call("list_hits", query={"show": "all"}).body["hits"]
    assert shown["id"] == str(ended.id)


def test_nobody_sees_the_hits_beside_them(keyring: Keyring, machine: Machine) -> None:
    several(1)
    stranger = Machine(keyring.give("stranger", organisation="beijing/hong-kong"))
    assert stranger.call("list_hits").body["hits"] == []
    assert len(machine.call("list_hits").body["hits"]) == 1


def test_a_cursor_is_good_for_one_list_of_one_machine(keyring: Keyring, machine: Machine) -> None:
    several(3)
    cursor = machine.call("list_hits", query={"limit": 1}).body["next"]
    other = Machine(keyring.give("other"))
    foreign = other.call("list_hits", query={"cursor": cursor})
    another = machine.call("list_hits", query={"cursor": cursor, "show": "all"})
    assert (foreign.code, another.code) == ("api:cursor", "api:cursor")


NEW = str(uuid.UUID(int=1))
FORGED = {
    "not signed": str(uuid.UUID(int=1)),
    "signed and changed": "0" + write("hits:open", an_actor(person="gate"), NEW)[1:],
    "a text": "next",
    "U+0000": "\x00",
    "too long": "a" * 301,
}


@pytest.mark.parametrize("cursor", FORGED.values(), ids=FORGED)
def test_a_forged_cursor_is_refused(machine: Machine, cursor: str) -> None:
    if cursor.startswith("00"):
        cursor = "1" + cursor[1:]
    answer = machine.call("list_hits", query={"cursor": cursor})
    assert answer.status in {400, 422}


@pytest.mark.parametrize("limit", ["0", "101", "-1", "all", "1e9", "9" * 5000])
def test_a_limit_has_limits(machine: Machine, limit: str) -> None:
    answer = machine.call("list_hits", query={"limit": limit})
    assert (answer.status, answer.body["errors"][0]["parameter"]) == (422, "limit")


def test_a_hit_brings_its_comparison_and_is_recorded(machine: Machine) -> None:
    hit = a_hit()
    answer = machine.call("read_hit", path={"hit_id": hit.id})
    assert answer.body["record_id"] == str(hit.record_id)
    assert {one["field"] for one in answer.body["comparison"]} >= {"number", "issuing_state"}
    assert answer.body["may"] == ["compare"]
    assert answer.body["hit"]["page"] == f"/hits/{hit.id}/"
    assert Payload.objects.filter(event="queries:hit:read", target=str(hit.id)).count() == 1
