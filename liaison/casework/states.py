"""The lives of requests, clocks, transfers, cases and tasks, as data; drawn into the docs.

Values are stored and sent abroad, therefore they never change.
"""

import enum
from collections.abc import Mapping


class State(enum.StrEnum):
    """Where a request stands; which states an outgoing and an incoming one knows, see the tables.

    How it was answered (with information, nothing known, refused) is its `Result`.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ASKED_BACK = "asked_back"
    REFUSED_AT_DESK = "refused_at_desk"
    SENT = "sent"
    ARRIVED = "arrived"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    ANSWER_DRAFTED = "answer_drafted"
    WAITING = "waiting"
    CLARIFICATION_ASKED = "clarification_asked"
    PARTLY_ANSWERED = "partly_answered"
    ANSWERED = "answered"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Direction(enum.StrEnum):
    """Whether we ask or are asked; for letters also what stays in the house."""

    OUT = "out"
    IN = "in"
    INTERNAL = "internal"


OUT_TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.CANCELLED}),
    State.SUBMITTED: frozenset(
        {State.SENT, State.ASKED_BACK, State.REFUSED_AT_DESK, State.CANCELLED}
    ),
    State.ASKED_BACK: frozenset({State.SUBMITTED, State.CANCELLED}),
    State.REFUSED_AT_DESK: frozenset(),
    # the answers of several bureaus move one request: any order may come
    State.SENT: frozenset(
        {
            State.CLARIFICATION_ASKED,
            State.PARTLY_ANSWERED,
            State.ANSWERED,
            State.CLOSED,
            State.CANCELLED,
        }
    ),
    State.CLARIFICATION_ASKED: frozenset(
        {State.SENT, State.PARTLY_ANSWERED, State.ANSWERED, State.CLOSED, State.CANCELLED}
    ),
    State.PARTLY_ANSWERED: frozenset(
        {State.CLARIFICATION_ASKED, State.ANSWERED, State.CLOSED, State.CANCELLED}
    ),
    State.ANSWERED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
    State.CANCELLED: frozenset(),
}
IN_TRANSITIONS: Mapping[State, frozenset[State]] = {
    # refused at intake is an answer as well
    State.ARRIVED: frozenset(
        {
            State.ACCEPTED,
            State.CLARIFICATION_ASKED,
            State.ANSWERED,
            State.CLOSED,
            State.CANCELLED,
        }
    ),
    State.ACCEPTED: frozenset(
        {
            State.ASSIGNED,
            State.WAITING,
            State.CLARIFICATION_ASKED,
            State.PARTLY_ANSWERED,
            State.ANSWERED,
            State.CLOSED,
            State.CANCELLED,
        }
    ),
    # back to accepted: the unit gives it back
    State.ASSIGNED: frozenset(
        {
            State.ACCEPTED,
            State.ANSWER_DRAFTED,
            State.WAITING,
            State.CLARIFICATION_ASKED,
            State.PARTLY_ANSWERED,
            State.ANSWERED,
            State.CLOSED,
            State.CANCELLED,
        }
    ),
    # back to assigned: the desk does not release what the unit drafted
    State.ANSWER_DRAFTED: frozenset(
        {
            State.ASSIGNED,
            State.CLARIFICATION_ASKED,
            State.PARTLY_ANSWERED,
            State.ANSWERED,
            State.CLOSED,
            State.CANCELLED,
        }
    ),
    # a pause ends where it began
    State.WAITING: frozenset(
        {
            State.ACCEPTED,
            State.ASSIGNED,
            State.PARTLY_ANSWERED,
            State.ANSWERED,
            State.CLOSED,
            State.CANCELLED,
        }
    ),
    State.CLARIFICATION_ASKED: frozenset(
        {
            State.ARRIVED,
            State.ACCEPTED,
            State.ASSIGNED,
            State.ANSWER_DRAFTED,
            State.PARTLY_ANSWERED,
            State.ANSWERED,
            State.CLOSED,
            State.CANCELLED,
        }
    ),
    State.PARTLY_ANSWERED: frozenset(
        {
            State.ASSIGNED,
            State.ANSWER_DRAFTED,
            State.WAITING,
            State.CLARIFICATION_ASKED,
            State.ANSWERED,
            State.CLOSED,
            State.CANCELLED,
        }
    ),
    State.ANSWERED: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
    State.CANCELLED: frozenset(),
}
TABLES: Mapping[Direction, Mapping[State, frozenset[State]]] = {
    Direction.OUT: OUT_TRANSITIONS,
    Direction.IN: IN_TRANSITIONS,
}
# nobody here has anything left to do: an outgoing request is open until it is closed
DONE: Mapping[Direction, frozenset[State]] = {
    Direction.OUT: frozenset({State.REFUSED_AT_DESK, State.CLOSED, State.CANCELLED}),
    Direction.IN: frozenset({State.ANSWERED, State.CLOSED, State.CANCELLED}),
}
# before anything has left the house
AT_HOME = frozenset({State.DRAFT, State.SUBMITTED, State.ASKED_BACK})


class Queue(enum.StrEnum):
    """Where on the desk a request lies; follows from direction and state, `policy.queue_of`."""

    UNIT = "unit"
    REVIEW = "review"
    ARRIVED = "arrived"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    RELEASE = "release"
    WAITING = "waiting"
    ABROAD = "abroad"
    CLARIFY = "clarify"
    ANSWERED = "answered"
    DONE = "done"


class Result(enum.StrEnum):
    """How a request was answered. A refusal and "nothing known" are answers."""

    INFORMATION = "information"
    NOTHING_KNOWN = "nothing_known"
    REFUSED = "refused"


class AddresseeState(enum.StrEnum):
    """How things stand with one desk that was asked; a copy for information stays `sent`."""

    SENT = "sent"
    CLARIFICATION_ASKED = "clarification_asked"
    PARTLY_ANSWERED = "partly_answered"
    ANSWERED = "answered"
    NOT_DELIVERED = "not_delivered"


ADDRESSEE_TRANSITIONS: Mapping[AddresseeState, frozenset[AddresseeState]] = {
    AddresseeState.SENT: frozenset(
        {
            AddresseeState.CLARIFICATION_ASKED,
            AddresseeState.PARTLY_ANSWERED,
            AddresseeState.ANSWERED,
            AddresseeState.NOT_DELIVERED,
        }
    ),
    AddresseeState.CLARIFICATION_ASKED: frozenset(
        {AddresseeState.SENT, AddresseeState.PARTLY_ANSWERED, AddresseeState.ANSWERED}
    ),
    AddresseeState.PARTLY_ANSWERED: frozenset(
        {
            AddresseeState.CLARIFICATION_ASKED,
            AddresseeState.PARTLY_ANSWERED,
            AddresseeState.ANSWERED,
        }
    ),
    # more may come after a final answer; it is kept and changes no state
    AddresseeState.ANSWERED: frozenset({AddresseeState.ANSWERED}),
    # a receipt was late: what answers has arrived
    AddresseeState.NOT_DELIVERED: frozenset(
        {
            AddresseeState.CLARIFICATION_ASKED,
            AddresseeState.PARTLY_ANSWERED,
            AddresseeState.ANSWERED,
        }
    ),
}


class ClockState(enum.StrEnum):
    """Where the clock of a request stands."""

    RUNNING = "running"
    WARNING = "warning"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    PAUSED = "paused"
    STOPPED = "stopped"


CLOCK_TRANSITIONS: Mapping[ClockState, frozenset[ClockState]] = {
    ClockState.RUNNING: frozenset(
        {ClockState.WARNING, ClockState.OVERDUE, ClockState.PAUSED, ClockState.STOPPED}
    ),
    # running again: extended, or taken up after a pause
    ClockState.WARNING: frozenset(
        {ClockState.RUNNING, ClockState.OVERDUE, ClockState.PAUSED, ClockState.STOPPED}
    ),
    ClockState.OVERDUE: frozenset(
        {ClockState.RUNNING, ClockState.ESCALATED, ClockState.PAUSED, ClockState.STOPPED}
    ),
    ClockState.ESCALATED: frozenset({ClockState.RUNNING, ClockState.PAUSED, ClockState.STOPPED}),
    ClockState.PAUSED: frozenset({ClockState.RUNNING, ClockState.STOPPED}),
    ClockState.STOPPED: frozenset(),
}


class TransferState(enum.StrEnum):
    """Where an offer to take something over stands. Until accepted the holder is responsible."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


TRANSFER_TRANSITIONS: Mapping[TransferState, frozenset[TransferState]] = {
    TransferState.OFFERED: frozenset(
        {
            TransferState.ACCEPTED,
            TransferState.DECLINED,
            TransferState.WITHDRAWN,
            TransferState.LAPSED,
        }
    ),
    TransferState.ACCEPTED: frozenset(),
    TransferState.DECLINED: frozenset(),
    TransferState.WITHDRAWN: frozenset(),
    TransferState.LAPSED: frozenset(),
}


class CaseState(enum.StrEnum):
    """Where a case file stands."""

    OPEN = "open"
    CLOSED = "closed"


CASE_TRANSITIONS: Mapping[CaseState, frozenset[CaseState]] = {
    CaseState.OPEN: frozenset({CaseState.CLOSED}),
    # a closed file is opened again when something new comes in
    CaseState.CLOSED: frozenset({CaseState.OPEN}),
}


class TaskState(enum.StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


TASK_TRANSITIONS: Mapping[TaskState, frozenset[TaskState]] = {
    TaskState.OPEN: frozenset({TaskState.DONE, TaskState.DROPPED}),
    TaskState.DONE: frozenset(),
    TaskState.DROPPED: frozenset(),
}
