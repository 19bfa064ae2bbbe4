"""Asking other bureaus over the line: what they offer, and one record in full."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from liaison.exchange.services import asking
from liaison.exchange.states import AskMark
from liaison.exchange.types import Heard as Line
from liaison.identity.types import Actor
from liaison.queries import liveform
from liaison.queries.errors import BodyRefused
from liaison.queries.livepolicy import POLICY
from liaison.queries.types import Found, Question, SourceFacts
from liaison.records.types import WireRecord
from liaison.rules.processing import Purpose


@dataclass(frozen=True, slots=True)
class Heard:
    """What came back.

    Attributes:
        found: candidates of all bureaus.
        sources: what became of the question at each of them.
    """

    found: tuple[Found, ...]
    sources: tuple[SourceFacts, ...]


def ask(  # noqa: PLR0913 - what a question says
    actor: Actor,
    question: Question,
    *,
    bureaus: Sequence[str],
    purpose: Purpose,
    silent: bool,
    now: datetime,
) -> Heard:
    """Ask bureaus at once; what comes too late or cannot be read is only marked.

    Raises:
        UnknownBureau: one of them is not in the trust directory.
        MessageUnfit: too many.
    """
    body = liveform.write_ask(question, silent=silent)
    lines = asking.ask(
        actor.who,
        bodies=dict.fromkeys(bureaus, body),
        question=asking.Question(liveform.ASK, liveform.FOUND, purpose.value),
        budget=POLICY.budget,
        now=now,
    )
    read = [_read(line) for line in lines]
    return Heard(
        found=tuple(one for found, _ in read for one in found),
        sources=tuple(source for _, source in read),
    )


def fetch(
    actor: Actor, bureau: str, handle: UUID, *, purpose: str, now: datetime
) -> WireRecord | None:
    """Return one record in full that this bureau offered, or None when it did not give it.

    Raises:
        UnknownBureau: it is not in the trust directory any more.
    """
    (line,) = asking.ask(
        actor.who,
        bodies={bureau: liveform.write_fetch(handle)},
        question=asking.Question(liveform.FETCH, liveform.RECORD, purpose),
        budget=POLICY.budget,
        now=now,
    )
    if line.body is None:
        return None
    try:
        return liveform.parse_record(line.body, owner=bureau)
    except BodyRefused:
        return None


def _read(line: Line) -> tuple[tuple[Found, ...], SourceFacts]:
    found: tuple[Found, ...] = ()
    mark = line.mark
    if line.body is not None:
        try:
            found, _ = liveform.parse_found(line.body, owner=line.organisation)
        except BodyRefused:
            mark = AskMark.UNUSABLE
    return found, SourceFacts(line.organisation, mark, len(found), line.milliseconds)
