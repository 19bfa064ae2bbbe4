"""The ways to hold machines: those in the actor's charge."""

import uuid
from datetime import datetime
from typing import Final

from django.db.models import Prefetch, QuerySet

from liaison.identity.errors import NoSuchMachine
from liaison.identity.models import Machine, MachineKey
from liaison.identity.roles import MACHINE_ROLES
from liaison.identity.selectors.delegations import in_charge_of
from liaison.identity.selectors.naming import names_of
from liaison.identity.states import MachineState, Permission
from liaison.identity.types import Actor, KeyFacts, MachineFacts, MachinePlan

MAX_LISTED: Final = 500


def machines(actor: Actor, *, now: datetime) -> tuple[MachineFacts, ...]:
    """Return the machines in the actor's charge, by organisation and name.

    Raises:
        PermissionRefused: the chair does not carry MACHINE_MANAGE.
    """
    running = MachineKey.objects.filter(valid_until__gt=now)
    found = list(
        _reachable(actor, now)
        .select_related("organisation")
        .prefetch_related(Prefetch("keys", running, to_attr="running"))
        .order_by("organisation", "name", "id")[:MAX_LISTED]
    )
    names = names_of(who for row in found for who in (row.asked_by, row.decided_by))
    return tuple(
        MachineFacts(
            id=str(row.pk),
            plan=_plan(row),
            organisation_name=row.organisation.name,
            state=MachineState(row.state),
            open=row.state == MachineState.ACTIVE
            and row.expires_at > now
            and row.role in MACHINE_ROLES,
            own=row.asked_by == actor.person_id,
            asked_by=names.get(row.asked_by, row.asked_by),
            decided_by=names.get(row.decided_by, row.decided_by),
            note=row.note,
            last_used_at=row.last_used_at,
            last_address=row.last_address,
            keys=tuple(
                KeyFacts(key.pk, key.created_at, key.valid_until)
                for key in getattr(row, "running", ())
            ),
        )
        for row in found
    )


def machine_for_update(actor: Actor, machine_id: uuid.UUID, *, now: datetime) -> Machine:
    """Return one machine, locked until the end of the transaction.

    Raises:
        PermissionRefused: the chair does not carry MACHINE_MANAGE.
        NoSuchMachine: for a missing one and for one out of charge alike.
    """
    found = _reachable(actor, now).select_for_update().filter(pk=machine_id).first()
    if found is None:
        raise NoSuchMachine(str(machine_id))
    return found


def _reachable(actor: Actor, now: datetime) -> QuerySet[Machine]:
    actor.require(Permission.MACHINE_MANAGE)
    return Machine.objects.filter(in_charge_of(actor, "organisation", now=now))


def _plan(row: Machine) -> MachinePlan:
    return MachinePlan(
        name=row.name,
        organisation=row.organisation_id,
        role=row.role,
        scope=frozenset(Permission(one) for one in row.scope),
        place=row.place,
        expires_at=row.expires_at,
    )
