"""The thread of a request as the page shows it: letters, who wrote them, how far they came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.casework.intake import GROUNDS, POINTS
from liaison.casework.states import Direction, Result
from liaison.casework.types.requests import LetterFacts, RequestFile
from liaison.casework.words import Outcome, Tick
from liaison.exchange import selectors as exchange
from liaison.exchange.selectors import Progress
from liaison.exchange.states import State
from liaison.identity.types import Actor
from liaison.web.badges import Badge
from liaison.web.casework.places import Places
from liaison.web.casework.words import LETTERS, OUTCOMES, RESULTS, TICKS, Text
from liaison.web.files.lines import Line, Lines
from liaison.web.isolating import isolate

# bureaus named under one letter; a letter to all of them has its own page in Messages
RECEIPTS: Final = 12
_FAILED: Final = frozenset({State.REJECTED, State.UNDELIVERABLE})
_BY_MACHINE: Final = frozenset({State.ACCEPTED, State.STORED, State.QUARANTINED})
RUNGS: Final[Mapping[State, Text]] = {
    State.ACCEPTED: gettext_lazy("on its way"),
    State.STORED: gettext_lazy("stored there"),
    State.QUARANTINED: gettext_lazy("set aside there"),
    State.DELIVERED: gettext_lazy("delivered"),
    State.OPENED: gettext_lazy("opened"),
    State.ANSWERED: gettext_lazy("answered"),
    State.REJECTED: gettext_lazy("rejected"),
    State.UNDELIVERABLE: gettext_lazy("could not be delivered"),
}


@dataclass(frozen=True)
class Receipt:
    """How far a letter has come at one bureau.

    Attributes:
        bureau: its name.
        words: how far, with the reason of a failure.
        icon: name in the sprite.
        tone: `done`, `failed` or `running`.
        at: when that bureau said so, or None.
    """

    bureau: str
    words: str
    icon: str
    tone: str
    at: datetime | None


@dataclass(frozen=True)
class Letter:
    """One entry of the thread.

    Attributes:
        facts: the letter.
        badge: what it is.
        who: who wrote it, and to whom.
        result: of an answer, or None.
        grounds: of a refusal, in words.
        points: the checklist of a review, as label and answer.
        receipts: of one that went out.
        files: what came with it.
        withheld: whether the officer who asked may not read it yet.
    """

    facts: LetterFacts
    badge: Badge
    who: str
    result: Badge | None
    grounds: str
    points: tuple[tuple[str, str], ...]
    receipts: tuple[Receipt, ...]
    files: Lines
    withheld: bool


def letters_of(
    actor: Actor, file: RequestFile, places: Places, files: Mapping[str, Line]
) -> tuple[Letter, ...]:
    """Return the thread in words, oldest first.

    Args:
        actor: who looks.
        file: the request.
        places: who is who.
        files: id to what the page shows of a file.
    """
    sent = [one.message for one in file.letters if one.message and one.direction == Direction.OUT]
    progress = exchange.progress_of(actor, sent) if sent else {}
    outgoing = file.line.direction is Direction.OUT
    return tuple(
        Letter(
            facts=one,
            badge=LETTERS[one.kind],
            who=_who(one, places),
            result=_result(one.result),
            grounds=_(GROUNDS[one.grounds].title) if one.grounds in GROUNDS else one.grounds,
            points=tuple(_points(one.checklist)),
            receipts=_receipts(progress, one.message, places),
            files=Lines(files[name] for name in one.files if name in files),
            withheld=outgoing and one.direction is Direction.IN and one.released_at is None,
        )
        for one in file.letters
    )


def _who(letter: LetterFacts, places: Places) -> str:
    if letter.direction is Direction.IN:
        return places.address(letter.desk or letter.by)
    if letter.direction is Direction.OUT and letter.desk:
        return _("%(who)s to %(desk)s") % {
            "who": isolate(letter.by),
            "desk": isolate(places.address(letter.desk)),
        }
    return letter.by


def _result(said: str) -> Badge | None:
    if said in set(Result):
        return RESULTS[Result(said)]
    if said in set(Outcome):
        return Badge(OUTCOMES[Outcome(said)], "neutral", "circle-check")
    return None


def _points(checklist: Mapping[str, tuple[str, str]]) -> Iterable[tuple[str, str]]:
    for point, (tick, note) in checklist.items():
        title = _(POINTS[point].title) if point in POINTS else point
        said = str(TICKS[Tick(tick)]) if tick in set(Tick) else tick
        yield title, f"{said}: {note}" if note else said


def _receipts(
    progress: Mapping[UUID, tuple[Progress, ...]], message: UUID | None, places: Places
) -> tuple[Receipt, ...]:
    found = progress.get(message, ()) if message else ()
    return tuple(_receipt(one, places) for one in found[:RECEIPTS])


def _receipt(one: Progress, places: Places) -> Receipt:
    failed = one.state in _FAILED
    words = str(RUNGS[one.state])
    if failed and one.reason:
        words = _("%(state)s: %(reason)s") % {"state": words, "reason": one.reason}
    running = one.state in _BY_MACHINE
    tone, icon = ("running", "hourglass") if running else ("done", "circle-check")
    if failed:
        tone, icon = "failed", "alert-octagon"
    return Receipt(places.name(one.organisation), words, icon, tone, one.at)
