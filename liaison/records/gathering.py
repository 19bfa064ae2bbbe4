"""Everything known about one record, gathered for a page. Who may look was asked before."""

import json

from liaison.records import photographs, selectors
from liaison.records.models import Annotation, Correction, PastVersion, Record
from liaison.records.reading import record_facts
from liaison.records.states import CorrectionState, RecordKind, ReviewState
from liaison.records.types import AnnotationFacts, CorrectionFacts, PastFacts, RecordFile

SHOWN_MAXIMUM = 50  # notes, corrections and versions on one page


def file_of(row: Record) -> RecordFile:
    """Return all that hangs on a record."""
    return RecordFile(
        record=record_facts(row),
        withdrawal_note=row.withdrawal_note,
        recipients=selectors.recipients_of(row),
        excluded=selectors.exclusions_of(row),
        copies=selectors.copies_of(row),
        annotations=tuple(_annotation(one) for one in row.annotations.all()[:SHOWN_MAXIMUM]),
        corrections=tuple(
            correction_facts(one)
            for one in row.corrections.select_related("record")[:SHOWN_MAXIMUM]
        ),
        past=tuple(_past(one) for one in row.past.all()[:SHOWN_MAXIMUM]),
        review_due=row.reviews.filter(state=ReviewState.DUE).exists(),
        photographs=photographs.shown(row),
    )


def correction_facts(row: Correction) -> CorrectionFacts:
    """Return a correction with the words that name its record."""
    return CorrectionFacts(
        id=row.id,
        record=row.record_id,
        kind=RecordKind(row.record.kind),
        label=row.record.label,
        owner=row.record.owner,
        asked_by=row.asked_by,
        asked_by_name=row.asked_by_name,
        version=row.version,
        field=row.field,
        proposed=row.proposed,
        reason=row.reason,
        state=CorrectionState(row.state),
        asked_at=row.asked_at,
        answered_at=row.answered_at,
        answer=row.answer,
    )


def _annotation(row: Annotation) -> AnnotationFacts:
    return AnnotationFacts(row.author, row.author_name, row.text, row.at, row.message)


def _past(row: PastVersion) -> PastFacts:
    return PastFacts(row.version, json.loads(row.fields), row.until, row.changed_by, row.reason)
