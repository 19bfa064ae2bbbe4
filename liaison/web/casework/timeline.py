"""The timeline of a case file in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from liaison.casework.states import TransferState
from liaison.casework.types import CaseFile, TimelineLine
from liaison.casework.words import LetterKind, RelatedKind
from liaison.web.casework.places import Places
from liaison.web.casework.words import LETTERS, RELATED, TRANSFERS, Text
from liaison.web.parts import Progress, Step

WORDS: Final[Mapping[str, Text]] = {
    "opened": _("Case opened"),
    "letter": _("Letter"),
    "task": _("Task"),
    "task_done": _("Task finished"),
    "note": _("Note"),
    "party": _("Party"),
    "related": _("Related thing"),
    "transfer": _("Transfer"),
    "closed": _("Case closed"),
}


def timeline_of(file: CaseFile, places: Places) -> list[Step]:
    """Return what happened, newest first.

    Args:
        file: the case.
        places: what bureaus and people are called: what came from abroad was said by a bureau.
    """
    return [_step(line, places) for line in reversed(file.timeline)]


def _step(line: TimelineLine, places: Places) -> Step:
    label = str(WORDS.get(line.kind, line.kind))
    if line.kind == "letter" and line.detail in set(LetterKind):
        label = str(LETTERS[LetterKind(line.detail)].words)
    elif line.kind == "related" and line.detail in set(RelatedKind):
        label = f"{label}: {RELATED[RelatedKind(line.detail)]}"
    elif line.kind == "transfer" and line.detail in set(TransferState):
        label = f"{label}: {TRANSFERS[TransferState(line.detail)].words}"
    by = places.address(line.by) if line.kind == "letter" else line.by
    note = " \u00b7 ".join(part for part in (by, line.words) if part)
    return Step(label, Progress.DONE, at=line.at, note=note)
