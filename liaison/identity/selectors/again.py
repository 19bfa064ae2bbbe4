"""Who asked a while ago, as they are now: for work that goes on after the request."""

import uuid
from datetime import datetime

from django.conf import settings

from liaison.identity.errors import NoChair
from liaison.identity.models import Chair, Machine
from liaison.identity.roles import MACHINE_ROLES, ROLES
from liaison.identity.selectors.naming import uuid_or_none
from liaison.identity.selectors.organisations import desk_of
from liaison.identity.states import Authentication, MachineState, Permission
from liaison.identity.types import Actor


def actor_again(*, person_id: str, chair_id: str, now: datetime) -> Actor:
    """Return who asked, with what they carry at this moment.

    Args:
        person_id: of the person or the machine.
        chair_id: the chair they asked in; "" for a machine.
        now: the present moment.

    Raises:
        NoChair: the chair ended or was withdrawn, the person may no longer sign in, or the
            machine's access is over.
    """
    known = uuid_or_none(person_id)
    seat = uuid_or_none(chair_id) if chair_id else None
    if known is None or (chair_id and seat is None):
        raise NoChair(person_id)
    return _machine(known, now) if seat is None else _person(known, seat, now)


def _person(person_id: uuid.UUID, chair_id: uuid.UUID, now: datetime) -> Actor:
    found = Chair.objects.select_related("person").filter(
        pk=chair_id,
        person_id=person_id,
        person__is_active=True,
        valid_from__lte=now,
        valid_until__gt=now,
        role__in=list(ROLES),
    )
    chair = found.first()
    if chair is None:
        raise NoChair(str(person_id))
    return Actor(
        person_id=str(person_id),
        person_name=chair.person.name,
        chair_id=str(chair.pk),
        role=chair.role,
        organisation=chair.organisation_id,
        bureau=settings.NODE.organisation,
        permissions=ROLES[chair.role].permissions,
        authentication=Authentication.MACHINE,
        desk=desk_of(chair.organisation_id),
    )


def _machine(machine_id: uuid.UUID, now: datetime) -> Actor:
    found = Machine.objects.filter(
        pk=machine_id,
        state=MachineState.ACTIVE,
        expires_at__gt=now,
        role__in=list(MACHINE_ROLES),
    )
    machine = found.first()
    if machine is None:
        raise NoChair(str(machine_id))
    carried = frozenset(machine.scope) & MACHINE_ROLES[machine.role].permissions
    return Actor(
        person_id=str(machine.pk),
        person_name=machine.name,
        chair_id="",
        role=machine.role,
        organisation=machine.organisation_id,
        bureau=settings.NODE.organisation,
        permissions=frozenset(Permission(one) for one in carried),
        authentication=Authentication.MACHINE_KEY,
        desk=desk_of(machine.organisation_id),
    )
