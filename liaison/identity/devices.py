"""What strangers say of themselves: a name typed, a browser's name for itself. Pure.

Nothing is decided by either: whoever stole a session can say anything here.
"""

import unicodedata
from collections.abc import Sequence
from typing import Final

from liaison.core import texts

LONGEST: Final = 500
MAX_TYPED: Final = 60
MAX_ADDRESS: Final = 45  # the longest text of an IPv6 address, RFC 4291 section 2.2
# the first that fits: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari
BROWSERS: Final = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_of(agent: str) -> str:
    """Return browser and system as `Firefox, Linux`; empty for what says neither.

    Args:
        agent: the header `User-Agent`.
    """
    said = agent[:LONGEST]
    return ", ".join(one for one in (_first(BROWSERS, said), _first(SYSTEMS, said)) if one)


def clean(typed: object) -> str:
    """Return what a stranger typed, short and fit to be shown in a log.

    Args:
        typed: anything.

    Returns:
        At most 60 characters; those that are not seen, or that turn a line round, become `?`.
    """
    text = unicodedata.normalize("NFC", str(typed or "")[:MAX_TYPED])[:MAX_TYPED]
    return texts.shown(text, most=MAX_TYPED, instead="?")


def _first(table: Sequence[tuple[str, str]], said: str) -> str:
    return next((words for mark, words in table if mark in said), "")
