"""Incoming requests are worked on: assigned, drafted, released, paused, extended."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.casework import permissions, policy, selectors
from liaison.casework.desks import rules_of
from liaison.casework.errors import ExtensionRefused, UnitRefused
from liaison.casework.limits import ASKED_MAXIMUM, UNIT_MAXIMUM, WORDS_MAXIMUM
from liaison.casework.models import Letter, Request
from liaison.casework.services import attaching, telling, timing
from liaison.casework.services.arriving import announce_desk, announce_unit
from liaison.casework.services.holding import check_member
from liaison.casework.services.writing import move, record_request, write_letter
from liaison.casework.states import Direction, Result, State
from liaison.casework.texts import check_line, check_text
from liaison.casework.types import AnswerText
from liaison.casework.words import LetterKind, PauseReason, Urgency
from liaison.identity import selectors as identity
from liaison.identity.models import Organisation
from liaison.identity.types import Actor
from liaison.lib.calendar.errors import CalendarRefusal
from liaison.lib.calendar.periods import Duration


@transaction.atomic
def assign(  # noqa: PLR0913 - to whom, and why
    actor: Actor,
    *,
    request_id: UUID,
    organisation: str,
    person_id: str = "",
    words: str = "",
    now: datetime,
) -> str:
    """Give an incoming request to a unit or court below the desk; that unit holds it then.

    Out of hours an urgent request stays in the desk's pool, which is staffed day and night: the
    unit is told, and takes it over when it works again or when it drafts its answer.

    Args:
        actor: a desk officer.
        request_id: an accepted request.
        organisation: id of a unit or court below this desk.
        person_id: an officer there; empty: anybody.
        words: what is wanted of them.
        now: the present moment.

    Returns:
        Id of the organisation that holds the request now.

    Raises:
        PermissionRefused: this actor may not move requests.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        WrongDirection: an outgoing one.
        TransitionRefused: it was not accepted, or has been answered.
        UnitRefused: no organisation below this desk, or a person who has no chair there.
        TextRefused: the words are too long or malformed.
    """
    said = check_text("words", words, maximum=WORDS_MAXIMUM)
    unit = check_line("organisation", organisation, maximum=UNIT_MAXIMUM, needed=True)
    row = _at_desk(actor, request_id, now)
    if not is_below(unit, row.desk):
        raise UnitRefused(unit)
    check_member(actor, person_id, unit, now)
    asleep = row.urgency == Urgency.URGENT and not rules_of(row.desk).units_work(now)
    holder = {
        "holder_organisation": row.desk if asleep else unit,
        "holder_person": "" if asleep else person_id,
    }
    attaching.close_to(row, row.assigned_unit)
    move(row, State.ASSIGNED, now=now, assigned_unit=unit, assigned_person=person_id, **holder)
    _letter(actor, row, LetterKind.ASSIGNMENT, said, now, desk=unit)
    attaching.open_to(row, [unit], now=now)
    announce_unit(row, unit, "casework:request:assigned", now, person_id)
    _record(actor, "casework:request:assigned", row, now, unit=unit)
    return row.holder_organisation


@transaction.atomic
def give_back(actor: Actor, *, request_id: UUID, words: str, now: datetime) -> None:
    """A unit gives a request back to the desk, with the reason; the desk's pool holds it again.

    Raises:
        PermissionRefused: this actor may not answer.
        NoSuchRequest: missing or hidden.
        NotYours: assigned to somebody else.
        TransitionRefused: it is not assigned.
        TextRefused: the reason is missing, too long or malformed.
    """
    said = check_text("words", words, maximum=WORDS_MAXIMUM, needed=True)
    row = selectors.get_for_update(actor, request_id, now)
    permissions.check_can_draft_answer(actor, row)
    attaching.close_to(row, row.assigned_unit)
    move(
        row,
        State.ACCEPTED,
        now=now,
        assigned_unit="",
        assigned_person="",
        holder_organisation=row.desk,
        holder_person="",
    )
    _letter(actor, row, LetterKind.RETURNED, said, now)
    announce_desk(row, "casework:request:given_back", now)
    _record(actor, "casework:request:given_back", row, now)


@transaction.atomic
def draft_answer(actor: Actor, *, request_id: UUID, answer: AnswerText, now: datetime) -> UUID:
    """A unit drafts the answer; it stays in the house until the desk releases it.

    Args:
        actor: an officer of the unit it is assigned to.
        request_id: an assigned request, or one answered in part.
        answer: what it says.
        now: the present moment.

    Returns:
        The id of the draft, to be released by.

    Raises:
        PermissionRefused: this actor may not answer.
        NoSuchRequest: missing or hidden.
        NotYours: assigned to somebody else.
        TransitionRefused: it waits for something else, or has been answered.
        TextRefused, FieldRefused, GroundsRefused: the answer is not complete.
    """
    plain = policy.check_answer(answer)
    row = selectors.get_for_update(actor, request_id, now)
    permissions.check_can_draft_answer(actor, row)
    move(
        row,
        State.ANSWER_DRAFTED,
        now=now,
        holder_organisation=row.desk,
        holder_person="",
    )
    attaching.claim(actor, row, plain.files, now=now)
    letter = _write(actor, row, plain, LetterKind.ANSWER_DRAFT, Direction.INTERNAL, now)
    announce_desk(row, "casework:answer:drafted", now)
    _record(actor, "casework:answer:drafted", row, now, result_named=plain.result.value)
    return letter.id


@transaction.atomic
def release_answer(
    actor: Actor, *, request_id: UUID, words: str | None = None, now: datetime
) -> State:
    """Send what the unit drafted last, as it stands or in the words of the desk.

    What the unit wrote stays in the thread beside what was sent.

    Args:
        actor: a desk officer.
        request_id: one whose answer is drafted.
        words: the text that leaves; None: as the unit wrote it.
        now: the present moment.

    Returns:
        Where the request stands now.

    Raises:
        PermissionRefused: this actor may not answer.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        TransitionRefused: nothing is drafted.
        TextRefused: the words are missing, too long or malformed.
    """
    row = selectors.get_for_update(actor, request_id, now)
    permissions.check_can_answer(actor, row)
    drafted = row.letters.filter(kind=LetterKind.ANSWER_DRAFT).order_by("at", "id").last()
    if row.state != State.ANSWER_DRAFTED or drafted is None:
        policy.check_transition(Direction(row.direction), State(row.state), State.DRAFT)
        raise AssertionError
    said = drafted.words if words is None else words
    plain = AnswerText(
        result=Result(drafted.result),
        words=check_text("words", said, maximum=ASKED_MAXIMUM, needed=True),
        partial=drafted.partial,
        grounds=drafted.grounds,
        files=tuple(drafted.files),
    )
    return _answer(actor, row, plain, now)


@transaction.atomic
def return_answer(actor: Actor, *, request_id: UUID, words: str, now: datetime) -> None:
    """Give a drafted answer back to the unit, with what is missing; the unit holds it again.

    Raises:
        PermissionRefused: this actor may not move requests.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        TransitionRefused: nothing is drafted.
        TextRefused: the words are missing, too long or malformed.
    """
    said = check_text("words", words, maximum=WORDS_MAXIMUM, needed=True)
    row = _at_desk(actor, request_id, now)
    if row.state != State.ANSWER_DRAFTED:
        policy.check_transition(Direction.IN, State.ANSWERED, State(row.state))
    holder = {"holder_organisation": row.assigned_unit, "holder_person": row.assigned_person}
    move(row, State.ASSIGNED, now=now, **holder)
    _letter(actor, row, LetterKind.RETURNED, said, now, desk=row.assigned_unit)
    announce_unit(row, row.assigned_unit, "casework:answer:returned", now, row.assigned_person)
    _record(actor, "casework:answer:returned", row, now)


@transaction.atomic
def answer(actor: Actor, *, request_id: UUID, answer: AnswerText, now: datetime) -> State:
    """Answer an incoming request in the desk's name: in part, finally, refused, nothing known.

    More may be told after a final answer; it changes no state.

    Args:
        actor: a desk officer.
        request_id: an accepted request.
        answer: what it says.
        now: the present moment.

    Returns:
        Where the request stands now.

    Raises:
        PermissionRefused: this actor may not answer.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        WrongDirection: an outgoing one.
        TransitionRefused: it was not accepted, or has been closed.
        TextRefused, FieldRefused, GroundsRefused: the answer is not complete.
    """
    plain = policy.check_answer(answer)
    row = selectors.get_for_update(actor, request_id, now)
    permissions.check_can_answer(actor, row)
    policy.check_direction(Direction(row.direction), Direction.IN)
    if row.state == State.ARRIVED:
        policy.check_transition(Direction.IN, State.ARRIVED, State.PARTLY_ANSWERED)
    attaching.claim(actor, row, plain.files, now=now)
    return _answer(actor, row, plain, now)


@transaction.atomic
def wait_for_court(actor: Actor, *, request_id: UUID, words: str, now: datetime) -> None:
    """Let our clock stand still while a court decides.

    Raises:
        PermissionRefused: this actor may not move requests.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        WrongDirection: an outgoing one.
        TransitionRefused: it was not accepted, waits already, or has been answered.
        TextRefused: the reason is missing, too long or malformed.
    """
    said = check_text("words", words, maximum=WORDS_MAXIMUM, needed=True)
    row = _at_desk(actor, request_id, now)
    move(row, State.WAITING, now=now, paused_in=row.state)
    timing.pause(row, reason=PauseReason.COURT, now=now)
    _letter(actor, row, LetterKind.PAUSE, said, now)
    _record(actor, "casework:clock:paused", row, now)


@transaction.atomic
def resume(actor: Actor, *, request_id: UUID, words: str = "", now: datetime) -> None:
    """Let our clock go on: the court has decided.

    Raises:
        PermissionRefused: this actor may not move requests.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        WrongDirection: an outgoing one.
        TransitionRefused: it does not wait.
        TextRefused: the words are too long or malformed.
    """
    said = check_text("words", words, maximum=WORDS_MAXIMUM)
    row = _at_desk(actor, request_id, now)
    if row.state != State.WAITING:
        policy.check_transition(Direction.IN, State.CLOSED, State.WAITING)
    move(row, State(row.paused_in), now=now, paused_in="")
    timing.resume(row, now=now)
    _letter(actor, row, LetterKind.RESUMPTION, said, now)
    _record(actor, "casework:clock:resumed", row, now)


@transaction.atomic
def extend(
    actor: Actor, *, request_id: UUID, by: Duration, reason: str, now: datetime
) -> datetime:
    """Give a request more time, with the reason.

    Args:
        actor: a desk officer.
        request_id: one whose clock runs.
        by: how much.
        reason: why.
        now: the present moment.

    Returns:
        Until when.

    Raises:
        PermissionRefused: this actor may not move requests.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        ExtensionRefused: no clock runs, or it was extended too often.
        TextRefused: the reason is missing, too long or malformed.
    """
    said = check_text("reason", reason, maximum=500, needed=True)
    row = selectors.get_for_update(actor, request_id, now)
    permissions.check_can_speak(actor, row)
    if not row.clock_state:
        raise ExtensionRefused("calendar:already_stopped")
    try:
        timing.extend(row, by=by, reason=said, given_by=actor.person_name, now=now)
    except CalendarRefusal as refusal:
        raise ExtensionRefused(refusal.code) from refusal
    detail = {"amount": by.amount, "unit": by.unit.value}
    kind, way = LetterKind.EXTENSION, Direction.INTERNAL
    write_letter(row, kind, direction=way, actor=actor, now=now, words=said, detail=detail)
    _record(actor, "casework:clock:extended", row, now, amount=by.amount, unit=by.unit.value)
    return row.due_at


def is_below(unit: str, desk: str) -> bool:
    """Return whether an organisation belongs to a desk and is not the desk itself."""
    return (
        unit != desk
        and identity.desk_of(unit) == desk
        and Organisation.objects.filter(pk=unit).exists()
    )


def _at_desk(actor: Actor, request_id: UUID, now: datetime) -> Request:
    row = selectors.get_for_update(actor, request_id, now)
    permissions.check_can_speak(actor, row)
    policy.check_direction(Direction(row.direction), Direction.IN)
    return row


def _answer(actor: Actor, row: Request, plain: AnswerText, now: datetime) -> State:
    final = State.PARTLY_ANSWERED if plain.partial else State.ANSWERED
    target = State.ANSWERED if row.state == State.ANSWERED else final
    holder = {"holder_organisation": actor.organisation, "holder_person": actor.person_id}
    move(row, target, now=now, result=plain.result, answered_at=now, paused_in="", **holder)
    letter = _write(actor, row, plain, LetterKind.ANSWER, Direction.OUT, now)
    if target is State.ANSWERED:
        timing.stop(row, now=now)
    else:
        timing.resume(row, now=now)
    telling.send_letter(actor, row, letter, to=[row.partner], in_reply_to=row.message, now=now)
    facts = {"outcome": plain.result.value, "partial": str(plain.partial)}
    _record(actor, "casework:request:answered", row, now, **facts)
    return target


def _write(  # noqa: PLR0913, PLR0917 - the columns of a letter
    actor: Actor,
    row: Request,
    plain: AnswerText,
    kind: LetterKind,
    direction: Direction,
    now: datetime,
) -> Letter:
    return write_letter(
        row,
        kind,
        direction=direction,
        actor=actor,
        now=now,
        words=plain.words,
        desk=row.partner if direction is Direction.OUT else "",
        result=plain.result,
        partial=plain.partial,
        grounds=plain.grounds,
        files=list(plain.files),
        released_at=now,
    )


def _letter(  # noqa: PLR0913 - the columns of a letter
    actor: Actor, row: Request, kind: LetterKind, said: str, now: datetime, *, desk: str = ""
) -> None:
    write_letter(
        row,
        kind,
        direction=Direction.INTERNAL,
        actor=actor,
        now=now,
        words=said,
        desk=desk,
        released_at=now,
    )


def _record(actor: Actor, event: str, row: Request, now: datetime, **facts: str | int) -> None:
    record_request(actor.who, event, row, now, {"our_reference": row.our_reference, **facts})
