"""Who must never receive a record. The list of the excluded is stronger than any other."""

from collections.abc import Sequence
from datetime import datetime

from liaison.core import bulk
from liaison.records.models import Record, RecordExclusion, RecordRecipient

_EXCLUDED = ("record", "organisation", "since")


def exclude(rows: Sequence[Record], never: Sequence[str], now: datetime) -> None:
    """Exclude bureaus from records that do not exclude them yet."""
    bulk.insert(RecordExclusion, _EXCLUDED, ((row.id, one, now) for row in rows for one in never))
    if never:
        ids = [row.id for row in rows]
        RecordRecipient.objects.filter(record_id__in=ids, organisation__in=never).delete()
