"""Maxima of files, each in words, and what may happen to one. Pure."""

import unicodedata
from datetime import timedelta
from typing import Final

from liaison.core import texts
from liaison.core.transitions import Transitions
from liaison.files.errors import FileEmpty, FileTooLarge, NameRefused, TransitionRefused
from liaison.files.states import TRANSITIONS

MEGABYTE: Final = 1024 * 1024
# a scanned dossier of two hundred pages, or ten good photographs
FILE_BYTES: Final = 25 * MEGABYTE
# a request with its enclosures; more is a case of its own
FILES_PER_THING: Final = 20
# what browsers and file systems show without cutting
NAME_CHARACTERS: Final = 150
TYPE_CHARACTERS: Final = 100
KIND_CHARACTERS: Final = 60
PURPOSE_CHARACTERS: Final = 200
# of one sender, on their way and in quarantine: eighty of the largest
ARRIVING_BYTES: Final = 2048 * MEGABYTE
# altered on the way once: perhaps the line; three times: refused
RESTARTS: Final = 3
# a message lives thirty days; its files are waited for no longer
ARRIVING_LIFE: Final = timedelta(days=31)
# bytes without a row: an upload that broke off, a crash between rename and commit
ORPHAN_AGE: Final = timedelta(hours=6)
# an upload that nothing came to hold
UNCLAIMED_LIFE: Final = timedelta(days=7)

# joiners are ordinary letters in Persian and in Indic scripts, and nothing on a screen of names
_JOINERS: Final = dict.fromkeys([0x200C, 0x200D, 0x180E])
# called with where it stands and where it shall go; refused as `TransitionRefused`
check_transition: Final = Transitions(TRANSITIONS, TransitionRefused)


def check_name(name: str) -> str:
    """Return a name as it is kept and shown. It is never a path, and never decides a type.

    Args:
        name: as the sender or the browser gave it.

    Raises:
        NameRefused: empty, too long, a path, or with characters that act on a screen: a name that
            turns its end around (U+202E) shows `exe.pdf` for what is `fdp.exe`.
    """
    kept = texts.tidy(unicodedata.normalize("NFC", name.translate(_JOINERS)))
    if not kept:
        raise NameRefused("empty")
    if len(kept) > NAME_CHARACTERS:
        raise NameRefused("long")
    if "/" in kept or "\\" in kept or kept.startswith("."):
        raise NameRefused("path")
    if not texts.is_plain(kept):
        raise NameRefused("characters")
    return kept


def check_size(size: int) -> None:
    """Refuse a file that is empty or too large.

    Raises:
        FileEmpty: nothing in it.
        FileTooLarge: more than the maximum.
    """
    if size <= 0:
        raise FileEmpty
    if size > FILE_BYTES:
        raise FileTooLarge(FILE_BYTES)
