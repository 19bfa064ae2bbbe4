"""How a refused value is shown: enough to find it, harmless on a screen, no leak of a file."""

from typing import Final

SHOWN_MAXIMUM: Final = 40


def cleaned(value: str) -> str:
    """Return a refused value shortened and without characters that act on a screen."""
    head = "".join(
        char if char.isprintable() else "\N{MIDDLE DOT}" for char in value[:SHOWN_MAXIMUM]
    )
    return head if len(value) <= SHOWN_MAXIMUM else f"{head}..."
