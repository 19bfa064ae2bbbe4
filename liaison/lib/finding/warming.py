"""Every kernel called once, so that no question waits for the compiler."""

from functools import cache

from liaison.lib.finding.asking import ask, mount
from liaison.lib.finding.building import build
from liaison.lib.finding.days import around, number
from liaison.lib.finding.types import Document, Joined, Spelling, Wanted, Word

_NAME = tuple(Word(text, (Spelling(text, 0),)) for text in ("anna", "lindberg"))
_JOINED = (Joined(0, 1, (Spelling("annalindberg", 0),)),)


@cache
def warm() -> None:
    """Build a segment of one and ask it everything, once a process.

    Compiled code is kept on the disk, or loaded from there in less than a second.
    """
    segment = build([Document(1, number(1974, 8, 12), (_NAME,), ("E1234567",))])
    ask([mount(segment)], Wanted(_NAME, _JOINED), birth=around(1974, 8, 12, years=1), most=1)
    for edits in (False, True):
        segment.numbered("E1234567", edits=edits)
