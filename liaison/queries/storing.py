"""The rows of a check: the question, its hits, what each record said at that moment."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from liaison.core.identifiers import uuid7
from liaison.identity.types import Actor
from liaison.queries.models import Check, Hit, Snapshot, Step
from liaison.queries.questionform import write_reasons
from liaison.queries.states import HitState, StepKind, Verdict
from liaison.queries.types import Found, Question, SourceFacts
from liaison.rules.processing import Purpose

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
    silent: bool = False,
    sources: Sequence[SourceFacts] = (),
) -> Check:
    """Store a check, in the caller's transaction.

    Args:
        actor: who asks.
        question: what is asked.
        purpose: why.
        reference: what for.
        hits: how many records match.
        now: the present moment.
        silent: whether owners of discreet records learn nothing of it.
        sources: what became of it at bureaus asked abroad.
    """
    # of a person about whom nothing was found, nothing is kept
    kept = question if hits else replace(question, name="", birth=None, sex="", nationality="")
    return Check.objects.create(
        id=uuid7(now),
        organisation=actor.organisation,
        desk=_desk(actor),
        person=actor.person_id,
        at=now,
        purpose=purpose,
        case_reference=reference,
        source=question.source,
        kind=question.kind,
        number=question.number,
        number_folded=question.folded,
        issuing_state=question.issuing_state,
        name=kept.name,
        birth=str(kept.birth) if kept.birth else "",
        sex=kept.sex,
        nationality=kept.nationality,
        silent=silent,
        sources=[
            [one.organisation, one.mark.value, one.candidates, one.milliseconds] for one in sources
        ],
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


def hits(actor: Actor, made: Check, found: Sequence[Found], now: datetime) -> list[Hit]:
    """Store one hit for each record, each with its snapshot, in the caller's transaction.

    Args:
        actor: who asks.
        made: the check.
        found: all that match, here and abroad.
        now: the present moment.
    """
    rows = [
        Hit(
            id=uuid7(now),
            origin=made,
            organisation=actor.organisation,
            desk=_desk(actor),
            record_id=one.reference,
            record_owner=one.owner,
            record_version=one.version,
            kind=one.kind,
            by_name_only=one.by_name_only,
            score=one.score,
            asked_at_bureau=one.asked_at,
            shared_id=one.shared_id if one.shared_id != one.reference else None,
            state=HitState.POSSIBLE,
            created_at=now,
        )
        for one in found
    ]
    if not rows:
        return rows
    Hit.objects.bulk_create(rows)
    Snapshot.objects.bulk_create(
        Snapshot(hit=row, fields=dict(one.fields), reasons=write_reasons(one.reasons))
        for row, one in zip(rows, found, strict=True)
    )
    Step.objects.bulk_create(
        Step(hit=row, kind=StepKind.FOUND, at=now, by=actor.person_name) for row in rows
    )
    return rows


def _desk(actor: Actor) -> str:
    """Return the tenant an actor works for, or nothing for the bureau itself."""
    return "" if actor.desk == actor.bureau else actor.desk
