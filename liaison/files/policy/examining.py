"""What a content is and whether it may be taken. Pure: bytes in, a verdict out.

Nothing here proves that a file does no harm. It stops what is not of a kind we take, what
pretends to be another, what unfolds without end, and macros; and it points out what a simple look
at the bytes can see.
"""

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from liaison.files.policy import archives, kinds, pictures
from liaison.files.policy.archives import ArchiveRefused
from liaison.files.policy.kinds import Family, Kind
from liaison.files.policy.pictures import Drawn, PictureRefused
from liaison.files.states import Flag, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

# where a reader of PDF still looks for its beginning, and of ZIP for its end
PDF_LOOKS: Final = 1024
ZIP_LOOKS: Final = 65 * 1024
ZIP_END: Final = b"PK\x05\x06"
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
# names of PDF (ISO 32000) that act, each followed by what ends a name
_ACTIONS: Final[tuple[tuple[Flag, re.Pattern[bytes]], ...]] = (
    (Flag.PDF_SCRIPT, re.compile(rb"/(?:JavaScript|JS)(?![A-Za-z0-9])")),
    (Flag.PDF_LAUNCH, re.compile(rb"/(?:Launch|SubmitForm|ImportData)(?![A-Za-z0-9])")),
    (Flag.PDF_EMBEDDED, re.compile(rb"/(?:EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])")),
    (Flag.PDF_ENCRYPTED, re.compile(rb"/Encrypt(?![A-Za-z0-9])")),
)


@dataclass(frozen=True)
class Verdict:
    """What a look at a content found.

    Attributes:
        kind: what it is, or None.
        reason: why it is refused, or None.
        flags: what to point out.
        drawn: a picture drawn anew, or None.
    """

    kind: Kind | None = None
    reason: Reason | None = None
    flags: tuple[Flag, ...] = ()
    drawn: Drawn | None = None

    @property
    def media_type(self) -> str:
        """What it is, as media types are written, or empty."""
        return self.kind.media_type if self.kind else ""


def examine(content: bytes, *, name: str, declared: str) -> Verdict:
    """Look at a content.

    Args:
        content: all of it.
        name: as it was given.
        declared: the media type it was said to have.
    """
    try:
        kind = _kind(content, name)
    except ArchiveRefused as refusal:
        return Verdict(reason=refusal.reason)
    if kind is None:
        return Verdict(reason=Reason.TYPE)
    differs = kinds.check_agrees(kind, name=name, declared=declared)
    if differs is None and _is_another_besides(content, kind):
        differs = Reason.POLYGLOT
    return Verdict(kind, differs) if differs else _looked_into(content, kind)


def _looked_into(content: bytes, kind: Kind) -> Verdict:
    flags: Iterable[Flag] = ()
    drawn = None
    try:
        if kind.family is Family.OFFICE:
            flags = archives.examine(content)
        elif kind.family is Family.PDF:
            flags = pdf_flags(content)
        elif kind.family is Family.PICTURE:
            drawn = pictures.draw(content)
    except (ArchiveRefused, PictureRefused) as refusal:
        return Verdict(kind, refusal.reason)
    return Verdict(kind, flags=tuple(sorted(flags)), drawn=drawn)


def _kind(content: bytes, name: str) -> Kind | None:
    if not content.startswith(kinds.ZIP):
        return kinds.simple_kind(content, name)
    archives.check_count(content)
    return archives.office_kind(content)


def pdf_flags(content: bytes) -> tuple[Flag, ...]:
    """Return what names of a PDF act; what is compressed inside it is not seen."""
    spelled = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
    return tuple(flag for flag, pattern in _ACTIONS if pattern.search(spelled))


def _is_another_besides(content: bytes, kind: Kind) -> bool:
    """Return whether another program would take this for something else: a polyglot."""
    if kind.family is not Family.PDF and b"%PDF-" in content[:PDF_LOOKS]:
        return True
    if kind.family is Family.OFFICE:
        return False
    return ZIP_END in content[-ZIP_LOOKS:] and zipfile.is_zipfile(BytesIO(content))
