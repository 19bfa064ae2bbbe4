"""The content of a message as text that a person can read and nobody can disguise."""

import json
import unicodedata
from collections.abc import Mapping

# Cc control, Cs surrogate, Zl and Zp separators; overrides reorder a line on the screen, so that
# a reader would see another number than the one that is there (CVE-2021-42574)
_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")

# what these rooms send is shown on their own pages, where it is asked who looks: a discreet
# record, a tenant's request, a question about a person must not be read round the corner
_ROOMS = ("casework.", "files.", "queries.", "records.")


def withheld(kind: str) -> bool:
    """Return whether the content of a kind of message is shown by its own room only."""
    return kind.startswith(_ROOMS)


def readable(body: Mapping[str, object]) -> str:
    r"""Return a body as indented JSON, with whatever cannot be seen written as `\uXXXX`.

    Args:
        body: as another bureau wrote it; untrusted.
    """
    text = json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True)
    return "".join(_escaped(char) if _is_hidden(char) else char for char in text)


def _is_hidden(char: str) -> bool:
    if char == "\n" or " " <= char <= "~":
        return False
    return char in _OVERRIDES or unicodedata.category(char) in _CATEGORIES


def _escaped(char: str) -> str:
    return f"\\u{ord(char):04x}"
