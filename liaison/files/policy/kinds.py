"""Which kinds of file are taken, and what a file is by its content. A table, and its reading.

A file is what its first bytes say, never what its name says; name and declared type must agree
with that. Archives, e-mail with enclosures, programs, pages of HTML and drawings in SVG are not
in the table: nothing that runs or unfolds is taken.
"""

import enum
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import puremagic
from puremagic import PureError

from liaison.files.states import Reason

# how many bytes a signature may take
BEGINNING: Final = 4096
# a match of two or three bytes is chance: a text may begin with "BM" or "MZ"
CONFIDENT: Final = 0.4
# what a browser says when it does not know
VAGUE: Final = frozenset({"", "application/octet-stream"})
_TEXT_CONTROLS: Final = frozenset("\t\n\r\f")


class Family(enum.StrEnum):
    """How a kind is inspected."""

    TEXT = "text"
    PDF = "pdf"
    PICTURE = "picture"
    OFFICE = "office"


@dataclass(frozen=True)
class Kind:
    """One kind of file that is taken.

    Attributes:
        media_type: its registered name.
        family: how it is inspected.
        extensions: what its name may end in.
        declared: what else senders call it.
        words: for people.
    """

    media_type: str
    family: Family
    extensions: frozenset[str]
    words: str
    declared: frozenset[str] = field(default_factory=frozenset)


_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."
KINDS: Final[tuple[Kind, ...]] = (
    Kind("application/pdf", Family.PDF, frozenset({"pdf"}), "PDF"),
    Kind("image/png", Family.PICTURE, frozenset({"png"}), "PNG"),
    Kind(
        "image/jpeg", Family.PICTURE, frozenset({"jpg", "jpeg"}), "JPEG", frozenset({"image/jpg"})
    ),
    Kind("image/webp", Family.PICTURE, frozenset({"webp"}), "WebP"),
    Kind("text/plain", Family.TEXT, frozenset({"txt", "text", "log"}), "TXT"),
    Kind(
        "text/csv",
        Family.TEXT,
        frozenset({"csv"}),
        "CSV",
        frozenset({"application/vnd.ms-excel", "text/plain", "application/csv"}),
    ),
    Kind(f"{_OPEN_XML}wordprocessingml.document", Family.OFFICE, frozenset({"docx"}), "DOCX"),
    Kind(f"{_OPEN_XML}spreadsheetml.sheet", Family.OFFICE, frozenset({"xlsx"}), "XLSX"),
    Kind(f"{_OPEN_DOCUMENT}text", Family.OFFICE, frozenset({"odt"}), "ODT"),
    Kind(f"{_OPEN_DOCUMENT}spreadsheet", Family.OFFICE, frozenset({"ods"}), "ODS"),
)
BY_TYPE: Final[Mapping[str, Kind]] = {kind.media_type: kind for kind in KINDS}
# media types of pictures: what is drawn anew before anybody sees it
PICTURES: Final = frozenset(k.media_type for k in KINDS if k.family is Family.PICTURE)
EXTENSIONS: Final = frozenset(ending for kind in KINDS for ending in kind.extensions)
# where each signature stands: at the very beginning, nowhere else
_BEGINNINGS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
ZIP: Final = b"PK\x03\x04"


def extension(name: str) -> str:
    """Return what a name ends in, in lower case, or empty."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def simple_kind(content: bytes, name: str) -> Kind | None:
    """Return the kind of a content that is no archive, or None where it is none of ours.

    Args:
        content: all of it; texts are read to their end.
        name: tells a table from a text, which no content does.
    """
    for signature, media_type in _BEGINNINGS:
        if content.startswith(signature):
            return BY_TYPE[media_type] if _agrees(content, media_type) else None
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return BY_TYPE["image/webp"]
    if is_text(content) and not _known(content):
        return BY_TYPE["text/csv" if extension(name) == "csv" else "text/plain"]
    return None


def check_agrees(kind: Kind, *, name: str, declared: str) -> Reason | None:
    """Return why name or declared type contradict the content, or None."""
    if extension(name) not in kind.extensions:
        return Reason.NAME_DIFFERS
    said = declared.partition(";")[0].strip().lower()
    if said not in VAGUE and said != kind.media_type and said not in kind.declared:
        return Reason.DECLARED_DIFFERS
    return None


def is_text(content: bytes) -> bool:
    """Return whether this is UTF-8 text without control characters."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return {c for c in set(text) if unicodedata.category(c) == "Cc"} <= _TEXT_CONTROLS


def _agrees(content: bytes, media_type: str) -> bool:
    return media_type in {found.mime_type for found in _candidates(content)}


def _known(content: bytes) -> bool:
    """Return whether a text is one of the languages that something runs or draws."""
    return any(found.confidence >= CONFIDENT for found in _candidates(content.lstrip()))


def _candidates(content: bytes) -> list[puremagic.PureMagicWithConfidence]:
    try:
        return list(puremagic.magic_string(content[:BEGINNING]))
    except (PureError, ValueError):
        return []
