"""Records taken back, everywhere."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.identity.types import Actor
from liaison.records import ending, permissions, policy, selectors
from liaison.records.states import WithdrawalReason


@transaction.atomic
def withdraw(
    actor: Actor, *, document_id: UUID, reason: WithdrawalReason, note: str, now: datetime
) -> None:
    """Take one of our records back, everywhere: the copies are recalled.

    Args:
        actor: who decides.
        document_id: one of our own records.
        reason: told to the bureaus that hold a copy.
        note: stays here.
        now: the present moment.

    Raises:
        NoSuchRecord: it is missing or not our own.
        PermissionRefused: this actor may not withdraw.
        TransitionRefused: it was withdrawn before.
        NoteRefused: the note is too long or cannot be printed.
    """
    row = selectors.own_for_update(actor.bureau, document_id)
    permissions.check_can_withdraw(actor, row)
    note = policy.check_note(note)
    ending.end(actor.who, row, reason=reason, note=note, now=now)
