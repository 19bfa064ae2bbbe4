"""The file of roles is read strictly: what is not understood is refused, nothing is guessed."""

from dataclasses import FrozenInstanceError

import pytest

from liaison.identity import roles
from liaison.identity.errors import FileRefused
from liaison.identity.roles import HOMES, MAX_BYTES, ROLES
from liaison.identity.states import Permission

GOOD = """
[guard]
title = "Guard"
sentence = "Looks."
home = "check"
permissions = ["queries:check"]
"""
REFUSALS = {
    "nothing in it": "",
    "not TOML": "[guard",
    "a key too many": GOOD + 'colour = "blue"',
    "a key too few": GOOD.replace('title = "Guard"', ""),
    "a role that is a text": 'guard = "queries:check"',
    "an unknown permission": GOOD.replace("queries:check", "queries:everything"),
    "a permission twice": GOOD.replace('["queries:check"]', '["queries:check", "queries:check"]'),
    "a permission that is a number": GOOD.replace('["queries:check"]', "[1]"),
    "no permission": GOOD.replace('["queries:check"]', "[]"),
    "permissions as a text": GOOD.replace('["queries:check"]', '"queries:check"'),
    "an unknown first page": GOOD.replace('"check"', '"cellar"'),
    "a first page the role may not see": GOOD.replace('"check"', '"audit"'),
    "an empty title": GOOD.replace('"Guard"', '" "'),
    "a long sentence": GOOD.replace("Looks.", "L" * 301),
    "a name with capitals": GOOD.replace("[guard]", "[Guard]"),
    "a name with a path": GOOD.replace("[guard]", '["../guard"]'),
    "asked for by nobody known": GOOD + 'asked_by = ["king"]',
    "asked for by a text": GOOD + 'asked_by = "guard"',
    "asked for by a number": GOOD + "asked_by = [1]",
    "asked for twice": GOOD + 'asked_by = ["guard", "guard"]',
    "too large": GOOD + "#" * MAX_BYTES,
}


GATE = """
[gate]
title = "Gate"
sentence = "Asks."
machine = true
permissions = ["queries:check"]
"""
WRONG_MACHINES = {
    "a machine that is none": GATE.replace("true", "false"),
    "a machine with a first page": GATE + 'home = "check"',
    "a machine that decides": GATE.replace("queries:check", "queries:decide"),
    "a machine that sees who may do what": GATE.replace("queries:check", "identity:validate"),
    "a machine with capitals": GATE.replace("[gate]", "[Gate]"),
}


@pytest.mark.parametrize("text", WRONG_MACHINES.values(), ids=WRONG_MACHINES)
def test_refuses_machines(text: str) -> None:
    with pytest.raises(FileRefused):
        roles.parse_machines(text.encode())


def test_machines_and_people_stand_in_one_file() -> None:
    assert list(roles.parse((GOOD + GATE).encode())) == ["guard"]
    gate = roles.parse_machines((GOOD + GATE).encode())["gate"]
    assert (gate.title, gate.sentence) == ("Gate", "Asks.")


@pytest.mark.parametrize("text", REFUSALS.values(), ids=REFUSALS)
def test_refuses(text: str) -> None:
    with pytest.raises(FileRefused):
        roles.parse(text.encode())


def test_refuses_more_roles_than_anybody_can_oversee() -> None:
    text = "".join(
        GOOD.replace("guard", f"guard_{chr(97 + n // 26)}{chr(97 + n % 26)}") for n in range(51)
    )

    with pytest.raises(FileRefused):
        roles.parse(text.encode())


def test_refuses_what_is_not_utf_8() -> None:
    with pytest.raises(FileRefused):
        roles.parse(b"\xff")


def test_reads_a_role() -> None:
    role = roles.parse(GOOD.encode())["guard"]

    assert role.permissions == {Permission.CHECK}
    assert (role.title, role.sentence, role.home) == ("Guard", "Looks.", "check")


def test_a_role_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        ROLES["auditor"].permissions = frozenset(Permission)  # type: ignore[misc]
    with pytest.raises(TypeError):
        ROLES["king"] = ROLES["auditor"]  # type: ignore[index]


@pytest.mark.parametrize("name", ROLES)
def test_every_role_may_see_its_first_page(name: str) -> None:
    role = ROLES[name]

    assert HOMES[role.home] in role.permissions


def test_duties_are_separated() -> None:
    """Who administers reads no records; who audits acts on nothing; who heads changes nothing."""
    acting = {
        Permission.CHECK,
        Permission.CONFIRMATION_ANSWER,
        Permission.DOCUMENT_IMPORT,
        Permission.DOCUMENT_WITHDRAW,
        Permission.HIT_DECIDE,
        Permission.PERSON_MANAGE,
        Permission.TRUST_MANAGE,
    }

    assert Permission.DOCUMENT_READ not in ROLES["administrator"].permissions
    assert Permission.PERSON_MANAGE in ROLES["administrator"].permissions
    assert not acting & ROLES["auditor"].permissions
    assert not acting & ROLES["head_of_bureau"].permissions
    assert [name for name in ROLES if Permission.PERSON_MANAGE in ROLES[name].permissions] == [
        "administrator"
    ]


def test_every_permission_is_carried_by_some_role() -> None:
    assert frozenset[Permission]().union(*(r.permissions for r in ROLES.values())) == set(
        Permission
    )
