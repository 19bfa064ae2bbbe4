"""The closed lists of casework that have no life of their own: kinds, reasons, roles.

Values are stored and sent abroad, therefore they never change.
"""

import enum


class Urgency(enum.StrEnum):
    """How soon, in the words of a message."""

    NORMAL = "normal"
    URGENT = "urgent"


class ApprovalStanding(enum.StrEnum):
    """Whether policy lets a request leave without an officer's approval; never stored."""

    FREE = "free"
    DEMANDED = "demanded"
    WAIVED = "waived"


class CrimeArea(enum.StrEnum):
    """What kind of crime a request is about. The list is ours."""

    PERSONS = "crimes_against_persons"
    PROPERTY = "crimes_against_property"
    FRAUD = "financial_crime"
    DRUGS = "drugs"
    TRAFFICKING = "human_trafficking_and_smuggling"
    DOCUMENTS = "false_documents"
    VEHICLES = "vehicle_crime"
    CYBER = "cybercrime"
    TERRORISM = "terrorism"
    FIREARMS = "firearms"
    ENVIRONMENT = "environmental_crime"
    CULTURE = "works_of_art"
    CORRUPTION = "corruption"
    FUGITIVES = "fugitives"
    MISSING = "missing_persons"
    OTHER = "other"


class ConcernedKind(enum.StrEnum):
    """What a request is about."""

    PERSON = "person"
    DOCUMENT = "document"
    VEHICLE = "vehicle"
    THING = "thing"


class Role(enum.StrEnum):
    """What an addressed desk shall do."""

    ACTION = "action"
    INFO = "info"


class LetterKind(enum.StrEnum):
    """What one entry of a thread says."""

    REQUEST = "request"
    CLARIFICATION_ASKED = "clarification_asked"
    CLARIFICATION = "clarification"
    REMINDER = "reminder"
    CORRECTION = "correction"
    ANSWER = "answer"
    CLOSING = "closing"
    CANCELLATION = "cancellation"
    # these stay in the house
    REVIEW = "review"
    ASSIGNMENT = "assignment"
    ANSWER_DRAFT = "answer_draft"
    CORRECTION_DRAFT = "correction_draft"
    RETURNED = "returned"
    PAUSE = "pause"
    RESUMPTION = "resumption"
    EXTENSION = "extension"
    PASSED_ON = "passed_on"
    NOTE = "note"


class Decision(enum.StrEnum):
    """What a review decides."""

    ACCEPT = "accept"
    ASK_BACK = "ask_back"
    REFUSE = "refuse"


class Tick(enum.StrEnum):
    """The answer to one point of the intake checklist."""

    YES = "yes"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"


class PauseReason(enum.StrEnum):
    """Why a clock stands still."""

    CLARIFICATION = "clarification"
    COURT = "court"


class FindingKind(enum.StrEnum):
    """What a thing concerned was found in."""

    RECORD = "record"
    REQUEST = "request"


class Subject(enum.StrEnum):
    """What is handed from one holder to another."""

    REQUEST = "request"
    CASE = "case"
    TASK = "task"
    SHIFT = "shift"


class EntryKind(enum.StrEnum):
    """What one entry of a case file is."""

    PARTY = "party"
    NOTE = "note"
    RELATED = "related"


class RelatedKind(enum.StrEnum):
    """What a case file points to."""

    RECORD = "record"
    MESSAGE = "message"
    HIT = "hit"
    REQUEST = "request"
    CASE = "case"


class Outcome(enum.StrEnum):
    """What came of a request, said when it is closed."""

    USED = "used"
    LOCATED = "located"
    ARRESTED = "arrested"
    SEIZED = "seized"
    NOT_USED = "not_used"
    NO_LONGER_NEEDED = "no_longer_needed"
