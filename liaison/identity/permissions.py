"""Who may decide about whom: the permission, then the reach, then the policy."""

from collections.abc import Iterable, Mapping

from django.conf import settings

from liaison.identity import policy
from liaison.identity.errors import OutsideAuthority
from liaison.identity.states import Authentication, Permission
from liaison.identity.types import Actor


def check_whole_bureau(actor: Actor, permission: Permission) -> None:
    """Refuse whoever does not sit at the bureau itself with this permission.

    Raises:
        PermissionRefused: the chair does not carry it.
        OutsideAuthority: the chair is one of an organisation below the bureau.
    """
    actor.require(permission)
    if not actor.at_bureau:
        raise OutsideAuthority(settings.NODE.organisation)


def reaches(actor: Actor, organisation: str, *, delegated: Mapping[str, bool]) -> bool:
    """Return whether the people of an organisation are in the actor's charge.

    Args:
        actor: who would decide; the command line reaches the whole node.
        organisation: whose people.
        delegated: sub-bureau to whether it decides about its own people now.
    """
    bureau = settings.NODE.organisation
    if actor.authentication is Authentication.COMMAND_LINE:
        return policy.within(organisation, bureau)
    return policy.in_charge(
        organisation, of=actor.organisation, bureau=bureau, delegated=delegated
    )


def check_reaches(
    actor: Actor, permission: Permission, organisation: str, *, delegated: Mapping[str, bool]
) -> None:
    """Refuse an organisation whose people are not in the actor's charge.

    Raises:
        PermissionRefused: the chair does not carry the permission.
        OutsideAuthority: another bureau's organisation, one beside or above the actor's, or a
            sub-bureau that decides about its own people.
    """
    actor.require(permission)
    if not reaches(actor, organisation, delegated=delegated):
        raise OutsideAuthority(organisation)


def check_can_give_chair(
    actor: Actor, *, person_id: str, organisation: str, delegated: Mapping[str, bool]
) -> None:
    """Refuse unless this actor may give this person a chair there.

    Raises:
        PermissionRefused: the actor does not administer.
        OutsideAuthority: the organisation is not in the actor's charge.
        SelfGrantRefused: two persons are needed.
    """
    check_reaches(actor, Permission.PERSON_MANAGE, organisation, delegated=delegated)
    policy.check_not_oneself(
        giver=actor.person_id, receiver=person_id, authentication=actor.authentication
    )


def check_own_unit(
    actor: Actor, permission: Permission, organisation: str, *, tenants: Iterable[str]
) -> None:
    """Refuse an organisation that is not the actor's own or below it; a tenant is nobody's unit.

    Raises:
        PermissionRefused: the chair does not carry the permission.
        OutsideAuthority: above, beside, another bureau's, or a tenant's.
    """
    actor.require(permission)
    own = policy.within(organisation, actor.organisation)
    ours = policy.within(organisation, settings.NODE.organisation)
    theirs = any(
        policy.within(organisation, tenant) and not policy.within(actor.organisation, tenant)
        for tenant in tenants
    )
    if not own or not ours or theirs:
        raise OutsideAuthority(organisation)
