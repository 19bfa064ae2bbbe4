"""Machines and requests of the tests, made through the real services."""

import uuid
from collections.abc import Mapping
from datetime import timedelta

from liaison.identity import services
from liaison.identity.roles import MACHINE_ROLES
from liaison.identity.types import MachinePlan
from tests.cast import NOW, an_actor, the_machine, the_organisations

SECURITY = an_actor(person="Sara", role="security_officer")
OTHER_SECURITY = an_actor(person="Tomas", role="security_officer")
PLAN: Mapping[str, object] = {
    "name": "Lanes of hall A",
    "organisation": "beijing/shenzhen-border",
    "role": "border_system",
    "scope": MACHINE_ROLES["border_system"].permissions,
    "place": "Shenzhen Bay, hall A",
    "expires_at": NOW + timedelta(days=200),
}


def a_plan(**facts: object) -> MachinePlan:
    """Return the plan of PLAN, with changes."""
    return MachinePlan(**{**PLAN, **facts})  # type: ignore[arg-type]


def a_machine(**facts: object) -> uuid.UUID:
    """Give a machine access, and return its id."""
    the_organisations()
    found = services.propose_machine(the_machine(), plan=a_plan(**facts), now=NOW)
    services.validate_machine(the_machine(), machine_id=found, now=NOW)
    return found


def a_key(machine_id: uuid.UUID, **facts: object) -> str:
    """Make a key for a machine, and return it."""
    said: dict[str, object] = {"overlap": timedelta(days=7), "now": NOW}
    return services.make_machine_key(
        the_machine(),
        machine_id=machine_id,
        **{**said, **facts},  # type: ignore[arg-type]
    )
