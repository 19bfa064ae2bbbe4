"""What a withdrawn record of a person still says is shredded; a tombstone is left.

The tombstone proves what became of the record and of its copies: owner's reference, dates,
reason, version, distribution list, copy register with its erasure statements. It does not say who
the person was.
"""

from datetime import datetime

from django.db import transaction

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import sqlite
from liaison.records import photographs
from liaison.records.kinds.register import KINDS, is_personal
from liaison.records.models import Record
from liaison.records.retention import POLICY, Policy
from liaison.records.states import Held, RecordKind, RecordState

EMPTY = "{}"
# kinds that tell something about a person
PERSONAL = tuple(kind for kind in KINDS if is_personal(kind))


def is_due(row: Record, now: datetime, *, policy: Policy = POLICY) -> bool:
    """Return whether nothing may say any more who a record of ours was about."""
    return (
        RecordKind(row.kind) in PERSONAL
        and row.held == Held.OWN
        and row.state == RecordState.WITHDRAWN
        and row.shredded_at is None
        and row.withdrawn_at is not None
        and row.withdrawn_at <= policy.withdrawn_before(now)
    )


def shred(who: Who, row: Record, *, now: datetime) -> None:
    """Leave a tombstone of a locked, withdrawn record of our own, in the caller's transaction.

    Fields, photographs, earlier versions, keys, notes and corrections go. Its index entry and
    what rooms above keep of it went when it was withdrawn.
    """
    photographs.erase(who, row.id, now)
    row.past.all().delete()
    row.keys.all().delete()
    row.annotations.all().delete()
    row.corrections.all().delete()
    row.reviews.update(reason="")
    # a record of a person always has a reference: nothing else tells two of them apart
    row.fields, row.label, row.withdrawal_note = EMPTY, row.national_reference, ""
    row.shredded_at = now
    row.save(update_fields=["fields", "label", "withdrawal_note", "shredded_at"])
    audit.record(
        who,
        event="records:record:shredded",
        target=str(row.id),
        at=now,
        facts={"kind": row.kind, "label": row.national_reference},
    )
    # the old pages leave the disk as well
    transaction.on_commit(sqlite.forget_erased)
