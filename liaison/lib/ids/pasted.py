"""From pasted text to the lines of a zone: spaces, line ends, case and kinds of filler."""

import re
from typing import Final

from liaison.lib.ids.confusions import DIGITS, FILLER, LETTERS, TYPED
from liaison.lib.ids.errors import (
    Missing,
    TooLong,
    WrongCharacters,
    WrongLineCount,
    WrongLineLength,
)
from liaison.lib.ids.formats import Layout
from liaison.lib.ids.zones import zone_of

TEXT_MAXIMUM: Final = 200  # three lines of 30 and generous space around and between them

# scanners and word processors write two fillers as one quotation mark
_FILLERS: Final = str.maketrans(
    {"«": "<<", "≪": "<<", "‹": "<", "〈": "<", "˂": "<", " ": ""}  # noqa: RUF001 - meant
)
_ALPHABET: Final = LETTERS | DIGITS | {FILLER}
_LINE_END: Final = re.compile("\r\n|\r|\n")


def settle_lines(text: str) -> tuple[Layout, tuple[str, ...]]:
    """Return the lines of a zone from what somebody pasted or typed, and what size it is.

    Args:
        text: the lines one below the other, or run together in one line.

    Returns:
        The layout, and lines of its number and length in the alphabet of zones.

    Raises:
        TooLong: more than `TEXT_MAXIMUM` characters.
        Missing: nothing but spaces.
        WrongCharacters: a character no zone has.
        WrongLineCount: more or fewer lines.
        WrongLineLength: a line that is longer or shorter.
    """
    if len(text) > TEXT_MAXIMUM:
        raise TooLong(field="text", length=len(text), maximum=TEXT_MAXIMUM)
    plain = (part.translate(TYPED).translate(_FILLERS) for part in _LINE_END.split(text))
    lines = tuple(line for line in plain if line)
    if not lines:
        raise Missing(field="text")
    _check_alphabet(lines)
    layout = zone_of(lines)
    if len(lines) == 1 and len(lines[0]) > layout.line_length:
        lines = _cut(lines[0], layout)
    if len(lines) != layout.line_count:
        raise WrongLineCount(count=len(lines), expected=layout.line_count)
    for number, line in enumerate(lines, start=1):
        if len(line) != layout.line_length:
            raise WrongLineLength(line=number, length=len(line), expected=layout.line_length)
    return layout.as_read(lines), lines


def _cut(line: str, layout: Layout) -> tuple[str, ...]:
    """Cut lines that were run together; where one is short nobody can tell which it is."""
    whole = layout.line_count * layout.line_length
    if len(line) != whole:
        raise WrongLineLength(line=1, length=len(line), expected=whole)
    return tuple(re.findall(f".{{{layout.line_length}}}", line))


def _check_alphabet(lines: tuple[str, ...]) -> None:
    for number, line in enumerate(lines, start=1):
        for position, char in enumerate(line, start=1):
            if char not in _ALPHABET:
                raise WrongCharacters(field=f"line_{number}", position=position, character=char)
