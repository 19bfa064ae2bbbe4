"""What may happen to a request, a clock, a transfer, a case, whoever asks. Pure."""

from collections.abc import Mapping
from typing import Final

from liaison.casework import intake
from liaison.casework.concerned import parse_all
from liaison.casework.errors import (
    AddressRefused,
    FieldRefused,
    SamePersonRefused,
    TextRefused,
    TransitionRefused,
    WrongDirection,
)
from liaison.casework.limits import (
    ADDRESSES_MAXIMUM,
    ASKED_MAXIMUM,
    BASIS_MAXIMUM,
    FILES_MAXIMUM,
    LINE_MAXIMUM,
    UNIT_MAXIMUM,
    WORDS_MAXIMUM,
)
from liaison.casework.states import (
    ADDRESSEE_TRANSITIONS,
    CASE_TRANSITIONS,
    CLOCK_TRANSITIONS,
    DONE,
    TABLES,
    TASK_TRANSITIONS,
    TRANSFER_TRANSITIONS,
    AddresseeState,
    Direction,
    Queue,
    Result,
    State,
)
from liaison.casework.texts import check_line, check_text
from liaison.casework.types import AnswerText, Draft
from liaison.core.transitions import Transitions
from liaison.rules.processing import REQUEST_PURPOSES

_QUEUES: Final[Mapping[tuple[Direction, State], Queue]] = {
    (Direction.OUT, State.DRAFT): Queue.UNIT,
    (Direction.OUT, State.ASKED_BACK): Queue.UNIT,
    (Direction.OUT, State.SUBMITTED): Queue.REVIEW,
    (Direction.OUT, State.SENT): Queue.ABROAD,
    (Direction.OUT, State.PARTLY_ANSWERED): Queue.ABROAD,
    (Direction.OUT, State.CLARIFICATION_ASKED): Queue.CLARIFY,
    (Direction.OUT, State.ANSWERED): Queue.ANSWERED,
    (Direction.IN, State.ARRIVED): Queue.ARRIVED,
    (Direction.IN, State.ACCEPTED): Queue.ACCEPTED,
    (Direction.IN, State.PARTLY_ANSWERED): Queue.ACCEPTED,
    (Direction.IN, State.ASSIGNED): Queue.ASSIGNED,
    (Direction.IN, State.ANSWER_DRAFTED): Queue.RELEASE,
    (Direction.IN, State.WAITING): Queue.WAITING,
    (Direction.IN, State.CLARIFICATION_ASKED): Queue.WAITING,
}
# called with where it stands and where it shall go; refused as `TransitionRefused`
check_addressee: Final = Transitions(ADDRESSEE_TRANSITIONS, TransitionRefused)
check_clock: Final = Transitions(CLOCK_TRANSITIONS, TransitionRefused)
check_transfer: Final = Transitions(TRANSFER_TRANSITIONS, TransitionRefused)
check_case: Final = Transitions(CASE_TRANSITIONS, TransitionRefused)
check_task: Final = Transitions(TASK_TRANSITIONS, TransitionRefused)


def queue_of(direction: Direction, state: State) -> Queue:
    """Return where on the desk a request lies."""
    if state in DONE[direction]:
        return Queue.DONE
    return _QUEUES[direction, state]


def check_transition(direction: Direction, current: State, target: State) -> None:
    """Refuse a way that the table of this direction does not know.

    Raises:
        TransitionRefused: there is no such way.
    """
    Transitions(TABLES[direction], TransitionRefused)(current, target)


def check_direction(direction: Direction, wanted: Direction) -> None:
    """Refuse a verb of the other direction.

    Raises:
        WrongDirection: it is.
    """
    if direction is not wanted:
        raise WrongDirection(direction)


def check_two_persons(*, drafted_by: str, reviewed_by: str) -> None:
    """Refuse a review by whoever drafted: person ids, never chairs.

    Raises:
        SamePersonRefused: it is the same person.
    """
    if drafted_by == reviewed_by:
        raise SamePersonRefused(reviewed_by)


def check_draft(draft: Draft, *, clocks: frozenset[str], complete: bool) -> Draft:
    """Return a draft in its plain form.

    Args:
        draft: as typed.
        clocks: the classes that policy knows.
        complete: whether it is to be submitted: then what is asked, the facts, the link, the
            legal basis, the addressees and the clock must be there.

    Raises:
        TextRefused: a text is missing, too long or malformed.
        FieldRefused: a thing concerned, a clock, the purpose or the number of files cannot be.
        AddressRefused: nobody is asked, or too many.
    """
    if draft.clock not in clocks and (complete or draft.clock):
        raise FieldRefused("clock", "unknown")
    if draft.purpose not in REQUEST_PURPOSES:
        raise FieldRefused("purpose", "unknown")
    if len(draft.files) > FILES_MAXIMUM:
        raise FieldRefused("files", "many")
    return Draft(
        subject=check_line("subject", draft.subject, maximum=LINE_MAXIMUM, needed=True),
        asked=check_text("asked", draft.asked, maximum=ASKED_MAXIMUM, needed=complete),
        facts=check_text("facts", draft.facts, maximum=ASKED_MAXIMUM, needed=complete),
        link=check_text("link", draft.link, maximum=WORDS_MAXIMUM, needed=complete),
        purpose=draft.purpose,
        legal_basis=check_line(
            "legal_basis", draft.legal_basis, maximum=BASIS_MAXIMUM, needed=complete
        ),
        urgency=draft.urgency,
        clock=draft.clock,
        crime_area=draft.crime_area,
        handling_code=draft.handling_code,
        to=check_addresses("to", draft.to, needed=complete),
        info=check_addresses("info", draft.info, needed=False),
        concerned=parse_all(draft.concerned),
        files=tuple(check_line("files", one, maximum=60, needed=True) for one in draft.files),
    )


def check_addresses(field: str, said: tuple[str, ...], *, needed: bool) -> tuple[str, ...]:
    """Return addresses as written, each once.

    Raises:
        AddressRefused: none where one is needed, too many, or one that is no address.
    """
    if len(said) > ADDRESSES_MAXIMUM:
        raise AddressRefused(field, "many")
    try:
        plain = [check_line(field, one, maximum=UNIT_MAXIMUM, needed=True) for one in said]
    except TextRefused as refusal:
        raise AddressRefused(field, refusal.reason) from refusal
    found = tuple(dict.fromkeys(plain))
    if needed and not any(not one.startswith("-") for one in found):
        raise AddressRefused(field, "nobody")
    return found


def check_answer(answer: AnswerText) -> AnswerText:
    """Return an answer in its plain form.

    Raises:
        TextRefused: the words are missing, too long or malformed.
        FieldRefused: partial without information, or too many files.
        GroundsRefused: a refusal without grounds, or grounds without a refusal.
    """
    if answer.partial and answer.result is not Result.INFORMATION:
        raise FieldRefused("partial", "result")
    if len(answer.files) > FILES_MAXIMUM:
        raise FieldRefused("files", "many")
    intake.check_grounds(answer.grounds, refused=answer.result is Result.REFUSED)
    return AnswerText(
        result=answer.result,
        words=check_text("words", answer.words, maximum=ASKED_MAXIMUM, needed=True),
        partial=answer.partial,
        grounds=answer.grounds,
        files=tuple(check_line("files", one, maximum=60, needed=True) for one in answer.files),
    )


def state_of(addressees: list[AddresseeState]) -> State:
    """Return where an outgoing request stands, from those that shall act.

    Whoever waits for our clarification comes first; then the request is answered when all have
    answered, and partly when any has. A desk that cannot be reached is not waited for, unless
    there is no other.
    """
    if AddresseeState.CLARIFICATION_ASKED in addressees:
        return State.CLARIFICATION_ASKED
    reached = [one for one in addressees if one is not AddresseeState.NOT_DELIVERED]
    if reached and all(one is AddresseeState.ANSWERED for one in reached):
        return State.ANSWERED
    begun = {AddresseeState.ANSWERED, AddresseeState.PARTLY_ANSWERED}
    return State.PARTLY_ANSWERED if begun & set(addressees) else State.SENT


def result_of(results: list[Result]) -> Result:
    """Return how an outgoing request was answered: the best of what each desk said."""
    for one in (Result.INFORMATION, Result.NOTHING_KNOWN):
        if one in results:
            return one
    return Result.REFUSED
