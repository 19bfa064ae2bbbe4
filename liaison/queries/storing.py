"""The rows of a check: the question, its hits, what each record said at that moment."""

from collections.abc import Sequence
from datetime import datetime

from liaison.core.identifiers import uuid7
from liaison.identity.types import Actor
from liaison.queries.models import Check, Hit, Snapshot, Step
from liaison.queries.states import HitState, Purpose, StepKind, Verdict
from liaison.queries.types import Question
from liaison.records.fields import write_fields
from liaison.records.types import DocumentFacts

# fields of a machine readable zone that speak of the holder; checks of them included
PERSONAL = ("name", "birth", "sex", "optional")


def check(  # noqa: PLR0913 - the columns of one row
    actor: Actor,
    question: Question,
    *,
    purpose: Purpose,
    reference: str,
    hits: int,
    now: datetime,
) -> Check:
    """Store a check, in the caller's transaction.

    Args:
        actor: who asks.
        question: what is asked.
        purpose: why.
        reference: what for.
        hits: how many records match.
        now: the present moment.
    """
    return Check.objects.create(
        id=uuid7(now),
        organisation=actor.organisation,
        person=actor.person_id,
        at=now,
        purpose=purpose,
        case_reference=reference,
        source=question.source,
        number=question.number,
        number_folded=question.folded,
        issuing_state=question.issuing_state,
        document_code=question.document_code,
        expires_on=question.expires_on,
        # of names and dates of birth nothing is kept, not even a single character
        repairs=[
            [r.field, r.position, r.read, r.taken, r.reason.value]
            for r in question.repairs
            if not r.field.startswith(PERSONAL)
        ],
        unused_state=question.unused_state,
        verdict=Verdict.POSSIBLE_MATCH if hits else Verdict.NO_MATCH,
        hit_count=hits,
    )


def hits(actor: Actor, made: Check, records: Sequence[DocumentFacts], now: datetime) -> list[Hit]:
    """Store one hit for each record, each with its snapshot, in the caller's transaction.

    Args:
        actor: who asks.
        made: the check.
        records: all that match.
        now: the present moment.
    """
    rows = [
        Hit(
            id=uuid7(now),
            origin=made,
            organisation=actor.organisation,
            record_id=record.id,
            record_owner=record.owner,
            record_version=record.version,
            state=HitState.POSSIBLE,
            created_at=now,
        )
        for record in records
    ]
    if not rows:
        return rows
    Hit.objects.bulk_create(rows)
    snapshots = [
        Snapshot(hit=row, fields=write_fields(record.fields))
        for row, record in zip(rows, records, strict=True)
    ]
    Snapshot.objects.bulk_create(snapshots)
    Step.objects.bulk_create(
        Step(hit=row, kind=StepKind.FOUND, at=now, by=actor.person_name) for row in rows
    )
    return rows
