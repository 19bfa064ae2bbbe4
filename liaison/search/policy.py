"""How far an entry is what was asked for: a sum with reasons. Pure; every figure in one place.

The sum is one of evidence in nats, by `lib.names`: names, then what stands beside them, as rare as
it must be among so many entries. Each line says by how much it moves the score.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import product
from operator import neg
from typing import Final

from rapidfuzz.distance import OSA

from liaison.lib.ids.dates import PartialDate
from liaison.lib.names import bearer
from liaison.lib.names.bearer import Bearer
from liaison.lib.names.births import Birth, Level
from liaison.lib.names.compare import (
    THRESHOLD,
    Match,
    Weighed,
    among,
    compare_prepared,
    score_of,
    weigh,
)
from liaison.lib.names.parts import Name
from liaison.search import terms
from liaison.search.states import Finding, Reason
from liaison.search.types import Candidate, Entry, Explanation, Line, Question

NAMES_MOST: Final = 40  # names of one entry: a wanted person with 12 aliases in three scripts
NUMBERS_MOST: Final = 40
NUMBER_LENGTH: Final = 40  # VIN 17, IMO 7, an art catalogue number about 30
ASKED_NAMES_MOST: Final = 6  # spellings of one question
CANDIDATES_MOST: Final = 50
TOGETHER_MOST: Final = 50  # questions asked in one call
# entries of one name looked at closely: a few always, more while ranked near the first
RESCORED_LEAST: Final = 10
RESCORED_MOST: Final = 100
RESCORED_SHARE: Final = 0.65
NUMBERED_MOST: Final = 200  # entries of one number, or of its neighbours
YEARS_NEAR: Final = 1  # a wrong year of birth is mostly the one before or after
SECONDS_MOST: Final = 0.5  # of one question, in time of this thread; then what there is

_NUMBER: Final = 7.0  # nats: a number is enough to show an entry; the officer compares
_NUMBER_NEAR: Final = 1.1  # one character misread, left out, put in, or two turned: 0.75
_FINDINGS: Final = {
    Level.SAME: Finding.SAME,
    Level.SAME_NEW_YEAR: Finding.SAME,
    Level.SAME_MONTH: Finding.SAME,
    Level.SAME_YEAR: Finding.SAME,
    Level.TURNED: Finding.TURNED,
    Level.ONE_PART: Finding.NEAR,
    Level.NEAR: Finding.NEAR,
    Level.YEAR_ONLY: Finding.DIFFERENT,
    Level.DIFFERENT: Finding.DIFFERENT,
}
_REASONS: Final = {
    bearer.Reason.BIRTH: Reason.BIRTH,
    bearer.Reason.SEX: Reason.SEX,
    bearer.Reason.NATIONALITY: Reason.NATIONALITY,
}
_NO_MATCH: Final = Match(0.0, -30.0, ())
_NOTHING: Final = Weighed(-30.0, 0.0)


def looked_at(ranks: Sequence[float]) -> int:
    """Return how many candidates of one name are looked at closely.

    To compare one costs as much as a tenth of finding them all. Among 200,000 invented people and
    106,000 real names this keeps what the first hundred have to show, and looks at twenty.

    Args:
        ranks: of the engine, the highest first.
    """
    if not ranks:
        return 0
    near = bisect_right(ranks, -RESCORED_SHARE * ranks[0], key=neg)
    return min(len(ranks), max(RESCORED_LEAST, near), RESCORED_MOST)


def judge(
    question: Question, entry: Entry, asked: Sequence[Name], held: int = 1
) -> Candidate | None:
    """Return an entry as a candidate, or None when it does not reach the threshold.

    Args:
        question: what is looked for.
        entry: what is held.
        asked: the question's names, prepared.
        held: how many entries there are: one of many is alike by chance.
    """
    numbers = _numbers(question, entry)
    # the sum alone is five times as fast as the sum with its words, and mostly it is too little
    if not numbers and likeness(question, entry, asked, held) < THRESHOLD:
        return None
    match, name = _names(asked, entry, held)
    near = name is not None and name.points >= THRESHOLD
    if not numbers and not near and not (question.birth and entry.birth):
        return None
    beside = bearer.together(_asked(question), _held(entry)) if asked or not numbers else ()
    lines, nats, shared, born = list(numbers), _nats(numbers), 0.0, False
    if name and (near or not numbers):
        lines.append(name)
        nats, shared = nats + match.points, match.shared
    score = _score(nats, shared, held, born=False) if not numbers else score_of(nats)
    for line in beside:
        nats, shared = nats + line.points, shared + line.points
        born = born or line.reason is bearer.Reason.BIRTH
        now = score_of(nats) if numbers else _score(nats, shared, held, born=born)
        lines.append(_line(line, now - score))
        score = now
    if not numbers and score < THRESHOLD:
        return None
    shown = match if name in lines else None
    return Candidate(entry.reference, entry.subject, score, Explanation(tuple(lines), shown))


def likeness(question: Question, entry: Entry, asked: Sequence[Name], held: int = 1) -> float:
    """Return the score of an entry by its names and its birth, also below the threshold.

    Args:
        question: what is looked for.
        entry: what is held.
        asked: the question's names, prepared.
        held: how many entries there are.
    """
    found = [weigh(one, name) for one, name in product(asked, prepared(entry.names))]
    best = max(found, key=lambda one: among(one.points, one.shared, held), default=_NOTHING)
    beside = bearer.together(_asked(question), _held(entry))
    more = sum(line.points for line in beside)
    born = any(line.reason is bearer.Reason.BIRTH for line in beside)
    return _score(best.points + more, best.shared + more, held, born=born)


def prepared(names: Sequence[str]) -> tuple[Name, ...]:
    """Return those names that can be read, ready to be compared."""
    return tuple(name for text in names if (name := terms.prepared(text)))


def _score(points: float, shared: float, held: int, *, born: bool) -> float:
    return score_of(among(points, shared, held, born=born))


def _nats(numbers: Sequence[Line]) -> float:
    return sum(_NUMBER if one.finding is Finding.SAME else _NUMBER_NEAR for one in numbers)


def _numbers(question: Question, entry: Entry) -> list[Line]:
    pairs = [
        (folded, held, kind)
        for (scheme, folded), (kind, held) in product(question.numbers, entry.numbers)
        if scheme in {None, kind}
    ]
    same = [
        Line(Reason.NUMBER, Finding.SAME, folded, held, score_of(_NUMBER), kind)
        for folded, held, kind in pairs
        if folded == held
    ]
    if same or not question.misread:
        return same[:1]
    return [
        Line(Reason.NUMBER, Finding.NEAR, folded, held, score_of(_NUMBER_NEAR), kind)
        for folded, held, kind in pairs
        if OSA.distance(folded, held, score_cutoff=1) == 1
    ][:1]


def _names(asked: Sequence[Name], entry: Entry, held: int) -> tuple[Match, Line | None]:
    best, line = _NO_MATCH, None
    for one, other in product(asked, prepared(entry.names)):
        match = compare_prepared(one, other)
        score = _score(match.points, match.shared, held, born=False)
        if line is None or score > line.points:
            finding = Finding.SAME if one.written == other.written else Finding.ALIKE
            best = match
            line = Line(Reason.NAME, finding, one.written, other.written, score)
    return best, line


def _line(beside: bearer.Line, points: float) -> Line:
    if beside.reason is bearer.Reason.BIRTH:
        finding = _FINDINGS[Level(beside.level)]
    else:
        finding = Finding.SAME if beside.level == "same" else Finding.DIFFERENT
    return Line(_REASONS[beside.reason], finding, beside.left, beside.right, points)


def _asked(question: Question) -> Bearer:
    nationalities = frozenset({question.nationality} - {""})
    return Bearer(_births(question.birth), question.sex, nationalities)


def _held(entry: Entry) -> Bearer:
    return Bearer(_births(entry.birth), entry.sex, frozenset(entry.nationalities))


def _births(date: PartialDate | None) -> tuple[Birth, ...]:
    if date is None or date.year is None:
        return ()
    return (Birth(date.year, date.month, date.day),)
