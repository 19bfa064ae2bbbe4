"""The ways to hold requests for accounts, and the accounts that were given."""

import uuid
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from liaison.identity import policy
from liaison.identity.errors import NoSuchChair, NoSuchRequest
from liaison.identity.models import AccountRequest, Chair, Person
from liaison.identity.roles import ROLES
from liaison.identity.selectors.delegations import in_charge_of, own_unit_of
from liaison.identity.selectors.naming import names_of
from liaison.identity.states import AccountState, Permission
from liaison.identity.types import AccountFacts, AccountWish, Actor, RequestFacts

MAX_REQUESTS: Final = 300
MAX_ACCOUNTS: Final = 1_000
WAITING: Final = (AccountState.ASKED, AccountState.ASKED_AGAIN, AccountState.DUE)


def account_requests(
    actor: Actor, permission: Permission, *, now: datetime, waiting: bool = False
) -> tuple[RequestFacts, ...]:
    """Return requests for accounts, newest first.

    Args:
        actor: who looks.
        permission: `ACCOUNT_ASK`: those of their own unit; `ACCOUNT_VALIDATE`: those in charge.
        now: the present moment.
        waiting: only those that somebody has to decide about.

    Raises:
        PermissionRefused: the chair does not carry it.
    """
    found = _requests(actor, permission, now).select_related("organisation", "chair")
    if waiting:
        found = found.filter(state__in=WAITING)
    rows = list(found.order_by("-asked_at", "-id")[:MAX_REQUESTS])
    names = names_of(who for row in rows for who in (row.asked_by, row.decided_by))
    people = Person.objects.filter(sign_in_name__in=[row.sign_in_name for row in rows])
    known = set(people.values_list("sign_in_name", flat=True))
    return tuple(
        RequestFacts(
            id=str(row.pk),
            wish=_wish(row),
            organisation_name=row.organisation.name,
            state=AccountState(row.state),
            asked_by=names.get(row.asked_by, row.asked_by),
            asked_at=row.asked_at,
            own=row.asked_by == actor.person_id,
            known=row.sign_in_name in known,
            decided_by=names.get(row.decided_by, row.decided_by),
            decided_at=row.decided_at,
            note=row.note,
            ends_at=None if row.chair is None else row.chair.valid_until,
        )
        for row in rows
    )


def waiting_requests(actor: Actor, *, now: datetime) -> int:
    """Return how many requests wait for a security officer; 0 for everybody else."""
    if not actor.may(Permission.ACCOUNT_VALIDATE):
        return 0
    return _requests(actor, Permission.ACCOUNT_VALIDATE, now).filter(state__in=WAITING).count()


def accounts(actor: Actor, permission: Permission, *, now: datetime) -> tuple[AccountFacts, ...]:
    """Return the chairs people hold now or will hold, by name, with when they last signed in.

    Args:
        actor: who looks.
        permission: `ACCOUNT_ASK`: those of their own unit; `ACCOUNT_VALIDATE`: those in charge.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not carry it.
    """
    rows = _accounts(actor, permission, now).select_related("person", "organisation")
    return tuple(
        AccountFacts(
            chair=str(row.pk),
            person=str(row.person_id),
            name=row.person.name,
            sign_in_name=row.person.sign_in_name,
            organisation_name=row.organisation.name,
            role=row.role,
            valid_until=row.valid_until,
            due=row.valid_until - now <= policy.DUE_BEFORE,
            last_seen=row.person.last_login,
            own=str(row.person_id) == actor.person_id,
            never_set=not row.person.has_usable_password(),
        )
        for row in rows.order_by("person__name", "person__sign_in_name", "role")[:MAX_ACCOUNTS]
    )


def askable_roles(actor: Actor) -> tuple[str, ...]:
    """Return the roles that a chair like the actor's may ask for, in the order of the file."""
    return tuple(name for name, role in ROLES.items() if actor.role in role.asked_by)


def request_for_update(
    actor: Actor, permission: Permission, request_id: uuid.UUID, *, now: datetime
) -> AccountRequest:
    """Return one request, locked until the end of the transaction.

    Raises:
        PermissionRefused: the chair does not carry the permission.
        NoSuchRequest: for a missing one and for a hidden one alike.
    """
    found = _requests(actor, permission, now).select_for_update().filter(pk=request_id).first()
    if found is None:
        raise NoSuchRequest(str(request_id))
    return found


def account_for_update(
    actor: Actor, permission: Permission, chair_id: uuid.UUID, *, now: datetime
) -> Chair:
    """Return one chair that has not ended, locked until the end of the transaction.

    Raises:
        PermissionRefused: the actor's chair does not carry the permission.
        NoSuchChair: for a missing, a hidden and an ended chair alike.
    """
    found = _accounts(actor, permission, now).select_for_update().filter(pk=chair_id).first()
    if found is None:
        raise NoSuchChair(str(chair_id))
    return found


def _requests(actor: Actor, permission: Permission, now: datetime) -> QuerySet[AccountRequest]:
    return AccountRequest.objects.filter(_reach(actor, permission, now))


def _accounts(actor: Actor, permission: Permission, now: datetime) -> QuerySet[Chair]:
    return Chair.objects.filter(_reach(actor, permission, now), valid_until__gt=now)


def _reach(actor: Actor, permission: Permission, now: datetime) -> Q:
    """Return the condition of a row's organisation: one's own unit, or all in charge."""
    actor.require(permission)
    if permission is Permission.ACCOUNT_VALIDATE:
        return in_charge_of(actor, "organisation", now=now)
    return own_unit_of(actor, "organisation", now=now)


def _wish(row: AccountRequest) -> AccountWish:
    return AccountWish(
        sign_in_name=row.sign_in_name,
        name=row.name,
        mail=row.mail,
        organisation=row.organisation_id,
        role=row.role,
        reason=row.reason,
        valid_until=row.valid_until,
    )
