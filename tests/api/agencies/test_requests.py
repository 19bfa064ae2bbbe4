"""Requests through the API: written, submitted, listed, followed. A person at the desk decides."""

from collections.abc import Mapping
from uuid import UUID

import pytest

from liaison.casework.models import Request
from liaison.casework.services import review
from liaison.casework.words import Decision
from liaison.identity.states import Permission
from tests.api.agencies.caller import Answered, Keyring, Machine
from tests.api.agencies.examples import REQUEST
from tests.casework.things import a_sent, an_arrived, boris, ticks
from tests.cast import NOW
from tests.records.outbox import Outbox

KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324"
UNIT = "beijing/shenzhen-border"
AGENCY = {
    Permission.REQUEST_READ,
    Permission.REQUEST_DRAFT,
    Permission.FILE_READ,
    Permission.FILE_ADD,
}

pytestmark = pytest.mark.usefixtures("outbox")


@pytest.fixture
def agency(keyring: Keyring, outbox: Outbox) -> Machine:
    """Return the system of a unit below Beijing, with what such a system carries."""
    assert outbox.sent == []
    return Machine(keyring.give("agency", organisation=UNIT, permissions=AGENCY))


def written(machine: Machine, body: Mapping[str, object] = REQUEST, **more: object) -> Answered:
    """Write a request."""
    return machine.call("draft_request", {**body, **more}, key=KEY)


def test_written_submitted_reviewed_and_followed(agency: Machine) -> None:
    made = written(agency, submit=True)
    assert made.headers["Location"] == f"/api/v1/requests/{made.body['id']}"
    path = {"request_id": made.body["id"]}
    found = agency.call("read_request", path=path).body
    assert found["request"]["state"] == "submitted"
    review(
        boris(),
        request_id=UUID(made.body["id"]),
        checklist=ticks(),
        decision=Decision.ACCEPT,
        now=NOW,
    )
    found = agency.call("read_request", path=path).body
    assert found["request"]["state"] == "sent"
    assert [one["desk"] for one in found["addressees"]] == ["seoul"]
    assert [one["kind"] for one in found["letters"]] == ["review", "request"]


def test_what_was_written_can_be_read_and_written_anew(agency: Machine) -> None:
    path = {"request_id": written(agency).body["id"]}
    found = agency.call("read_request", path=path).body
    assert found["concerned"][0]["names"][1] == {"name": "张伟", "script": "Hani"}
    again = {name: found[name] for name in REQUEST if name in found}
    body = {**REQUEST, **again, "asked": "Is the driver known to you?"}
    assert agency.call("change_request", body, path=path).status == 200
    assert agency.call("read_request", path=path).body["asked"] == "Is the driver known to you?"


def test_written_twice_with_one_key_it_is_one_request(agency: Machine) -> None:
    assert written(agency).raw == written(agency).raw
    assert Request.objects.count() == 1


def test_what_cannot_be_submitted_is_not_even_written(agency: Machine) -> None:
    answer = written(agency, to=["atlantis"], submit=True)
    assert (answer.status, answer.code) == (422, "casework:address")
    assert not Request.objects.exists()


REFUSED: Mapping[str, tuple[Mapping[str, object], str]] = {
    "no subject": ({"subject": ""}, "#/subject"),
    "a birth that is none": (
        {"concerned": [{"kind": "person", "names": [{"name": "Li"}], "birth": "1974-13"}]},
        "#/concerned/0/birth",
    ),
    "a person without a name": (
        {"concerned": [{"kind": "person"}]},
        "#/concerned/0/names",
    ),
    "a vehicle nothing identifies": (
        {"concerned": [{"kind": "vehicle", "colour": "red"}]},
        "#/concerned/0/vin",
    ),
    "a field of another kind": (
        {"concerned": [{"kind": "vehicle", "vin": "1M8GDM9AXKP042788", "birth": "1974"}]},
        "#/concerned/0/birth",
    ),
    "a kind that is none": ({"concerned": [{"kind": "soul"}]}, "#/concerned/0"),
    "a clock that is none": ({"clock": "yesterday"}, "#/clock"),
    "who decided": ({"reviewed_by": "boris"}, "#/reviewed_by"),
    "a state": ({"state": "sent"}, "#/state"),
    "a file that is no id": ({"files": ["../../etc"]}, "#/files/0"),
    "too many addresses": ({"to": ["seoul"] * 201}, "#/to"),
}


@pytest.mark.parametrize(("more", "pointer"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_says_where(
    agency: Machine, more: Mapping[str, object], pointer: str
) -> None:
    answer = written(agency, {**REQUEST, **more})
    assert answer.status == 422
    assert answer.body["errors"][0]["pointer"] == pointer
    assert not Request.objects.exists()


def test_lists_follow_the_clock_page_by_page(keyring: Keyring) -> None:
    desk = Machine(keyring.give("desk", permissions=AGENCY))
    made = {str(an_arrived().id) for _ in range(3)}
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = desk.call("list_requests", query={"limit": 2, "cursor": cursor}).body
        seen += [one["id"] for one in page["requests"]]
        cursor = page["next"]
    assert len(seen) == 3
    assert set(seen) == made


def test_a_list_that_is_none(agency: Machine) -> None:
    answer = agency.call("list_requests", query={"queue": "secret"})
    assert (answer.status, answer.code) == (422, "casework:field")


def test_found_by_a_reference(agency: Machine) -> None:
    path = {"request_id": written(agency).body["id"]}
    ours = agency.call("read_request", path=path).body["request"]["our_reference"]
    (found,) = agency.call("find_requests", query={"reference": ours}).body["requests"]
    assert found["id"] == path["request_id"]
    other = agency.call("find_requests", query={"reference": "BJ-1999-000001"})
    assert other.body["requests"] == []


def test_a_unit_sees_its_own_only(keyring: Keyring) -> None:
    row = a_sent()
    court = Machine(
        keyring.give("court", organisation="beijing/shenzhen-court", permissions=AGENCY)
    )
    assert court.call("read_request", path={"request_id": row.id}).status == 404
    assert court.call("list_requests").body["requests"] == []


def test_a_note_is_left_once(agency: Machine) -> None:
    path = {"request_id": written(agency).body["id"]}
    for _ in range(2):
        said = agency.call(
            "note_request", {"words": "the driver called"}, key=KEY[::-1], path=path
        )
        assert said.status == 200
    letters = agency.call("read_request", path=path).body["letters"]
    assert [one["words"] for one in letters] == ["the driver called"]
