"""The ways to hold delegations, and what follows from them: who sees and decides about whom."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet

from liaison.core.once import once
from liaison.identity import permissions, policy
from liaison.identity.errors import NoSuchDelegation
from liaison.identity.models import Delegation, Organisation
from liaison.identity.selectors.naming import names_of
from liaison.identity.states import (
    DESKS,
    Authentication,
    DelegationState,
    Kind,
    Oversight,
    Permission,
    Right,
)
from liaison.identity.types import Actor, DelegationFacts, DelegationTerms

MAX_LISTED: Final = 200
OWN: Final = "pk"
# at most one for each sub-bureau
_RULING: Final = Delegation.objects.filter(rules__isnull=False)
MAX_OFFERED: Final = 500


def oversight_of(actor: Actor, *, now: datetime) -> Mapping[str, Oversight]:
    """Return the desks whose work this actor may see, and how much of it. At most one query.

    Their own desk wholly; and for chairs of the bureau itself, never for units below it, each
    tenant sub-bureau as far as a delegation in force says. Without one nothing is seen.

    Args:
        actor: who looks.
        now: the present moment.
    """
    seen = {actor.desk: Oversight.ALL}
    if actor.organisation == settings.NODE.organisation:
        rows = {one.sub_bureau_id: Oversight(one.oversight) for one in _in_force(now)}
        seen |= {desk: level for desk, level in rows.items() if level is not Oversight.NOTHING}
    return seen


def desks_seen_by(
    actor: Actor, *, now: datetime, least: Oversight = Oversight.HEADLINES
) -> frozenset[str]:
    """Return the desks whose work this actor may see.

    Args:
        actor: who looks.
        now: the present moment.
        least: `HEADLINES`: desks of which they see anything; `ALL`: desks whose things they may
            open and read.
    """
    wanted = {Oversight.ALL, least}
    return frozenset(
        desk for desk, level in oversight_of(actor, now=now).items() if level in wanted
    )


def may_speak_abroad(desk: str, *, now: datetime) -> bool:
    """Return whether a desk of this node speaks to other bureaus under its own address now."""
    if desk == settings.NODE.organisation:
        return True
    return any(Right.ABROAD in one.rights for one in _in_force(now) if one.rules == desk)


def delegated(now: datetime) -> Mapping[str, bool]:
    """Return every sub-bureau below this bureau, and whether it decides about its own people."""
    bureau = settings.NODE.organisation
    below = Organisation.objects.filter(kind__in=DESKS, id__startswith=f"{bureau}/")
    own = {one.sub_bureau_id for one in _in_force(now) if Right.PEOPLE in one.rights}
    tenants = once("identity.tenants", lambda: tuple(below.values_list("pk", flat=True)))
    return {pk: pk in own for pk in tenants}


def house_of(organisation: str, *, now: datetime) -> str:
    """Return the house in charge of an organisation's people: a sub-bureau, or the bureau."""
    own = [
        tenant
        for tenant, decides in delegated(now).items()
        if decides and policy.within(organisation, tenant)
    ]
    return max(own, key=len, default=settings.NODE.organisation)


def in_charge_of(actor: Actor, column: str, *, now: datetime) -> Q:
    """Return the condition that a column names an organisation in the actor's charge.

    The same rule as `policy.in_charge`, for the database; a test holds the two together.

    Args:
        actor: who would decide; the command line reaches the whole node.
        column: name of a foreign key to an organisation, or `pk` for organisations themselves.
        now: the present moment.
    """
    whole = below(column, settings.NODE.organisation)
    if actor.authentication is Authentication.COMMAND_LINE:
        return whole
    condition = whole & below(column, actor.organisation)
    for tenant, own in delegated(now).items():
        if policy.within(actor.organisation, tenant) != own:
            condition &= ~below(column, tenant)
    return condition


def own_unit_of(actor: Actor, column: str, *, now: datetime) -> Q:
    """Return the condition that a column names the actor's own organisation or one below it.

    A tenant is nobody's unit but its own, whatever is delegated.

    Args:
        actor: who answers for their unit.
        column: as in `in_charge_of`.
        now: the present moment.
    """
    condition = below(column, settings.NODE.organisation) & below(column, actor.organisation)
    for tenant in delegated(now):
        if not policy.within(actor.organisation, tenant):
            condition &= ~below(column, tenant)
    return condition


def delegations(actor: Actor, *, now: datetime) -> tuple[DelegationFacts, ...]:
    """Return the delegations this actor may know about, newest first.

    The bureau sees all of them; a sub-bureau those that concern itself.

    Raises:
        PermissionRefused: the chair does not carry ORGANISATION_READ.
    """
    rows = list(_visible_to(actor).select_related("sub_bureau")[:MAX_LISTED])
    names = names_of(who for row in rows for who in (row.asked_by, row.decided_by, row.ended_by))
    return tuple(_facts(row, actor, names, now) for row in rows)


def delegation_for_update(actor: Actor, delegation_id: uuid.UUID) -> Delegation:
    """Return one delegation, locked until the end of the transaction.

    Raises:
        PermissionRefused: the chair does not carry ORGANISATION_READ.
        NoSuchDelegation: for a missing one and for a hidden one alike.
    """
    found = _visible_to(actor).select_for_update().filter(pk=delegation_id).first()
    if found is None:
        raise NoSuchDelegation(str(delegation_id))
    return found


def sub_bureaus(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Return id and name of the sub-bureaus this actor may delegate to.

    Raises:
        PermissionRefused: the chair does not carry DELEGATION_MANAGE.
        OutsideAuthority: the chair is one of an organisation below the bureau.
    """
    permissions.check_whole_bureau(actor, Permission.DELEGATION_MANAGE)
    below = Organisation.objects.filter(
        kind=Kind.SUB_BUREAU, id__startswith=f"{settings.NODE.organisation}/"
    )
    return tuple(below.order_by("position", "id").values_list("pk", "name")[:MAX_LISTED])


def _visible_to(actor: Actor) -> QuerySet[Delegation]:
    actor.require(Permission.ORGANISATION_READ)
    if actor.at_bureau:
        return Delegation.objects.all()
    return Delegation.objects.filter(sub_bureau=actor.organisation)


def _in_force(now: datetime) -> tuple[Delegation, ...]:
    rows = once("identity.ruling_delegations", lambda: tuple(_RULING.all()))
    return tuple(one for one in rows if one.valid_until > now)


def below(column: str, top: str) -> Q:
    """Return the condition that a column names an organisation or one addressed below it."""
    key = column if column == OWN else f"{column}__{OWN}"
    return Q(**{key: top}) | Q(**{f"{key}__startswith": f"{top}/"})


def _facts(
    row: Delegation, actor: Actor, names: Mapping[str, str], now: datetime
) -> DelegationFacts:
    return DelegationFacts(
        id=str(row.pk),
        terms=terms_of(row),
        name=row.sub_bureau.name,
        state=DelegationState(row.state),
        in_force=row.rules is not None and row.valid_until > now,
        asked_by=names.get(row.asked_by, row.asked_by),
        asked_at=row.asked_at,
        own=row.asked_by == actor.person_id,
        decided_by=names.get(row.decided_by, row.decided_by),
        decided_at=row.decided_at,
        ended_by=names.get(row.ended_by, row.ended_by),
        ended_at=row.ended_at,
        note=row.note,
    )


def terms_of(row: Delegation) -> DelegationTerms:
    """Return what a delegation says."""
    return DelegationTerms(
        sub_bureau=row.sub_bureau_id,
        oversight=Oversight(row.oversight),
        rights=frozenset(Right(one) for one in row.rights),
        valid_until=row.valid_until,
    )


def organisations_in_charge(actor: Actor, *, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return id and name of the organisations whose people are in the actor's charge."""
    rows = Organisation.objects.filter(in_charge_of(actor, OWN, now=now))
    return tuple(rows.order_by("position", "id").values_list("pk", "name")[:MAX_OFFERED])


def organisations_of_unit(actor: Actor, *, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return id and name of the actor's own organisation and those below it."""
    rows = Organisation.objects.filter(own_unit_of(actor, OWN, now=now))
    return tuple(rows.order_by("position", "id").values_list("pk", "name")[:MAX_OFFERED])
