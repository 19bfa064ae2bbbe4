"""The ways to hold recoveries: for officers in whose charge the person is."""

import uuid
from datetime import datetime

from liaison.identity.factor_errors import NoSuchRecovery
from liaison.identity.models import Recovery
from liaison.identity.selectors.factors import person_in_charge
from liaison.identity.selectors.naming import names_of
from liaison.identity.states import Permission, RecoveryState
from liaison.identity.types import Actor, RecoveryFacts

MAX_RECOVERIES = 100


def recoveries(actor: Actor, *, now: datetime) -> tuple[RecoveryFacts, ...]:
    """Return the recoveries that are open, newest first.

    Raises:
        PermissionRefused: the chair does not recover.
    """
    actor.require(Permission.RECOVER)
    rows = Recovery.objects.filter(open_for__isnull=False, valid_until__gt=now)
    found = [
        one
        for one in rows.select_related("person").order_by("-asked_at")[:MAX_RECOVERIES]
        if person_in_charge(actor, one.person_id, now=now)
    ]
    names = names_of(one.asked_by for one in found)
    return tuple(
        RecoveryFacts(
            id=str(one.pk),
            name=one.person.name,
            sign_in_name=one.person.sign_in_name,
            reason=one.reason,
            state=RecoveryState(one.state),
            asked_by=names.get(one.asked_by, ""),
            asked_at=one.asked_at,
            valid_until=one.valid_until,
            own=one.asked_by == actor.person_id,
        )
        for one in found
    )


def recovery_for_update(actor: Actor, recovery_id: uuid.UUID, *, now: datetime) -> Recovery:
    """Return one recovery, locked until the end of the transaction.

    Raises:
        PermissionRefused: the chair does not recover.
        NoSuchRecovery: missing, over, or out of charge; they look alike.
    """
    actor.require(Permission.RECOVER)
    rows = Recovery.objects.select_for_update(of=("self",)).select_related("person")
    found = rows.filter(pk=recovery_id, valid_until__gt=now).first()
    if found is None or not person_in_charge(actor, found.person_id, now=now):
        raise NoSuchRecovery(str(recovery_id))
    return found
