"""How a refused value is shown: enough to find it, harmless on a screen, no leak of a file."""

from typing import Final

from liaison.core import texts

SHOWN_MAXIMUM: Final = 40


def cleaned(value: str) -> str:
    """Return a refused value shortened and without characters that act on a screen."""
    head = texts.shown(value, most=SHOWN_MAXIMUM, instead="\N{MIDDLE DOT}")
    return head if len(value) <= SHOWN_MAXIMUM else f"{head}..."
