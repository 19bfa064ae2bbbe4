"""Attack: every call the description allows and forbids, by a machine and by one with nothing."""

import sys
from collections.abc import Iterator
from typing import Final

import pytest
from django.db import connection

from liaison.api.agencies.routes import DECLARED
from liaison.identity.roles import MACHINE_ROLES, PERSONS_ONLY, MachineRole
from liaison.identity.services import machines
from liaison.identity.states import Permission
from liaison.queries import abroad
from tests.attacks import calling
from tests.identity.things import a_key, a_machine
from tests.matrix.chairs import BUREAU
from tests.matrix.node import node_with_all
from tests.matrix.test_agencies import nothing_abroad
from tests.matrix.trying import counted, undone
from tests.matrix.world import World

__all__ = ["node_with_all"]
pytestmark = pytest.mark.django_db
EVERYTHING: Final = frozenset(Permission) - PERSONS_ONLY
# no operation asks for it
USELESS: Final = frozenset({Permission.STATISTICS_READ})
ROLE: Final = "every_system"
THINGS: Final = {
    "hit_id": "hit_desk",
    "request_id": "draft_desk",
    "record_id": "record_own",
    "file_id": "file_ada",
}
# what an operation's own tests reach: they ask for things of a unit, records for the desk,
# or for a list at one stage of its life
OF_A_UNIT: Final = {"change_request", "draft_answer", "submit_request"}
OF_A_STAGE: Final = {"add_bulk_lines", "prove_bulk_line", "submit_bulk_check"}
# every boundary of every shape: none of it depends on the database, and it takes longest
SHAPES: Final = {"coverage"} if connection.vendor == "sqlite" else set()
PHASES: Final = {"examples", "fuzzing", "stateful"} | SHAPES
# what only bodies at a boundary reach
OF_A_SHAPE: Final[set[str]] = set() if SHAPES else {"change_record"}
# a key without rights is refused before a body is looked at
FEW_PHASES: Final = {"examples", "fuzzing"}
ANY_KEY_MAY: Final = {name for name, made in DECLARED.items() if made.permission is None}


@pytest.fixture
def any_role(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be a role of machines that carries all that a machine may."""
    roles = {**MACHINE_ROLES, ROLE: MachineRole(ROLE, "All", "Does all.", EVERYTHING)}
    for module in (machines, sys.modules["liaison.identity.selectors.machines"]):
        monkeypatch.setattr(module, "MACHINE_ROLES", roles)
    monkeypatch.setattr(abroad, "ask", nothing_abroad)


@pytest.fixture
def inside(node_with_all: World) -> Iterator[dict[str, dict[str, str]]]:
    """Return for each operation things the desk's machine may reach; all is undone later."""
    with undone():
        found = {
            name: {
                part: str(node_with_all.things[THINGS[part]])
                for part in THINGS.keys() & set(made.parameters)
            }
            for name, made in DECLARED.items()
        }
        yield found


@pytest.mark.usefixtures("any_role")
def test_a_machine_that_may_everything_is_never_met_with_a_fault(
    inside: dict[str, dict[str, str]],
) -> None:
    """No 5xx, nothing that is not described, nothing taken that is forbidden, none without key."""
    key = a_key(a_machine(name="All", organisation=BUREAU, role=ROLE, scope=EVERYTHING))
    found = calling.run(calling.described(inside), key=key, phases=PHASES)
    assert not found.faults, "\n\n".join(map("\n".join, found.faults.items()))
    assert {found.phases[phase] for phase in PHASES} == {"success"}
    unreached = {name for name in DECLARED if not any(s < 300 for s in found.statuses(name))}
    assert unreached <= OF_A_UNIT | OF_A_STAGE | OF_A_SHAPE


@pytest.mark.usefixtures("any_role")
def test_a_machine_that_may_nothing_gets_nothing(inside: dict[str, dict[str, str]]) -> None:
    """And what it sends is stored nowhere."""
    key = a_key(a_machine(name="None", organisation=BUREAU, role=ROLE, scope=USELESS))
    before = counted()
    found = calling.run(calling.described(inside), key=key, phases=FEW_PHASES)
    assert not found.faults, "\n\n".join(map("\n".join, found.faults.items()))
    opened = {name for name, status in found.answered if status < 300}
    assert opened == ANY_KEY_MAY
    assert counted() == before
