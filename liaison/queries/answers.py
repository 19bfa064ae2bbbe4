"""What becomes of a hit when its owner speaks: an answer, or the withdrawal of the record.

Called inside the caller's transaction: by the handler when the owner is another bureau, by our
own desk when the record is ours, by the erasure of a record.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from liaison.audit import services as audit
from liaison.audit.types import JsonValue, Who
from liaison.queries import policy
from liaison.queries.errors import AnswerRefused
from liaison.queries.models import Alert, Hit, Offer, Snapshot, Step
from liaison.queries.states import TRANSITIONS, WAITING, HitState, StepKind
from liaison.queries.types import Given

# hits named in one entry: their ids fill half of what an entry holds
NAMED_MOST = 150


def take_answer(hit: Hit, given: Given, *, by: str, who: Who, now: datetime) -> None:
    """Put the owner's answer into a locked hit.

    A late answer is taken. After an action it is kept beside it and changes no state. After the
    end, or after the owner withdrew the record, it is noted in the audit log only; the same
    answer again changes nothing.

    Raises:
        AnswerRefused: nobody asked, or the owner answered otherwise before.
    """
    if hit.asked_at is None:
        raise AnswerRefused("not_asked")
    if hit.answered_at is not None:
        if hit.answer_valid != given.valid:
            raise AnswerRefused("contradiction")
        _record(hit, who, given, "repeated", now)
        return
    state = HitState(hit.state)
    if state not in WAITING and state is not HitState.ACTION_TAKEN:
        _record(hit, who, given, "too_late", now)
        return
    result = "late" if hit.due_at is not None and now > hit.due_at else "done"
    hit.answered_at, hit.answer_valid = now, given.valid
    hit.instructions, hit.restrictions = given.instructions, given.restrictions
    if state in WAITING:
        target = HitState.CONFIRMED if given.valid else HitState.INVALID
        policy.check_transition(state, target)
        hit.state = target
    hit.save(
        update_fields=["state", "answered_at", "answer_valid", "instructions", "restrictions"]
    )
    kind = StepKind.CONFIRMED if given.valid else StepKind.INVALID
    Step.objects.create(hit=hit, kind=kind, at=now, by=by)
    _record(hit, who, given, result, now)


def record_withdrawn(record_id: UUID, now: datetime) -> int:
    """Erase what hits keep of a record that its owner took back; open hits become invalid.

    Args:
        record_id: the record.
        now: the present moment.

    Returns:
        How many hits were emptied; calling it again gives 0.
    """
    own: str = settings.NODE.organisation
    rows = Hit.objects.select_for_update().filter(record_id=record_id, withdrawn_at=None)
    found = list(rows.order_by("id"))
    Snapshot.objects.filter(hit__in=found).delete()
    Offer.objects.filter(reference=record_id).delete()
    Alert.objects.filter(record_id=record_id).delete()
    for hit in found:
        hit.withdrawn_at = now
        hit.instructions = hit.restrictions = ""
        if HitState.INVALID in TRANSITIONS[HitState(hit.state)]:
            hit.state = HitState.INVALID
        hit.save(update_fields=["state", "withdrawn_at", "instructions", "restrictions"])
        Step.objects.create(hit=hit, kind=StepKind.WITHDRAWN, at=now, by=hit.record_owner)
    # one entry however many hits, none included: the owner sees in our receipts how far our log
    # has grown, and must not count silent hits by it
    audit.record(
        Who.machine("queries", own),
        event="queries:hits:emptied",
        target=str(record_id),
        at=now,
        facts={
            "count": len(found),
            "hits": [f"{hit.id} {hit.state}" for hit in found[:NAMED_MOST]],
        },
    )
    return len(found)


def _record(hit: Hit, who: Who, given: Given, result: str, now: datetime) -> None:
    facts: dict[str, JsonValue] = {
        "owner": hit.record_owner,
        "valid": given.valid,
        "state": str(hit.state),
    }
    audit.record(
        who,
        event="queries:hit:answered",
        target=str(hit.id),
        at=now,
        result=result,
        facts=facts,
    )
