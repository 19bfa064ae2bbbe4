"""The life of a document and of its copies, as data. The state diagrams are drawn from here.

Values are stored and sent abroad, therefore they never change.
"""

import enum
from collections.abc import Mapping


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


class DocumentState(enum.StrEnum):
    """Where a record stands. Copies are only ever active: a withdrawn copy is erased."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


TRANSITIONS: Mapping[DocumentState, frozenset[DocumentState]] = {
    DocumentState.ACTIVE: frozenset({DocumentState.WITHDRAWN}),
    # a document that is lost a second time becomes a new record
    DocumentState.WITHDRAWN: frozenset(),
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
    """Why the owner takes a document back."""

    FOUND = "found"
    RECORDED_IN_ERROR = "recorded_in_error"
    EXPIRED = "expired"
    OWNER_DECISION = "owner_decision"
