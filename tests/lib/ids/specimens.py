"""The published specimen of ICAO Doc 9303-4 and ways to change it. All persons are invented."""

from datetime import date
from typing import Final

from liaison.lib.ids.zones import TD3

TODAY: Final = date(2026, 3, 1)
FIRST: Final = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
SECOND: Final = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
SPECIMEN: Final = f"{FIRST}\n{SECOND}"


def changed(line: str, position: int, text: str) -> str:
    """Return a line with `text` from `position` on, counted from 1."""
    return line[: position - 1] + text + line[position - 1 + len(text) :]


def sealed(second: str) -> str:
    """Return a second line with all its check digits calculated anew."""
    lines: tuple[str, ...] = (FIRST, second)
    for check in TD3.checks:
        lines = check.span.put(lines, check.expected(lines))
    return lines[1]
