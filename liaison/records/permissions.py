"""Who may do what to documents: the actor's authority, then the policy."""

from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor, Permission
from liaison.records import policy
from liaison.records.models import TravelDocument
from liaison.records.states import RecordState


def check_can_read(actor: Actor) -> None:
    """Refuse an actor who may not look at documents.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_READ.
    """
    actor.require(Permission.DOCUMENT_READ)


def check_can_import(actor: Actor) -> None:
    """Refuse an actor who may not report and distribute documents in the bureau's name.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_IMPORT, or is not of the bureau.
    """
    _require_at_bureau(actor, Permission.DOCUMENT_IMPORT)


def _require_at_bureau(actor: Actor, permission: Permission) -> None:
    """The records are the bureau's: no chair of an organisation below it disposes of them."""
    actor.require(permission)
    if not actor.at_bureau:
        raise PermissionRefused(permission)


def check_can_withdraw(actor: Actor, document: TravelDocument) -> None:
    """Refuse a withdrawal.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_WITHDRAW, or is not of the bureau.
        NotTheOwner: another bureau owns the record.
        TransitionRefused: it was withdrawn before.
    """
    _require_at_bureau(actor, Permission.DOCUMENT_WITHDRAW)
    policy.check_owner(owner=document.owner, asked_by=actor.bureau)
    policy.check_transition(RecordState(document.state), RecordState.WITHDRAWN)
