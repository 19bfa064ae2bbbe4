"""The kinds of record, the life of a record and of its copies, as data.

The state diagrams are drawn from here.

Values are stored and sent abroad, therefore they never change.
"""

import enum
from collections.abc import Mapping


class RecordKind(enum.StrEnum):
    """What a record is about: one kind for each register."""

    PERSON = "person"
    TRAVEL_DOCUMENT = "travel_document"
    ADMINISTRATIVE_DOCUMENT = "administrative_document"
    VEHICLE = "vehicle"
    VEHICLE_PART = "vehicle_part"
    VESSEL = "vessel"
    VESSEL_ENGINE = "vessel_engine"
    FIREARM = "firearm"
    WORK_OF_ART = "work_of_art"


class Scheme(enum.StrEnum):
    """What a number is the number of; numbers of different schemes are never compared."""

    DOCUMENT = "document"
    VIN = "vin"
    PLATE = "plate"
    ENGINE = "engine"
    SERIAL = "serial"
    HULL = "hull"
    IMO = "imo"
    MMSI = "mmsi"
    REGISTRATION = "registration"
    REFERENCE = "reference"
    NAME = "name"


class DocumentType(enum.StrEnum):
    """What kind of paper it is: what the database of stolen and lost travel documents takes."""

    PASSPORT = "passport"
    IDENTITY_DOCUMENT = "identity_document"
    VISA = "visa"
    RESIDENCE_PERMIT = "residence_permit"
    OTHER_TRAVEL_DOCUMENT = "other_travel_document"


class Fraud(enum.StrEnum):
    """Why the document must not be accepted."""

    STOLEN_BLANK = "stolen_blank"
    LOST_OR_STOLEN = "lost_or_stolen"
    REVOKED = "revoked"


class Held(enum.StrEnum):
    """Whose record this is: our own, or a copy of what another bureau owns."""

    OWN = "own"
    COPY = "copy"


class RecordState(enum.StrEnum):
    """Where a record stands. Copies are only ever active: a withdrawn copy is erased."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


TRANSITIONS: Mapping[RecordState, frozenset[RecordState]] = {
    RecordState.ACTIVE: frozenset({RecordState.WITHDRAWN}),
    # a document that is lost a second time becomes a new record
    RecordState.WITHDRAWN: frozenset(),
}


class CopyState(enum.StrEnum):
    """Where one bureau's copy of one of our documents stands, as far as we know."""

    QUEUED = "queued"
    HELD = "held"
    RECALL_QUEUED = "recall_queued"
    ERASED = "erased"


COPY_TRANSITIONS: Mapping[CopyState, frozenset[CopyState]] = {
    # queued again: a newer version is on its way
    CopyState.QUEUED: frozenset({CopyState.QUEUED, CopyState.HELD, CopyState.RECALL_QUEUED}),
    CopyState.HELD: frozenset({CopyState.QUEUED, CopyState.RECALL_QUEUED}),
    # only a verified erasure statement leads out of a recall
    CopyState.RECALL_QUEUED: frozenset({CopyState.ERASED}),
    CopyState.ERASED: frozenset(),
}


class WithdrawalReason(enum.StrEnum):
    """Why the owner takes a record back."""

    FOUND = "found"
    RECORDED_IN_ERROR = "recorded_in_error"
    EXPIRED = "expired"
    OWNER_DECISION = "owner_decision"
    RETENTION_ENDED = "retention_ended"


class ReviewState(enum.StrEnum):
    """Where the re-examination of a record stands."""

    DUE = "due"
    KEPT = "kept"
    ENDED = "ended"


REVIEW_TRANSITIONS: Mapping[ReviewState, frozenset[ReviewState]] = {
    # justified again with a new end, or the record was withdrawn
    ReviewState.DUE: frozenset({ReviewState.KEPT, ReviewState.ENDED}),
    ReviewState.KEPT: frozenset(),
    ReviewState.ENDED: frozenset(),
}


class CorrectionState(enum.StrEnum):
    """Where a correction stands that was asked of the owner."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    # the owner withdrew the record before it answered
    OVERTAKEN = "overtaken"


CORRECTION_TRANSITIONS: Mapping[CorrectionState, frozenset[CorrectionState]] = {
    CorrectionState.ASKED: frozenset(
        {CorrectionState.ACCEPTED, CorrectionState.DECLINED, CorrectionState.OVERTAKEN}
    ),
    CorrectionState.ACCEPTED: frozenset(),
    CorrectionState.DECLINED: frozenset(),
    CorrectionState.OVERTAKEN: frozenset(),
}
