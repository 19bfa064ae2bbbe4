"""Office documents are archives: counted, measured and searched, never unpacked to a disk.

The limits stop what unfolds to more than it says: many entries, large entries, entries that
shrank too well, archives inside archives. Sizes are counted while reading; what the archive
claims of itself is not believed.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import ParseError

from liaison.files.policy.kinds import BY_TYPE, ZIP, Kind
from liaison.files.states import Flag, Reason

# a long report has a few hundred entries
ENTRIES: Final = 2_000
# what all entries may unfold to, nested ones included: eight times the largest file
UNFOLDED: Final = 200 * 1024 * 1024
# XML shrinks to a twentieth; a bomb to a thousandth. Small entries may shrink as they like.
RATIO: Final = 100
RATIO_FROM: Final = 1024 * 1024
# a diagram inside a text document is a spreadsheet inside it; inside that one nothing more
DEPTH: Final = 2
READ: Final = 64 * 1024
# an archive inside an archive is read whole, so it is kept small
NESTED: Final = 10 * 1024 * 1024
# the lists of relations are read whole: at most this much of each
RELATIONS: Final = 1024 * 1024
_ENCRYPTED_BIT: Final = 0x1
_MACRO_NAMES: Final = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")
_MACRO_FOLDERS: Final = ("basic/", "scripts/", "word/activex/", "xl/activex/", "xl/macrosheets/")
_NESTED: Final = (ZIP, b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ")
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OLE: Final = b"\xd0\xcf\x11\xe0"


class ArchiveRefused(Exception):
    """An archive that must not be taken.

    Attributes:
        reason: why.
    """

    def __init__(self, reason: Reason) -> None:
        """Keep why."""
        super().__init__(reason)
        self.reason = reason


@dataclass
class Budget:
    """What is left of the limits, for an archive and those inside it."""

    entries: int = ENTRIES
    unfolded: int = UNFOLDED
    flags: set[Flag] = field(default_factory=set)


def check_count(content: bytes) -> None:
    """Refuse an archive with far too many entries before its directory is read into memory.

    Raises:
        ArchiveRefused: the directory's signature stands in it too often.
    """
    if content.count(b"PK\x01\x02") > 2 * ENTRIES:
        raise ArchiveRefused(Reason.ARCHIVE_COUNT)


def office_kind(content: bytes) -> Kind | None:
    """Return what kind of office document an archive is, or None."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist()[: ENTRIES + 1])
            if "[Content_Types].xml" in names:
                return _open_xml(names)
            if "mimetype" in names:
                with archive.open("mimetype") as entry:
                    return BY_TYPE.get(entry.read(100).decode("ascii", "replace").strip())
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        RuntimeError,
        NotImplementedError,
    ):
        return None
    return None


def examine(content: bytes, *, budget: Budget | None = None, depth: int = 1) -> frozenset[Flag]:
    """Read every entry of an archive within the limits and return what to point out.

    Args:
        content: the archive.
        budget: what is left of the limits; a new one for a file.
        depth: 1 for the file itself.

    Raises:
        ArchiveRefused: a limit is passed, it is damaged, encrypted, or carries macros.
    """
    left = budget or Budget()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            left.entries -= len(entries)
            if left.entries < 0:
                raise ArchiveRefused(Reason.ARCHIVE_COUNT)
            for entry in entries:
                _entry(archive, entry, left, depth)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ParseError,
    ) as error:
        raise ArchiveRefused(Reason.DAMAGED) from error
    return frozenset(left.flags)


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: Budget, depth: int) -> None:
    if entry.flag_bits & _ENCRYPTED_BIT:
        raise ArchiveRefused(Reason.ENCRYPTED)
    name = entry.filename.lower()
    _check_name(name, left)
    kept = bytearray()
    nested = False
    for number, piece in enumerate(_unfolded(archive, entry, left)):
        if number == 0:
            nested = piece.startswith(_NESTED)
            if piece.startswith(_OLE):
                left.flags.add(Flag.EMBEDDED_OBJECT)
        if nested or (name.endswith((".rels", "[content_types].xml")) and len(kept) < RELATIONS):
            kept += piece
            if len(kept) > NESTED:
                raise ArchiveRefused(Reason.ARCHIVE_SIZE)
    if nested:
        _nested(bytes(kept), left, depth)
    elif kept:
        _relations(bytes(kept), left)


def _check_name(name: str, left: Budget) -> None:
    """Look for macros and embedded objects by where they stand."""
    if name.endswith(_MACRO_NAMES) or any(f"/{folder}" in f"/{name}" for folder in _MACRO_FOLDERS):
        raise ArchiveRefused(Reason.MACROS)
    if "/embeddings/" in name or name.startswith("objectreplacements/"):
        left.flags.add(Flag.EMBEDDED_OBJECT)


def _unfolded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: Budget) -> Iterator[bytes]:
    """Yield an entry piece by piece, and stop it where it passes a limit."""
    size = 0
    with archive.open(entry) as stream:
        while piece := stream.read(READ):
            size += len(piece)
            left.unfolded -= len(piece)
            if left.unfolded < 0:
                raise ArchiveRefused(Reason.ARCHIVE_SIZE)
            if size > RATIO_FROM and size > RATIO * max(entry.compress_size, 1):
                raise ArchiveRefused(Reason.ARCHIVE_RATIO)
            yield piece


def _nested(content: bytes, left: Budget, depth: int) -> None:
    if depth >= DEPTH or not content.startswith(ZIP) or office_kind(content) is None:
        raise ArchiveRefused(Reason.ARCHIVE_DEPTH)
    left.flags.add(Flag.EMBEDDED_OBJECT)
    examine(content, budget=left, depth=depth + 1)


def _relations(content: bytes, left: Budget) -> None:
    """Look for macros declared and for relations that lead outside: bytes, not XML parsed."""
    lowered = content.lower()
    if b"macroenabled" in lowered or b"vbaproject" in lowered:
        raise ArchiveRefused(Reason.MACROS)
    for relation in lowered.split(b"<relationship ")[1:]:
        # a link to click is ordinary; a template or picture fetched on opening is not
        tag = relation.partition(b">")[0]
        if b'"external"' in tag.replace(b"'", b'"') and b"/hyperlink" not in tag:
            left.flags.add(Flag.EXTERNAL_LINK)


def _open_xml(names: set[str]) -> Kind | None:
    if "word/document.xml" in names:
        return BY_TYPE[_WORD]
    return BY_TYPE[_SHEET] if "xl/workbook.xml" in names else None
