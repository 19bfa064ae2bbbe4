"""The life of a hit and of its confirmation, as data. The state diagrams are drawn from here.

Values are stored and sent abroad, therefore they never change.
"""

import enum
from collections.abc import Mapping


class QuestionKind(enum.StrEnum):
    """What a question is about."""

    DOCUMENT = "document"
    PERSON = "person"
    VEHICLE = "vehicle"
    VESSEL = "vessel"
    FIREARM = "firearm"
    NUMBER = "number"


class Source(enum.StrEnum):
    """What the question was read from."""

    MRZ = "mrz"
    NUMBER = "number"
    WORDS = "words"


class Verdict(enum.StrEnum):
    """What a check found. There is no third answer: a match is only ever possible."""

    NO_MATCH = "no_match"
    POSSIBLE_MATCH = "possible_match"


class NoMatchReason(enum.StrEnum):
    """Why no match never means that a document is genuine: told with every such answer."""

    NOT_YET_REPORTED = "not_yet_reported"
    NOT_YET_RECEIVED = "not_yet_received"
    NOT_YET_ENTERED = "not_yet_entered"
    NATIONAL_ONLY = "national_search_only"
    UNKNOWN = "unknown_to_anybody"


class Urgency(enum.StrEnum):
    """How soon the owner must confirm; the minutes are data, resources/policy."""

    URGENT = "urgent"
    ROUTINE = "routine"


class Action(enum.StrEnum):
    """What was done with the person or the document at the post."""

    NONE = "none"
    LET_PASS = "let_pass"  # noqa: S105 - somebody passes
    VERIFY_IDENTITY = "verify_identity"
    FURTHER_INSPECTION = "further_inspection"
    REFUSE_ENTRY = "refuse_entry"
    SEIZE_DOCUMENT = "seize_document"
    DETAIN_PERSON = "detain_person"

    @property
    def coercive(self) -> bool:
        """Whether it touches somebody's liberty or property: then the owner must have spoken."""
        return self in {Action.REFUSE_ENTRY, Action.SEIZE_DOCUMENT, Action.DETAIN_PERSON}


class Outcome(enum.StrEnum):
    """How it ended."""

    ARREST = "arrest"
    SEIZURE = "seizure"
    ENTRY_REFUSED = "entry_refused"
    IDENTITY_VERIFIED = "identity_verified"
    NO_ACTION = "no_action"

    @property
    def coercive(self) -> bool:
        """Whether only a coercive action can have led to it."""
        return self in {Outcome.ARREST, Outcome.SEIZURE, Outcome.ENTRY_REFUSED}


class HitState(enum.StrEnum):
    """Where a possible match stands (Rules on the Processing of Data, Art. 104-106 [K])."""

    POSSIBLE = "possible"
    FALSE_POSITIVE = "false_positive"
    COMPARED = "compared"
    CONFIRMATION_ASKED = "confirmation_asked"
    CONFIRMED = "confirmed"
    INVALID = "invalid"
    EXPIRED = "expired"
    ACTION_TAKEN = "action_taken"
    CLOSED = "closed"


TRANSITIONS: Mapping[HitState, frozenset[HitState]] = {
    # invalid from everywhere before an action: the owner withdrew the record meanwhile
    HitState.POSSIBLE: frozenset({HitState.FALSE_POSITIVE, HitState.COMPARED, HitState.INVALID}),
    # another document: nothing follows; a new check is a new hit
    HitState.FALSE_POSITIVE: frozenset(),
    # straight to an action: one that is not coercive, or a documented emergency
    HitState.COMPARED: frozenset(
        {HitState.CONFIRMATION_ASKED, HitState.ACTION_TAKEN, HitState.INVALID}
    ),
    HitState.CONFIRMATION_ASKED: frozenset(
        {HitState.CONFIRMED, HitState.INVALID, HitState.EXPIRED, HitState.ACTION_TAKEN}
    ),
    HitState.CONFIRMED: frozenset({HitState.ACTION_TAKEN, HitState.INVALID}),
    # the record does not stand, so no action follows from it: only the outcome
    HitState.INVALID: frozenset({HitState.CLOSED}),
    # a clock that ran out does not silence the owner: a late answer is still an answer
    HitState.EXPIRED: frozenset({HitState.CONFIRMED, HitState.INVALID, HitState.ACTION_TAKEN}),
    # done is done: what the owner says now is kept beside it and cannot undo it
    HitState.ACTION_TAKEN: frozenset({HitState.CLOSED}),
    HitState.CLOSED: frozenset(),
}
FINAL: frozenset[HitState] = frozenset(state for state, to in TRANSITIONS.items() if not to)
# waiting for the owner's word
WAITING: frozenset[HitState] = frozenset({HitState.CONFIRMATION_ASKED, HitState.EXPIRED})


class ConfirmationState(enum.StrEnum):
    """Where a question stands at the node of the record's owner."""

    ASKED = "asked"
    ANSWERED_VALID = "answered_valid"
    ANSWERED_INVALID = "answered_invalid"
    LAPSED = "lapsed"
    OUTCOME_REPORTED = "outcome_reported"


CONFIRMATION_TRANSITIONS: Mapping[ConfirmationState, frozenset[ConfirmationState]] = {
    # the outcome of an emergency may come before our answer
    ConfirmationState.ASKED: frozenset(
        {
            ConfirmationState.ANSWERED_VALID,
            ConfirmationState.ANSWERED_INVALID,
            ConfirmationState.LAPSED,
            ConfirmationState.OUTCOME_REPORTED,
        }
    ),
    # late is better than never: somebody may still be waiting at a post
    ConfirmationState.LAPSED: frozenset(
        {
            ConfirmationState.ANSWERED_VALID,
            ConfirmationState.ANSWERED_INVALID,
            ConfirmationState.OUTCOME_REPORTED,
        }
    ),
    # an answer is not changed: a record that turns out wrong is withdrawn, which reaches everybody
    ConfirmationState.ANSWERED_VALID: frozenset({ConfirmationState.OUTCOME_REPORTED}),
    ConfirmationState.ANSWERED_INVALID: frozenset({ConfirmationState.OUTCOME_REPORTED}),
    ConfirmationState.OUTCOME_REPORTED: frozenset(),
}
UNANSWERED: frozenset[ConfirmationState] = frozenset(
    {ConfirmationState.ASKED, ConfirmationState.LAPSED}
)


class StepKind(enum.StrEnum):
    """What a line of a hit's timeline says."""

    FOUND = "found"
    FETCHED = "fetched"
    FALSE_POSITIVE = "false_positive"
    COMPARED = "compared"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    INVALID = "invalid"
    EXPIRED = "expired"
    ACTION = "action"
    EMERGENCY = "emergency"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Verb(enum.StrEnum):
    """What an officer can do with a hit."""

    COMPARE = "compare"
    ASK = "ask"
    ACT = "act"
    CLOSE = "close"


class Agreement(enum.StrEnum):
    """How one field of the document in hand stands to the record."""

    SAME = "same"
    LOOKS_ALIKE = "looks_alike"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


class AlertState(enum.StrEnum):
    """Where the word to an owner stands that a discreet record was met."""

    NEW = "new"
    SEEN = "seen"


ALERT_TRANSITIONS: Mapping[AlertState, frozenset[AlertState]] = {
    AlertState.NEW: frozenset({AlertState.SEEN}),
    AlertState.SEEN: frozenset(),
}


class ListKind(enum.StrEnum):
    """What list of persons or documents a bulk check goes through. There is always one."""

    PASSENGERS = "passengers"
    CREW = "crew"
    REGISTER = "register"
    ACCREDITATION = "accreditation"
    APPLICANTS = "applicants"
    CASE = "case"


class BulkState(enum.StrEnum):
    """Where a bulk check stands."""

    FILLING = "filling"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    HALTED = "halted"
    EXPIRED = "expired"


BULK_TRANSITIONS: Mapping[BulkState, frozenset[BulkState]] = {
    # lines are coming in; what nobody finishes within a day goes
    BulkState.FILLING: frozenset(
        {BulkState.WAITING, BulkState.RUNNING, BulkState.CANCELLED, BulkState.EXPIRED}
    ),
    # it is large: a second person looks at purpose and ground first
    BulkState.WAITING: frozenset(
        {BulkState.RUNNING, BulkState.REFUSED, BulkState.CANCELLED, BulkState.EXPIRED}
    ),
    # halted: who asked may no longer ask, or so much matches that it is no check any more
    BulkState.RUNNING: frozenset({BulkState.DONE, BulkState.CANCELLED, BulkState.HALTED}),
    BulkState.DONE: frozenset({BulkState.EXPIRED}),
    BulkState.CANCELLED: frozenset({BulkState.EXPIRED}),
    BulkState.REFUSED: frozenset({BulkState.EXPIRED}),
    BulkState.HALTED: frozenset({BulkState.EXPIRED}),
    BulkState.EXPIRED: frozenset(),
}
# states that end, and whose lines then wait for their retention to end
BULK_ENDED: frozenset[BulkState] = frozenset(
    state for state, to in BULK_TRANSITIONS.items() if to == frozenset({BulkState.EXPIRED})
)


class Halt(enum.StrEnum):
    """Why a bulk check was halted."""

    MATCHES = "matches"
    ASKER = "asker"
