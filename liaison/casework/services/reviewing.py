"""The desk reviews by its checklist: before ours leave, and before we act on those of others."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.casework import addressing, approvals, intake, permissions, policy, selectors
from liaison.casework.errors import AddressRefused
from liaison.casework.limits import WORDS_MAXIMUM
from liaison.casework.models import Letter, Request
from liaison.casework.services import approving, telling, timing
from liaison.casework.services.arriving import announce_unit
from liaison.casework.services.writing import move, record, write_letter
from liaison.casework.states import Direction, Result, State
from liaison.casework.texts import check_text
from liaison.casework.types import PointTicked
from liaison.casework.wireform import document_of
from liaison.casework.words import Decision, LetterKind, PauseReason
from liaison.exchange import services as exchange
from liaison.exchange.states import State as MessageState
from liaison.identity.types import Actor
from liaison.lib.wire.canonical import JsonObject

_TARGETS = {
    (Direction.OUT, Decision.ACCEPT): State.SENT,
    (Direction.OUT, Decision.ASK_BACK): State.ASKED_BACK,
    (Direction.OUT, Decision.REFUSE): State.REFUSED_AT_DESK,
    (Direction.IN, Decision.ACCEPT): State.ACCEPTED,
    (Direction.IN, Decision.ASK_BACK): State.CLARIFICATION_ASKED,
    (Direction.IN, Decision.REFUSE): State.ANSWERED,
}


@transaction.atomic
def review(  # noqa: PLR0913 - what a decision says
    actor: Actor,
    *,
    request_id: UUID,
    checklist: Sequence[PointTicked],
    decision: Decision,
    grounds: str = "",
    words: str = "",
    answer: str = "",
    now: datetime,
) -> State:
    """Decide on a request by the intake checklist.

    Outgoing: accepted it is sent at once; asked back it returns to the unit; refused it ends,
    with grounds. Incoming: accepted it may be assigned and answered; asked back the other desk is
    asked for clarification and our clock stands still; refused it is answered so, with grounds.

    Args:
        actor: a desk officer; for an outgoing request another person than the drafter.
        request_id: submitted, or arrived.
        checklist: the points of `intake.POINTS`; an acceptance needs each of them.
        decision: what is decided.
        grounds: of a refusal, a name in `intake.GROUNDS`.
        words: to the unit or to the other desk; needed unless it is accepted.
        answer: of the officer's passkey to `document_to_approve`, when a request of ours is
            approved with one.
        now: the present moment.

    Returns:
        Where the request stands now.

    Raises:
        PermissionRefused: this actor may not review.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        TransitionRefused: it is not there to be reviewed.
        SamePersonRefused: the actor drafted it.
        ChecklistRefused: the points do not carry the decision.
        GroundsRefused: a refusal without grounds, or grounds without a refusal.
        TextRefused: the words are missing, too long or malformed.
        AddressRefused: an addressee that nobody knows any more.
        ApprovalNeeded: policy lets it leave only with a passkey's approval.
        PasskeyRefused: the answer is no approval of the request as it stands now.
    """
    accepted = decision is Decision.ACCEPT
    said = check_text("words", words, maximum=WORDS_MAXIMUM, needed=not accepted)
    intake.check_checklist(checklist, decision)
    intake.check_grounds(grounds, refused=decision is Decision.REFUSE)
    row = selectors.get_for_update(actor, request_id, now)
    direction = Direction(row.direction)
    target = _TARGETS[direction, decision]
    permissions.check_can_review(actor, row, target)
    if direction is Direction.IN and row.state != State.ARRIVED:
        policy.check_transition(direction, State(row.state), State.ARRIVED)
    letter = write_letter(
        row,
        LetterKind.REVIEW,
        direction=Direction.INTERNAL,
        actor=actor,
        now=now,
        words=said,
        result=decision,
        grounds=grounds,
        detail={"checklist": {one.point: [one.tick, one.note.strip()] for one in checklist}},
        released_at=now,
    )
    if direction is Direction.OUT:
        _decide_ours(actor, row, target, now, answer)
    else:
        _decide_theirs(actor, row, letter, target, now)
    record(
        actor.who,
        "casework:request:reviewed",
        row.id,
        now,
        purpose=row.purpose,
        our_reference=row.our_reference,
        decision=decision.value,
        grounds=grounds,
    )
    return target


def _decide_ours(actor: Actor, row: Request, target: State, now: datetime, answer: str) -> None:
    unit = {"holder_organisation": row.asking_unit, "holder_person": row.asking_officer}
    if target is State.SENT:
        move(row, target, now=now, reviewed_by=actor.person_id, sent_at=now)
        _send(actor, row, now, answer)
    elif target is State.ASKED_BACK:
        move(row, target, now=now, reviewed_by=actor.person_id, **unit)
    else:
        move(row, target, now=now, reviewed_by=actor.person_id, closed_at=now)
    announce_unit(row, row.asking_unit, "casework:request:reviewed", now, row.asking_officer)


@transaction.atomic
def document_to_approve(actor: Actor, *, request_id: UUID, now: datetime) -> JsonObject:
    """Return what an officer approves who accepts a request of ours as it stands now.

    Raises:
        PermissionRefused: this actor may not review.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        TransitionRefused: it is not there to be sent.
        SamePersonRefused: the actor drafted it.
        AddressRefused: an addressee that nobody knows any more.
    """
    row = selectors.get_for_update(actor, request_id, now)
    policy.check_transition(Direction(row.direction), State(row.state), State.SENT)
    permissions.check_can_review(actor, row, State.SENT)
    to, info = _addressees(row, now)
    return document_of(telling.asked_of(row, row.id, to=to, info=info))


def _addressees(row: Request, now: datetime) -> tuple[list[str], list[str]]:
    to = list(addressing.resolve(row.addressing, own=row.desk, now=now))
    if not to:
        raise AddressRefused("to", "nobody")
    info = addressing.resolve(row.copies, own=row.desk, now=now)
    return to, [desk for desk in info if desk not in to]


def _send(actor: Actor, row: Request, now: datetime, answer: str) -> None:
    to, info = _addressees(row, now)
    approvals.check_approved(selectors.approval_of(row), approved=bool(answer))
    approval = None
    if answer:
        asked = telling.asked_of(row, row.id, to=to, info=info)
        approval = approving.give(actor, asked, answer=answer, now=now)
    letter = write_letter(
        row,
        LetterKind.REQUEST,
        direction=Direction.OUT,
        actor=actor,
        now=now,
        words=row.asked,
        files=row.files,
        released_at=now,
        detail={} if approval is None else {"approval": approval.detail},
    )
    timing.start(row, at=now)
    telling.send_request(actor, row, letter, to=to, info=info, approval=approval, now=now)


def _decide_theirs(
    actor: Actor, row: Request, decided: Letter, target: State, now: datetime
) -> None:
    if row.message is not None:
        sender = (addressing.node_of(row.partner, now),)
        exchange.mark(row.message, sender=sender, state=MessageState.OPENED, at=now)
    kind, result = LetterKind.CLARIFICATION_ASKED, ""
    if target is State.ACCEPTED:
        move(row, target, now=now, reviewed_by=actor.person_id)
        return
    if target is State.ANSWERED:
        kind, result = LetterKind.ANSWER, Result.REFUSED
        refused = {"result": Result.REFUSED, "answered_at": now}
        move(row, target, now=now, reviewed_by=actor.person_id, **refused)
        timing.stop(row, now=now)
    else:
        move(row, target, now=now, paused_in=State.ARRIVED)
        timing.pause(row, reason=PauseReason.CLARIFICATION, now=now)
    letter = write_letter(
        row,
        kind,
        direction=Direction.OUT,
        actor=actor,
        now=now,
        words=decided.words,
        desk=row.partner,
        released_at=now,
        result=result,
        grounds=decided.grounds,
    )
    telling.send_letter(actor, row, letter, to=[row.partner], in_reply_to=row.message, now=now)
