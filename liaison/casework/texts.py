"""Texts that people write: within their length, and without characters that act on a screen."""

from liaison.casework.errors import TextRefused
from liaison.core import texts


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
    return texts.Rule(TextRefused, maximum, int(needed)).read(field, text)


def check_line(field: str, text: str, *, maximum: int, needed: bool = False) -> str:
    """Return a text of one line.

    Raises:
        TextRefused: missing, long, more than a line, or characters that act on a screen.
    """
    return texts.Rule(TextRefused, maximum, int(needed), lines=False).read(field, text)
