"""Who gets records, and who must never get them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.audit import services as audit
from liaison.identity.types import Actor
from liaison.records import permissions, policy, selectors, sending
from liaison.records.models import RecordExclusion, RecordRecipient
from liaison.records.states import RecordState


@transaction.atomic
def distribute(
    actor: Actor, *, document_ids: Sequence[UUID], recipients: Sequence[str], now: datetime
) -> int:
    """Put bureaus on the distribution list of records and send these to those who miss them.

    Args:
        actor: who decides.
        document_ids: at most `policy.CHUNK` records of our own; withdrawn ones are passed over.
        recipients: ids of the bureaus; those on a list already get nothing twice, and those a
            record excludes never get it.
        now: the present moment.

    Returns:
        How many messages were queued.

    Raises:
        PermissionRefused: this actor may not distribute.
        RecipientsRefused: the list cannot be one, or too many records.
        NoSuchRecord: one of them is missing or not our own.
    """
    permissions.check_can_import(actor)
    to = policy.check_recipients(recipients, own=actor.bureau)
    policy.check_distribution(len(document_ids))
    wanted = sorted(set(document_ids))
    rows = selectors.all_own_for_update(actor.bureau, wanted)
    passed = _pairs(RecordRecipient, wanted) | _pairs(RecordExclusion, wanted)
    addressed = [
        (tuple(one for one in to if (row.id, one) not in passed), row)
        for row in rows
        if row.state == RecordState.ACTIVE
    ]
    queued = sending.send_missing(actor.who, addressed, now)
    audit.record(
        actor.who,
        event="records:documents:distributed",
        target=str(wanted[0]),
        at=now,
        facts={"documents": len(wanted), "recipients": list(to), "messages": queued},
    )
    return queued


def _pairs(
    table: type[RecordRecipient] | type[RecordExclusion], records: Sequence[UUID]
) -> set[tuple[UUID, str]]:
    found = table._default_manager.filter(record_id__in=records)  # noqa: SLF001 - Django's API
    return set(found.values_list("record_id", "organisation"))
