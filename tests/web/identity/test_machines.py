"""The page of machines: two persons, one key shown once."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from liaison.identity.models import Machine, MachineKey
from liaison.identity.roles import MACHINE_ROLES
from liaison.identity.states import MachineState
from liaison.web.identity.access_words import MACHINE_STATES, SCOPES
from tests.cast import NOW, the_organisations

ASKED = {
    "name": "Lanes of hall A",
    "place": "Shenzhen Bay, hall A",
    "organisation": "beijing/shenzhen-border",
    "role": "border_system",
    "days": "180",
}
Sit = Callable[..., Client]


def asked(at_desk: Sit) -> Machine:
    """Let Sara ask for a machine's access on the page."""
    the_organisations()
    answer = at_desk("Sara", role="security_officer").post("/machines/new/", ASKED)
    assert answer.status_code == 302
    return Machine.objects.get()


def test_from_the_question_to_the_key(at_desk: Sit) -> None:
    row = asked(at_desk)
    client = at_desk("Emil", role="administrator")
    page = client.get("/machines/").content.decode()
    for words in ("Lanes of hall A", "Shenzhen border post", "Give it access", "check abroad"):
        assert words in page
    client.post(f"/machines/{row.pk}/", {"step": "validate"})
    assert "Make a key" in client.get("/machines/").content.decode()

    answer = client.post(f"/machines/{row.pk}/key/", {"overlap": "0"})

    page = answer.content.decode()
    (token,) = re.findall(r"lia_[a-z0-9]{12}_[0-9a-f]{64}", page)
    assert answer["Cache-Control"] == "no-store"
    page = client.get("/machines/").content.decode()
    assert token not in page
    assert f"lia_{MachineKey.objects.get().pk}_…" in page
    assert "never" in page

    client.post(f"/machines/{row.pk}/", {"step": "withdraw", "note": "Replaced"})
    page = client.get("/machines/").content.decode()
    assert "Replaced" in page
    assert MachineKey.objects.get().valid_until == NOW


def test_whoever_asked_does_not_validate(at_desk: Sit) -> None:
    row = asked(at_desk)
    client = at_desk("Tomas", role="security_officer")
    Machine.objects.update(asked_by=str(client.session["_auth_user_id"]))

    assert "you can only take it back" in client.get("/machines/").content.decode()
    assert client.post(f"/machines/{row.pk}/", {"step": "validate"}).status_code == 403
    client.post(f"/machines/{row.pk}/", {"step": "refuse", "note": "A mistake"})
    assert Machine.objects.get().state == MachineState.REFUSED


def test_a_scope_can_be_narrowed(at_desk: Sit) -> None:
    the_organisations()
    client = at_desk("Sara", role="security_officer")
    without = ["queries:abroad", "queries:bulk", "queries:read"]
    client.post("/machines/new/", {**ASKED, "without": without})

    assert Machine.objects.get().scope == ["queries:check"]


@pytest.mark.parametrize(
    "said",
    [
        {"name": ""},
        {"place": ""},
        {"role": "desk_officer"},
        {"organisation": "seoul"},
        {"days": "9"},
    ],
)
def test_what_is_missing_comes_back_as_it_was_typed(at_desk: Sit, said: dict[str, str]) -> None:
    the_organisations()
    client = at_desk("Sara", role="security_officer")
    answer = client.post("/machines/new/", {**ASKED, **said})

    assert answer.status_code == 422
    assert "Nothing was asked yet." in answer.content.decode()
    assert not Machine.objects.exists()


def test_a_key_needs_its_overlap_and_a_step_its_reason(at_desk: Sit) -> None:
    row = asked(at_desk)
    client = at_desk("Emil", role="administrator")
    client.post(f"/machines/{row.pk}/", {"step": "validate"})

    client.post(f"/machines/{row.pk}/key/", {"overlap": "9999"})
    client.post(f"/machines/{row.pk}/", {"step": "withdraw"})

    page = client.get("/machines/").content.decode()
    assert "No key was made" in page
    assert "say in a few words why" in page
    assert Machine.objects.get().state == MachineState.ACTIVE
    assert not MachineKey.objects.exists()


def test_nothing_yet(at_desk: Sit) -> None:
    page = at_desk("Sara", role="security_officer").get("/machines/").content.decode()
    assert "No machine has access." in page


def test_everything_has_words() -> None:
    assert set(MACHINE_STATES) == set(MachineState)
    assert {one for role in MACHINE_ROLES.values() for one in role.permissions} <= set(SCOPES)
