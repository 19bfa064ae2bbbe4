"""Who may fill which chair: the permission, then the reach, then the policy."""

from django.conf import settings

from liaison.identity import policy
from liaison.identity.errors import OutsideAuthority
from liaison.identity.states import Permission
from liaison.identity.types import Actor


def check_reaches(actor: Actor, organisation: str) -> None:
    """Refuse an organisation that is not in the actor's charge.

    The bureau reaches all that is addressed below it. A sub-bureau has delegated authority: its
    administrator reaches its own organisation and what is below, not the bureau above.

    Raises:
        PermissionRefused: the actor does not administer at all.
        OutsideAuthority: another bureau's organisation, or one beside or above the actor's.
    """
    actor.require(Permission.PERSON_MANAGE)
    ours = policy.within(organisation, settings.NODE.organisation)
    if not ours or not policy.within(organisation, actor.organisation):
        raise OutsideAuthority(organisation)


def check_can_give_chair(actor: Actor, *, person_id: str, organisation: str) -> None:
    """Refuse unless this actor may give this person a chair there.

    Raises:
        PermissionRefused: the actor does not administer.
        OutsideAuthority: the organisation is not in the actor's charge.
        SelfGrantRefused: two persons are needed.
    """
    check_reaches(actor, organisation)
    policy.check_not_oneself(
        giver=actor.person_id, receiver=person_id, authentication=actor.authentication
    )
