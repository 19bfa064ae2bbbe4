"""The life of a file, why one is refused, what is pointed out about it. Stored for ever."""

import enum
from collections.abc import Mapping


class FileState(enum.StrEnum):
    """Where a file stands. Nobody opens one that is not clean."""

    FETCHING = "fetching"
    QUARANTINED = "quarantined"
    CLEAN = "clean"
    REFUSED = "refused"
    ERASED = "erased"


# an upload has no row before its bytes are durable: it begins in quarantine
TRANSITIONS: Mapping[FileState, frozenset[FileState]] = {
    FileState.FETCHING: frozenset({FileState.QUARANTINED, FileState.REFUSED, FileState.ERASED}),
    FileState.QUARANTINED: frozenset({FileState.CLEAN, FileState.REFUSED, FileState.ERASED}),
    FileState.CLEAN: frozenset({FileState.ERASED}),
    FileState.REFUSED: frozenset({FileState.ERASED}),
    FileState.ERASED: frozenset(),
}


class Origin(enum.StrEnum):
    """How a file came here."""

    OWN = "own"
    MESSAGE = "message"


class Rendition(enum.StrEnum):
    """The bytes as they came, or a picture drawn anew from them."""

    ORIGINAL = "original"
    PICTURE = "picture"
    THUMBNAIL = "thumbnail"


class Reason(enum.StrEnum):
    """Why inspection refused a file, or why it never came."""

    TYPE = "type"
    NAME_DIFFERS = "name_differs"
    DECLARED_DIFFERS = "declared_differs"
    POLYGLOT = "polyglot"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    ARCHIVE_COUNT = "archive_count"
    ARCHIVE_SIZE = "archive_size"
    ARCHIVE_RATIO = "archive_ratio"
    ARCHIVE_DEPTH = "archive_depth"
    MACROS = "macros"
    PICTURE_SIZE = "picture_size"
    INFECTED = "infected"
    COMMITMENT = "commitment"
    ALTERED = "altered"
    QUOTA = "quota"
    NEVER_ARRIVED = "never_arrived"


class Flag(enum.StrEnum):
    """What whoever opens the file should know first. A simple look at the bytes, no proof."""

    PDF_SCRIPT = "pdf_script"
    PDF_LAUNCH = "pdf_launch"
    PDF_EMBEDDED = "pdf_embedded"
    PDF_ENCRYPTED = "pdf_encrypted"
    EXTERNAL_LINK = "external_link"
    EMBEDDED_OBJECT = "embedded_object"


class Scan(enum.StrEnum):
    """What the scanner for malicious software said."""

    NOT_YET = "not_yet"
    ABSENT = "absent"
    CLEAN = "clean"
    INFECTED = "infected"
