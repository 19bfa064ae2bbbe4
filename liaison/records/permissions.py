"""Who may do what to records: the actor's authority, then the policy."""

from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor, Permission
from liaison.records import policy
from liaison.records.errors import TransitionRefused
from liaison.records.models import Record
from liaison.records.states import RecordState


def check_can_read(actor: Actor) -> None:
    """Refuse an actor who may not look at records.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_READ.
    """
    actor.require(Permission.DOCUMENT_READ)


def check_can_import(actor: Actor) -> None:
    """Refuse an actor who may not enter and distribute records in the bureau's name.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_IMPORT, or is not of the bureau.
    """
    _require_at_bureau(actor, Permission.DOCUMENT_IMPORT)


def _require_at_bureau(actor: Actor, permission: Permission) -> None:
    """The records are the bureau's: no chair of an organisation below it disposes of them."""
    actor.require(permission)
    if not actor.at_bureau:
        raise PermissionRefused(permission)


def check_can_withdraw(actor: Actor, record: Record) -> None:
    """Refuse a withdrawal.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_WITHDRAW, or is not of the bureau.
        NotTheOwner: another bureau owns the record.
        TransitionRefused: it was withdrawn before.
    """
    _require_at_bureau(actor, Permission.DOCUMENT_WITHDRAW)
    policy.check_owner(owner=record.owner, asked_by=actor.bureau)
    policy.check_transition(RecordState(record.state), RecordState.WITHDRAWN)


def check_can_change(actor: Actor, record: Record) -> None:
    """Refuse a change of what a record says, of who may have it, or of how long it is kept.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_IMPORT, or is not of the bureau.
        NotTheOwner: another bureau owns the record.
        TransitionRefused: it was withdrawn before.
    """
    check_can_import(actor)
    policy.check_owner(owner=record.owner, asked_by=actor.bureau)
    if record.state != RecordState.ACTIVE:
        raise TransitionRefused(record.state, record.state)


def check_can_annotate(actor: Actor) -> None:
    """Refuse an actor who may not note anything about records or ask their owners to correct them.

    Raises:
        PermissionRefused: the chair does not carry RECORD_ANNOTATE.
    """
    actor.require(Permission.RECORD_ANNOTATE)


def check_can_write_abroad(actor: Actor) -> None:
    """Refuse an actor who may not write to the owner of a record in the bureau's name.

    Raises:
        PermissionRefused: the chair does not carry RECORD_ANNOTATE, or is not of the bureau.
    """
    _require_at_bureau(actor, Permission.RECORD_ANNOTATE)


def may_see_discreet(actor: Actor) -> bool:
    """Return whether records may be shown whose match is told to their owner only.

    Only at the bureau, whose records they are: not to a tenant's chair nor to a unit's machine,
    whatever they carry.
    """
    wanted = (Permission.DOCUMENT_IMPORT, Permission.ALERT_READ)
    return actor.at_bureau and any(actor.may(one) for one in wanted)
