"""What goes into the index and what comes out. Frozen; knows no record."""

from dataclasses import dataclass
from uuid import UUID

from liaison.lib.ids.dates import PartialDate
from liaison.lib.names.compare import Match
from liaison.search.states import Finding, Reason, Scheme, Subject


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found.

    Attributes:
        subject: what kind of thing.
        reference: id of the thing in the room that holds it; one entry each.
        names: every name it has, in any script; aliases included.
        numbers: every number it has, folded by `lib.ids.numbers.fold_number`.
        birth: date of birth, as far as known, or None.
        nationalities: ICAO codes.
        sex: M, F, X or "".
    """

    subject: Subject
    reference: UUID
    names: tuple[str, ...] = ()
    numbers: tuple[tuple[Scheme, str], ...] = ()
    birth: PartialDate | None = None
    nationalities: tuple[str, ...] = ()
    sex: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for.

    Attributes:
        subject: what kind of thing; None for any.
        names: spellings of one name.
        numbers: folded; scheme None for any kind of number.
        birth: date of birth, as far as known, or None.
        nationality: ICAO code, or "".
        sex: M, F, X or "".
        misread: also entries whose number is one character away; they speak with less weight.
    """

    subject: Subject | None = None
    names: tuple[str, ...] = ()
    numbers: tuple[tuple[Scheme | None, str], ...] = ()
    birth: PartialDate | None = None
    nationality: str = ""
    sex: str = ""
    misread: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation.

    Attributes:
        reason: what was compared.
        finding: how the two stand to each other.
        asked: the value of the question.
        held: the value of the entry.
        points: what it adds to the score, or takes from it; all lines together are the score,
            as long as it stays from 0 to 1.
        scheme: kind of number, of a line about a number.
    """

    reason: Reason
    finding: Finding
    asked: str
    held: str
    points: float
    scheme: Scheme | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a thing is offered.

    Attributes:
        lines: the sum.
        name: how the best of its names compares, part by part; None when found by a number.
    """

    lines: tuple[Line, ...]
    name: Match | None = None

    @property
    def by_name_only(self) -> bool:
        """Whether nothing but names speaks for it: then nobody may act on it."""
        return not any(line.reason is Reason.NUMBER for line in self.lines)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that may be the one looked for.

    Attributes:
        reference: as the entry gave it.
        subject: what kind of thing.
        score: from 0 to 1.
        explanation: why.
    """

    reference: UUID
    subject: Subject
    score: float
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Found:
    """What a question found.

    Attributes:
        candidates: the likeliest first.
        partial: the question's budget ended before everything had been looked at.
    """

    candidates: tuple[Candidate, ...]
    partial: bool = False
