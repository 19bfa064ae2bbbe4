"""Letters of the desk in a thread: clarification, reminder, correction, closing, cancelling."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.casework import permissions, policy, selectors
from liaison.casework.errors import AddressRefused
from liaison.casework.limits import ASKED_MAXIMUM, WORDS_MAXIMUM
from liaison.casework.models import Letter, Request
from liaison.casework.services import attaching, telling, timing
from liaison.casework.services.arriving import announce_desk, announce_unit, settle
from liaison.casework.services.writing import move, record_request, write_letter
from liaison.casework.states import AT_HOME, DONE, AddresseeState, Direction, State
from liaison.casework.texts import check_text
from liaison.casework.words import LetterKind, Outcome, PauseReason
from liaison.identity.types import Actor


@transaction.atomic
def ask_clarification(actor: Actor, *, request_id: UUID, words: str, now: datetime) -> None:
    """Ask the desk that asked us for clarification; our clock stands still until it comes.

    Args:
        actor: a desk officer.
        request_id: an incoming request.
        words: what is not clear.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not speak for the desk.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        WrongDirection: an outgoing one.
        TransitionRefused: it is answered, or asked already.
        TextRefused: the words are missing, too long or malformed.
    """
    said = check_text("words", words, maximum=WORDS_MAXIMUM, needed=True)
    row = _held(actor, request_id, Direction.IN, now)
    was = row.paused_in if row.state == State.WAITING else row.state
    move(row, State.CLARIFICATION_ASKED, now=now, paused_in=was)
    timing.pause(row, reason=PauseReason.CLARIFICATION, now=now)
    letter = _letter(actor, row, LetterKind.CLARIFICATION_ASKED, said, now, desk=row.partner)
    telling.send_letter(actor, row, letter, to=[row.partner], in_reply_to=row.message, now=now)
    _record(actor, "casework:clarification:asked", row, now)


@transaction.atomic
def clarify(actor: Actor, *, request_id: UUID, words: str, now: datetime) -> None:
    """Answer the desks that asked us for clarification; their clock goes on.

    Args:
        actor: a desk officer.
        request_id: an outgoing request about which clarification was asked.
        words: the clarification.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not speak for the desk.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        WrongDirection: an incoming one.
        TransitionRefused: nobody asked.
        TextRefused: the words are missing, too long or malformed.
    """
    said = check_text("words", words, maximum=ASKED_MAXIMUM, needed=True)
    row = _held(actor, request_id, Direction.OUT, now)
    asking = row.addressees.filter(state=AddresseeState.CLARIFICATION_ASKED)
    desks = list(asking.order_by("desk").values_list("desk", flat=True))
    if not desks:
        policy.check_transition(Direction.OUT, State(row.state), State.DRAFT)
    last = row.letters.filter(kind=LetterKind.CLARIFICATION_ASKED, direction=Direction.IN).last()
    letter = _letter(actor, row, LetterKind.CLARIFICATION, said, now)
    asking.update(state=AddresseeState.SENT)
    settle(row, now)
    replied = last.message if last and len(desks) == 1 else None
    telling.send_letter(actor, row, letter, to=desks, in_reply_to=replied, now=now)
    _record(actor, "casework:clarification:given", row, now)


@transaction.atomic
def remind(
    actor: Actor, *, request_id: UUID, words: str, to: Sequence[str] = (), now: datetime
) -> None:
    """Remind desks that have not answered.

    Args:
        actor: a desk officer.
        request_id: an outgoing request.
        words: the reminder.
        to: desks among those asked; empty: everybody who has not answered.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not speak for the desk.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        WrongDirection: an incoming one.
        TransitionRefused: it was not sent, or has ended.
        AddressRefused: a desk that was not asked, or nobody is left to be reminded.
        TextRefused: the words are missing, too long or malformed.
    """
    said = check_text("words", words, maximum=WORDS_MAXIMUM, needed=True)
    row = _sent(actor, request_id, now)
    asked = telling.action_desks(row)
    late = row.addressees.exclude(state=AddresseeState.ANSWERED).filter(desk__in=asked)
    desks = list(to) or list(late.order_by("desk").values_list("desk", flat=True))
    if not desks:
        raise AddressRefused("to", "nobody")
    for desk in desks:
        if desk not in asked:
            raise AddressRefused(desk, "unknown")
    only = desks[0] if len(desks) == 1 else ""
    letter = _letter(actor, row, LetterKind.REMINDER, said, now, desk=only)
    telling.send_letter(actor, row, letter, to=desks, now=now)
    _record(actor, "casework:reminder:sent", row, now)


@transaction.atomic
def draft_correction(actor: Actor, *, request_id: UUID, words: str, now: datetime) -> UUID:
    """Keep the text of a correction in the house; the desk reads it, changes it, and sends it.

    The last text is the draft; earlier ones stay in the thread.

    Args:
        actor: an officer of the unit that asked, or of the desk.
        request_id: a request that was sent.
        words: what was wrong, or is missing.
        now: the present moment.

    Returns:
        The id of the draft.

    Raises:
        PermissionRefused: this actor may neither write requests nor speak for the desk.
        NoSuchRequest: missing or hidden.
        NotYours: another unit's, or another desk's.
        WrongDirection: an incoming one.
        TransitionRefused: it was not sent, or has ended.
        TextRefused: the words are missing, too long or malformed.
    """
    said = check_text("words", words, maximum=ASKED_MAXIMUM, needed=True)
    row = selectors.get_for_update(actor, request_id, now)
    permissions.check_can_draft_correction(actor, row)
    _check_sent(row)
    way = Direction.INTERNAL
    letter = _letter(actor, row, LetterKind.CORRECTION_DRAFT, said, now, direction=way)
    if not actor.at_desk:
        announce_desk(row, "casework:correction:drafted", now)
    _record(actor, "casework:correction:drafted", row, now)
    return letter.id


@transaction.atomic
def correct(actor: Actor, *, request_id: UUID, words: str, now: datetime) -> None:
    """Correct or complete a request that was sent; everybody who has it is told.

    What leaves is these words, whatever was drafted before.

    Raises:
        PermissionRefused: this actor may not speak for the desk.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        WrongDirection: an incoming one.
        TransitionRefused: it was not sent, or has ended.
        TextRefused: the words are missing, too long or malformed.
    """
    said = check_text("words", words, maximum=ASKED_MAXIMUM, needed=True)
    row = _sent(actor, request_id, now)
    letter = _letter(actor, row, LetterKind.CORRECTION, said, now)
    telling.send_letter(actor, row, letter, to=telling.all_desks(row), now=now)
    _record(actor, "casework:correction:sent", row, now)


@transaction.atomic
def close(
    actor: Actor, *, request_id: UUID, outcome: Outcome, words: str = "", now: datetime
) -> None:
    """Close a request with what came of it. Ours: everybody asked is told.

    An incoming one that was answered may be closed here too when the other desk never does.

    Args:
        actor: a desk officer.
        request_id: one that was sent, or one that came in.
        outcome: what came of it.
        words: to the desks asked; may be empty.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not speak for the desk.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        TransitionRefused: it cannot be closed from where it stands; an incoming one must have
            been answered.
        TextRefused: the words are too long or malformed.
    """
    said = check_text("words", words, maximum=WORDS_MAXIMUM)
    row = selectors.get_for_update(actor, request_id, now)
    permissions.check_can_speak(actor, row)
    ours = row.direction == Direction.OUT
    if not ours and row.state != State.ANSWERED:
        policy.check_transition(Direction.IN, State.CLOSED, State.CLOSED)
    move(row, State.CLOSED, now=now, closed_at=now)
    timing.stop(row, now=now)
    kind, way = LetterKind.CLOSING, Direction.OUT if ours else Direction.INTERNAL
    letter = _letter(actor, row, kind, said, now, result=outcome, direction=way)
    if ours:
        telling.send_letter(actor, row, letter, to=telling.all_desks(row), now=now)
        announce_unit(row, row.asking_unit, "casework:request:closed", now, row.asking_officer)
    _record(actor, "casework:request:closed", row, now, outcome=outcome.value)


@transaction.atomic
def cancel(actor: Actor, *, request_id: UUID, words: str = "", now: datetime) -> None:
    """Take a request of ours back: the unit before it is sent, the desk until it ends.

    Raises:
        PermissionRefused: this actor may neither write requests nor speak for the desk.
        NoSuchRequest: missing or hidden.
        NotYours: another unit's, or another desk's.
        WrongDirection: an incoming one.
        TransitionRefused: it has been answered or has ended.
        TextRefused: the words are too long or malformed.
    """
    said = check_text("words", words, maximum=WORDS_MAXIMUM)
    row = selectors.get_for_update(actor, request_id, now)
    policy.check_direction(Direction(row.direction), Direction.OUT)
    at_home = State(row.state) in AT_HOME
    if at_home:
        permissions.check_can_write(actor, row)
    else:
        permissions.check_can_speak(actor, row)
    move(row, State.CANCELLED, now=now, closed_at=now)
    timing.stop(row, now=now)
    way = Direction.INTERNAL if at_home else Direction.OUT
    letter = _letter(actor, row, LetterKind.CANCELLATION, said, now, direction=way)
    if not at_home:
        telling.send_letter(actor, row, letter, to=telling.all_desks(row), now=now)
    _record(actor, "casework:request:cancelled", row, now)


@transaction.atomic
def pass_on(actor: Actor, *, request_id: UUID, words: str = "", now: datetime) -> None:
    """Give the officer who asked everything that has come from abroad so far.

    Args:
        actor: a desk officer.
        request_id: an outgoing request.
        words: to the officer; may be empty.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not speak for the desk.
        NoSuchRequest: missing or hidden.
        NotYours: another desk's.
        WrongDirection: an incoming one.
        TextRefused: the words are too long or malformed.
    """
    said = check_text("words", words, maximum=WORDS_MAXIMUM)
    row = _held(actor, request_id, Direction.OUT, now)
    waiting = row.letters.filter(direction=Direction.IN, released_at=None)
    attaching.open_to(row, [row.asking_unit], passed=waiting, now=now)
    passed = waiting.update(released_at=now)
    row.passed_on_at = row.changed_at = now
    row.save(update_fields=["passed_on_at", "changed_at"])
    _letter(actor, row, LetterKind.PASSED_ON, said, now, direction=Direction.INTERNAL)
    announce_unit(row, row.asking_unit, "casework:answer:passed_on", now, row.asking_officer)
    _record(actor, "casework:answer:passed_on", row, now, letters=passed)


def _held(actor: Actor, request_id: UUID, direction: Direction, now: datetime) -> Request:
    row = selectors.get_for_update(actor, request_id, now)
    permissions.check_can_speak(actor, row)
    policy.check_direction(Direction(row.direction), direction)
    return row


def _sent(actor: Actor, request_id: UUID, now: datetime) -> Request:
    """Return a request that other desks have and that has not ended."""
    row = _held(actor, request_id, Direction.OUT, now)
    _check_sent(row)
    return row


def _check_sent(row: Request) -> None:
    policy.check_direction(Direction(row.direction), Direction.OUT)
    if State(row.state) in AT_HOME | DONE[Direction.OUT]:
        policy.check_transition(Direction.OUT, State(row.state), State.PARTLY_ANSWERED)


def _letter(  # noqa: PLR0913 - the columns of a letter
    actor: Actor,
    row: Request,
    kind: LetterKind,
    said: str,
    now: datetime,
    *,
    direction: Direction = Direction.OUT,
    desk: str = "",
    result: str = "",
) -> Letter:
    return write_letter(
        row,
        kind,
        direction=direction,
        actor=actor,
        now=now,
        words=said,
        desk=desk,
        result=result,
        released_at=now,
    )


def _record(actor: Actor, event: str, row: Request, now: datetime, **facts: str | int) -> None:
    record_request(actor.who, event, row, now, {"our_reference": row.our_reference, **facts})
