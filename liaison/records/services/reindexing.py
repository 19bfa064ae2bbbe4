"""The index of records is built again from the rows, some hundreds at a time."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.audit import services as audit
from liaison.identity.types import Actor
from liaison.records import permissions, writing
from liaison.records.models import Record
from liaison.records.types import Reindexed

BATCH = 500  # records a transaction: other writers wait less than a second


@transaction.atomic
def reindex(actor: Actor, *, after: UUID | None, now: datetime) -> Reindexed:
    """Put the next records into the index again, ours and copies; call it until nothing is left.

    Each call is one transaction and replaces what the index holds of its records: interrupted
    anywhere and begun again, the index is the same in the end.

    Args:
        actor: who has it done.
        after: `Reindexed.last` of the call before; None begins.
        now: the present moment.

    Returns:
        How far it came.

    Raises:
        PermissionRefused: this actor may not enter records.
    """
    permissions.check_can_import(actor)
    rest = Record.objects.all() if after is None else Record.objects.filter(pk__gt=after)
    # locked: a record withdrawn meanwhile must not be put back
    rows = list(rest.select_for_update().order_by("id")[:BATCH])
    if not rows:
        return Reindexed(last=None, done=0, left=0)
    writing.index_again(rows)
    audit.record(
        actor.who,
        event="records:index:rebuilt",
        target=str(rows[-1].id),
        at=now,
        facts={"records": len(rows)},
    )
    left = Record.objects.filter(pk__gt=rows[-1].id).count()
    return Reindexed(last=rows[-1].id, done=len(rows), left=left)
