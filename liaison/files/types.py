"""What files shows and hands on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from liaison.files.states import FileState, Flag, Origin, Reason, Rendition, Scan


@dataclass(frozen=True)
class FileFacts:
    """One file, for those who may know of it.

    Attributes:
        id: UUIDv7.
        name: as it was given; for the eye only.
        declared_type: what the sender or the browser says it is; proves nothing.
        media_type: what inspection found it to be, or empty.
        size: bytes of the plain content.
        sha256: hex digest of the plain content; empty while it is on its way, or erased.
        state: where it stands.
        reason: why it was refused, or None.
        flags: what to know before opening it.
        scan: what the scanner said.
        origin: added here, or come with a message.
        sender: the bureau it came from, or empty.
        message: the message (jti) it came with, or None.
        organisation: of whoever added it.
        desk: the desk it counts for.
        added_by: id of the person; empty for what came with a message.
        added_by_name: as colleagues know them.
        created_at: when it was added or announced.
        inspected_at: when inspection ended, or None.
        held: bytes that are here, of a file that is on its way.
        renditions: what can be opened once it is clean.
    """

    id: UUID
    name: str
    declared_type: str
    media_type: str
    size: int
    sha256: str
    state: FileState
    reason: Reason | None
    flags: tuple[Flag, ...]
    scan: Scan
    origin: Origin
    sender: str
    message: UUID | None
    organisation: str
    desk: str
    added_by: str
    added_by_name: str
    created_at: datetime
    inspected_at: datetime | None
    held: int
    renditions: frozenset[Rendition]


@dataclass(frozen=True)
class Opened:
    """The content of a clean file, on its way to somebody who may have it.

    Attributes:
        facts: the file.
        media_type: of this rendition.
        size: bytes of this rendition, or None where it was not counted.
        chunks: the content; to be read once, to the end.
    """

    facts: FileFacts
    media_type: str
    size: int
    chunks: Iterator[bytes]


@dataclass(frozen=True)
class Announced:
    """A file that another bureau says will come: the opening of a part of its message.

    Attributes:
        name: for the eye only; untrusted.
        media_type: untrusted.
        size: bytes of the plain content.
        sha256: hex digest of the plain content.
        key: opens the ciphertext.
        address: hex SHA-256 of the ciphertext.
    """

    name: str
    media_type: str
    size: int
    sha256: str
    key: bytes
    address: str


@dataclass(frozen=True)
class Carried:
    """A clean file as it can be handed to another bureau: the same ciphertext, with its key.

    Attributes:
        file_id: the file.
        announced: what its receiver needs.
        sealed_size: bytes of the ciphertext.
    """

    file_id: UUID
    announced: Announced
    sealed_size: int


@dataclass(frozen=True)
class Taken:
    """How far a file on its way has come.

    Attributes:
        held: bytes of ciphertext that are here.
        complete: nothing more is wanted: it is in quarantine, or was refused.
        refused: a reason, when it was refused; not complete: what a relay brought was.
    """

    held: int
    complete: bool
    refused: Reason | None = None
