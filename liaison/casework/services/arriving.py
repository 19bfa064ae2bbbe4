"""What comes to a desk: a request, or a letter of a thread. In the caller's transaction.

From another node through a handler, which has checked that the sender answers for the desk it
speaks for; from a desk of this node directly. A bureau that guesses learns nothing: what is
missing and what is not theirs look alike.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from liaison.audit.types import Who
from liaison.casework import clocks, intake, policy
from liaison.casework.desks import rules_of
from liaison.casework.errors import LetterRefused, NoSuchRequest, TransitionRefused
from liaison.casework.models import Addressee, Letter, Request
from liaison.casework.services import attaching, timing
from liaison.casework.services.references import REQUEST, allocate
from liaison.casework.services.writing import (
    full,
    move,
    record,
    write_concerned,
    write_letter,
)
from liaison.casework.states import (
    AT_HOME,
    DONE,
    TABLES,
    AddresseeState,
    Direction,
    Result,
    State,
)
from liaison.casework.types import Asked, Said
from liaison.casework.wireform import BY_ASKED
from liaison.casework.words import LetterKind, PauseReason, Role
from liaison.core import jobs
from liaison.core.identifiers import uuid7
from liaison.identity import services as identity
from liaison.identity.types import Permission
from liaison.lib.wire.canonical import JsonValue

CROSS_CHECK = "casework.cross_check"


def take_request(  # noqa: PLR0913 - the request, and how it came
    asked: Asked,
    *,
    desk: str,
    message: UUID | None,
    thread: UUID | None,
    issued_at: datetime,
    files: Sequence[UUID] = (),
    approval: Mapping[str, JsonValue] | None = None,
    who: Who,
    now: datetime,
) -> Request:
    """Put a request into the pool of the desk it is for, start our clock, promise a cross-check.

    The same request again changes nothing.

    Args:
        asked: what is asked.
        desk: the desk of this node it is for.
        message: id of the message; None from a desk of this node.
        thread: conversation of that message.
        issued_at: when it was signed.
        files: what came with it.
        approval: what is kept of an officer's approval that came along, or None.
        who: who brings it, for the log.
        now: the present moment.

    Raises:
        LetterRefused: another request under an id that this desk has seen.
    """
    key = {"desk": desk, "direction": Direction.IN, "partner": asked.sender}
    earlier = Request.objects.filter(**key, origin=asked.request).first()
    if earlier is not None:
        if earlier.their_reference != asked.reference or earlier.asked != asked.asked:
            raise LetterRefused("contradiction")
        _arrived(who, earlier, now, result="repeated")
        return earlier
    clock = clocks.class_of(asked.clock).name
    row = Request.objects.create(
        id=uuid7(now),
        **key,
        origin=asked.request,
        our_reference=allocate(desk, kind=REQUEST, now=now),
        their_reference=asked.reference,
        subject=asked.subject,
        asked=asked.asked,
        facts=asked.facts,
        link=asked.link,
        purpose=asked.purpose,
        legal_basis=asked.legal_basis,
        urgency=asked.urgency,
        clock=clock,
        crime_area=asked.crime_area,
        handling_code=asked.handling_code,
        files=[str(one) for one in files],
        asking_unit=asked.unit,
        asking_officer_name=asked.officer,
        holder_organisation=desk,
        state=State.ARRIVED,
        queue=policy.queue_of(Direction.IN, State.ARRIVED),
        is_open=True,
        due_at=clocks.ends_at(clock, desk=desk, start=now),
        message=message,
        thread=thread,
        created_at=now,
        sent_at=issued_at,
        changed_at=now,
    )
    write_concerned(row, asked.concerned)
    write_letter(
        row,
        LetterKind.REQUEST,
        direction=Direction.IN,
        by=asked.sender,
        now=now,
        words=asked.asked,
        desk=asked.sender,
        message=message,
        files=row.files,
        origin=asked.letter,
        released_at=now,
        detail={} if approval is None else {"approval": approval},
    )
    attaching.receive(row, files, now=now)
    if desk in asked.info and desk not in asked.to:
        # a copy for information: to be read, not to be answered
        move(row, State.CLOSED, now=now, closed_at=now)
    else:
        timing.start(row, at=now)
        announce_desk(row, "casework:request:arrived", now)
    jobs.enqueue(CROSS_CHECK, {"request": str(row.id)}, due_at=now, key=f"{CROSS_CHECK}:{row.id}")
    _arrived(who, row, now, result="done")
    return row


def take_letter(  # noqa: PLR0913 - the letter, and how it came
    said: Said,
    *,
    desk: str,
    message: UUID | None,
    files: Sequence[UUID] = (),
    who: Who,
    now: datetime,
) -> Request:
    """Put a letter into the thread it belongs to, and let it move the request.

    The same letter again changes nothing; what comes after the end is kept and moves nothing.

    Args:
        said: the letter.
        desk: the desk of this node it is for.
        message: id of the message; None from a desk of this node.
        files: what came with it.
        who: who brings it, for the log.
        now: the present moment.

    Raises:
        NoSuchRequest: this desk has no request of that id with that desk.
        LetterRefused: the thread is full, or the grounds are not on the list.
    """
    asker = said.kind not in BY_ASKED
    row, addressee = _incoming(said, desk) if asker else _outgoing(said, desk)
    again = row.letters.filter(desk=said.sender, direction=Direction.IN, origin=said.letter)
    if again.exists():
        _letter_arrived(who, row, said, now, result="repeated")
        return row
    if full(row):
        raise LetterRefused("full")
    if said.grounds and said.grounds not in intake.GROUNDS:
        raise LetterRefused("grounds")
    letter = _keep(row, said, message, files, now)
    attaching.receive(row, files, now=now)
    result = "done"
    try:
        if addressee is None:
            _moved_by_asker(row, said, now)
        else:
            _moved_by_asked(row, addressee, said, now)
    except TransitionRefused:
        result = "too_late"
    if addressee is not None:
        _pass_on(row, letter, now)
    announce_desk(row, "casework:letter:arrived", now)
    _letter_arrived(who, row, said, now, result=result)
    return row


def announce_desk(request: Request, kind: str, now: datetime) -> None:
    """Tell the desk, or the person there who holds the request."""
    identity.announce(
        organisation=request.desk,
        permission=Permission.REQUEST_REVIEW,
        kind=kind,
        target=str(request.id),
        at=now,
        person_id=(request.holder_person if request.holder_organisation == request.desk else ""),
    )


def announce_unit(request: Request, unit: str, kind: str, now: datetime, person: str = "") -> None:
    """Tell a unit, or one person there."""
    identity.announce(
        organisation=unit,
        permission=Permission.REQUEST_READ,
        kind=kind,
        target=str(request.id),
        at=now,
        person_id=person,
    )


def _incoming(said: Said, desk: str) -> tuple[Request, None]:
    rows = Request.objects.select_for_update().filter(
        desk=desk, direction=Direction.IN, partner=said.sender, origin=said.request
    )
    row = rows.first()
    if row is None:
        raise NoSuchRequest(str(said.request))
    return row, None


def _outgoing(said: Said, desk: str) -> tuple[Request, Addressee]:
    rows = Request.objects.select_for_update().filter(
        pk=said.request, desk=desk, direction=Direction.OUT
    )
    row = rows.first()
    # a draft has no addressees yet: nobody can answer what was not sent
    found = (
        Addressee.objects.select_for_update().filter(request=row, desk=said.sender).first()
        if row is not None and row.state not in AT_HOME
        else None
    )
    if row is None or found is None:
        raise NoSuchRequest(str(said.request))
    return row, found


def _keep(
    row: Request, said: Said, message: UUID | None, files: Sequence[UUID], now: datetime
) -> Letter:
    return write_letter(
        row,
        said.kind,
        direction=Direction.IN,
        by=said.sender,
        now=now,
        words=said.words,
        desk=said.sender,
        result=(said.result or said.outcome or ""),
        partial=said.partial,
        grounds=said.grounds,
        files=[str(one) for one in files],
        message=message,
        origin=said.letter,
    )


def _moved_by_asker(row: Request, said: Said, now: datetime) -> None:
    """The desk that asked speaks: a clarification ends a pause, an end ends."""
    if said.kind is LetterKind.CLARIFICATION:
        if row.state == State.CLARIFICATION_ASKED:
            move(row, State(row.paused_in), now=now, paused_in="")
            timing.resume(row, now=now)
    elif said.kind in {LetterKind.CLOSING, LetterKind.CANCELLATION}:
        closing = said.kind is LetterKind.CLOSING
        move(row, State.CLOSED if closing else State.CANCELLED, now=now, closed_at=now)
        timing.stop(row, now=now)
    if row.assigned_unit and row.is_open:
        announce_unit(row, row.assigned_unit, "casework:letter:arrived", now, row.assigned_person)


def _moved_by_asked(row: Request, addressee: Addressee, said: Said, now: datetime) -> None:
    """A desk that was asked speaks: its own line moves, and the request with all of them."""
    if not addressee.their_reference:
        addressee.their_reference = said.reference
    if said.kind is LetterKind.ANSWER:
        target = AddresseeState.PARTLY_ANSWERED if said.partial else AddresseeState.ANSWERED
    else:
        target = AddresseeState.CLARIFICATION_ASKED
    state = AddresseeState(addressee.state)
    if target is AddresseeState.PARTLY_ANSWERED and state is AddresseeState.ANSWERED:
        target = state  # more after a final answer
    policy.check_addressee(state, target)
    addressee.state = target
    if said.result is not None:
        addressee.result, addressee.answered_at = said.result, now
    addressee.save(update_fields=["state", "their_reference", "result", "answered_at"])
    settle(row, now)


def settle(row: Request, now: datetime) -> None:
    """Move an outgoing request to where its addressees have brought it, and its clock with it."""
    if State(row.state) in DONE[Direction.OUT]:
        return
    acting = list(row.addressees.filter(role=Role.ACTION))
    target = policy.state_of([AddresseeState(one.state) for one in acting])
    if target not in TABLES[Direction.OUT][State(row.state)] and target != row.state:
        return
    changes: dict[str, object] = {}
    if target is State.ANSWERED:
        results = [Result(one.result) for one in acting if one.result]
        changes = {"result": policy.result_of(results), "answered_at": now}
    move(row, target, now=now, **changes)
    if target is State.ANSWERED:
        timing.stop(row, now=now)
    elif target is State.CLARIFICATION_ASKED:
        timing.pause(row, reason=PauseReason.CLARIFICATION, now=now)
    else:
        timing.resume(row, now=now)


def _pass_on(row: Request, letter: Letter, now: datetime) -> None:
    """Where policy says so, an answer goes to the unit that asked at once."""
    if not rules_of(row.desk).pass_on:
        return
    attaching.open_to(row, [row.asking_unit], passed=[letter], now=now)
    letter.released_at = now
    letter.save(update_fields=["released_at"])
    row.passed_on_at = now
    row.save(update_fields=["passed_on_at"])
    announce_unit(row, row.asking_unit, "casework:answer:passed_on", now, row.asking_officer)


def _arrived(who: Who, row: Request, now: datetime, *, result: str) -> None:
    record(
        who,
        "casework:request:arrived",
        row.id,
        now,
        result=result,
        purpose=row.purpose,
        legal_basis=row.legal_basis,
        sender=row.partner,
        their_reference=row.their_reference,
        our_reference=row.our_reference,
    )


def _letter_arrived(who: Who, row: Request, said: Said, now: datetime, *, result: str) -> None:
    record(
        who,
        "casework:letter:arrived",
        row.id,
        now,
        result=result,
        sender=said.sender,
        kind=said.kind.value,
        our_reference=row.our_reference,
    )
