"""Looking while an officer still types: how many might match, and nothing of what is on record."""

from datetime import datetime

from django.db import transaction

from liaison.audit import services as audit
from liaison.identity.types import Actor
from liaison.queries import matching, permissions, policy
from liaison.queries.types import Looked, Question
from liaison.rules.processing import Purpose


@transaction.atomic
def look(
    actor: Actor, *, question: Question, purpose: Purpose, case_reference: str, now: datetime
) -> Looked:
    """Say how many records may match what is typed so far, and record that it was asked.

    It is no check: no hit is made, no record is told, nobody abroad is asked, and no owner of a
    discreet record is alerted to a name that is half written. Whoever wants to know more checks.

    Args:
        actor: who types.
        question: what is typed so far, as it would be checked.
        purpose: why; given before the first letter.
        case_reference: what for.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not check.
        TextRefused: the case reference is missing, too long or malformed.
    """
    permissions.check_can_check(actor)
    reference = policy.check_line(
        "case_reference", case_reference, maximum=policy.REFERENCE_MAXIMUM
    )
    found = matching.find(question).found
    audit.record(
        actor.who,
        event="queries:check:looked",
        target=reference,
        at=now,
        purpose=purpose.value,
        facts={
            "number": question.in_hand,
            "kind": question.kind.value,
            "reference": reference,
            "found": len(found),
        },
    )
    return Looked(
        found=len(found),
        by_name_only=all(one.by_name_only for one in found),
        score=max((one.score for one in found), default=0.0),
    )
