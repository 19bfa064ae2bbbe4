"""What casework keeps of a record, and erases with it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from liaison.audit.types import Who
from liaison.casework.models import Finding
from liaison.casework.services.writing import record
from liaison.casework.words import FindingKind


def forget_record(record_id: UUID, now: datetime) -> int:
    """Erase every finding in a record that its owner took back: it quotes the record.

    Args:
        record_id: the record.
        now: the present moment.

    Returns:
        How many findings were erased; calling it again gives 0.
    """
    erased, _ = Finding.objects.filter(kind=FindingKind.RECORD, reference=record_id).delete()
    who = Who.machine("casework", settings.NODE.organisation)
    # one entry however many findings, none included: its owner must not count them by our log
    record(who, "casework:findings:erased", record_id, now, count=erased)
    return erased
