"""Texts that people write: within their length, and without characters that act on a screen."""

import unicodedata
from typing import Final

from liaison.casework.errors import TextRefused

# Cc control, Cs surrogate, Zl and Zp separators, Cn and Co without any agreed shape; and the
# overrides that make a line show other words than it holds (Trojan Source, CVE-2021-42574)
_CATEGORIES: Final = frozenset({"Cc", "Cs", "Zl", "Zp", "Cn", "Co"})
_OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def check_text(field: str, text: str, *, maximum: int, needed: bool = False) -> str:
    """Return a text without outer spaces, its line ends made one.

    Args:
        field: told in a refusal.
        text: what was typed, or sent from abroad.
        maximum: most characters.
        needed: whether it must hold a letter or a digit.

    Raises:
        TextRefused: missing, long, or characters that act on a screen.
    """
    if len(text) > maximum:
        raise TextRefused(field, "long", maximum)
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    for char in plain:
        if char != "\n" and (unicodedata.category(char) in _CATEGORIES or char in _OVERRIDES):
            raise TextRefused(field, "characters")
    if needed and not any(char.isalnum() for char in plain):
        raise TextRefused(field, "missing")
    return plain


def check_line(field: str, text: str, *, maximum: int, needed: bool = False) -> str:
    """Return a text of one line.

    Raises:
        TextRefused: missing, long, more than a line, or characters that act on a screen.
    """
    plain = check_text(field, text, maximum=maximum, needed=needed)
    if "\n" in plain:
        raise TextRefused(field, "characters")
    return plain
