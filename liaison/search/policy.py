"""How far an entry is what was asked for: a sum with reasons. Pure; every figure in one place.

First form: names by `lib.names`, numbers folded and equal, a date of birth that adds or takes.
"""

from collections.abc import Sequence
from itertools import product
from typing import Final

from rapidfuzz.distance import OSA

from liaison.lib.ids.dates import PartialDate
from liaison.lib.names.compare import THRESHOLD, Match, compare_prepared
from liaison.lib.names.parts import Name
from liaison.search import terms
from liaison.search.states import Finding, Reason
from liaison.search.types import Candidate, Entry, Explanation, Line, Question

NAMES_MOST: Final = 40  # names of one entry: a wanted person with 12 aliases in three scripts
NUMBERS_MOST: Final = 40
NUMBER_LENGTH: Final = 40  # VIN 17, IMO 7, an art catalogue number about 30
ASKED_NAMES_MOST: Final = 6  # spellings of one question
CANDIDATES_MOST: Final = 50
RESCORED_MOST: Final = 60  # entries of one name looked at closely
NUMBERED_MOST: Final = 200  # entries of one number, or of its neighbours
YEARS_NEAR: Final = 1  # a wrong year of birth is mostly the one before or after
SECONDS_MOST: Final = 0.5  # of one question, in time of this thread; then what there is

_NUMBER: Final = 1.0  # a number is enough to show an entry; the officer compares
_NUMBER_NEAR: Final = 0.75  # one character misread, left out, put in, or two turned
_BIRTH_SAME: Final = 0.08  # 1974-08-12 beside 1974-08-12
_BIRTH_PARTLY: Final = 0.04  # 1974 beside 1974-08-12
_BIRTH_TURNED: Final = 0.02  # 1974-08-12 beside 1974-12-08
_BIRTH_NEAR: Final = -0.05  # one part differs: 1974-08-12 beside 1974-08-13
_BIRTH_OTHER: Final = -0.25  # 1974 beside 1991
_YEARS_NEAR: Final = 1
_SEX_OTHER: Final = -0.15
_NATIONALITY_SAME: Final = 0.02
_NATIONALITY_OTHER: Final = -0.02  # people have several, and lose them
_NO_MATCH: Final = Match(0.0, 0.0, ())


def judge(question: Question, entry: Entry, asked: Sequence[Name]) -> Candidate | None:
    """Return an entry as a candidate, or None when it does not reach the threshold.

    Args:
        question: what is looked for.
        entry: what is held.
        asked: the question's names, prepared.
    """
    numbers = _numbers(question, entry)
    match, names = _names(asked, entry)
    if not numbers and match.score < THRESHOLD:
        return None
    lines = numbers if match.score < THRESHOLD else [*numbers, *names]
    if asked or not numbers:
        lines += [*_birth(question, entry), *_sex(question, entry), *_nationality(question, entry)]
    score = _sum(lines)
    if not numbers and score < THRESHOLD:
        return None
    shown = match if match.score >= THRESHOLD else None
    return Candidate(entry.reference, entry.subject, score, Explanation(tuple(lines), shown))


def likeness(question: Question, entry: Entry, asked: Sequence[Name]) -> float:
    """Return the score of an entry by its names and its birth, also below the threshold.

    Args:
        question: what is looked for.
        entry: what is held.
        asked: the question's names, prepared.
    """
    _, names = _names(asked, entry)
    return _sum([*names, *_birth(question, entry), *_nationality(question, entry)])


def prepared(names: Sequence[str]) -> tuple[Name, ...]:
    """Return those names that can be read, ready to be compared."""
    return tuple(name for text in names if (name := terms.prepared(text)))


def _sum(lines: Sequence[Line]) -> float:
    return min(max(sum(line.points for line in lines), 0.0), 1.0)


def _numbers(question: Question, entry: Entry) -> list[Line]:
    pairs = [
        (folded, held, kind)
        for (scheme, folded), (kind, held) in product(question.numbers, entry.numbers)
        if scheme in {None, kind}
    ]
    same = [
        Line(Reason.NUMBER, Finding.SAME, folded, held, _NUMBER, kind)
        for folded, held, kind in pairs
        if folded == held
    ]
    if same or not question.misread:
        return same[:1]
    return [
        Line(Reason.NUMBER, Finding.NEAR, folded, held, _NUMBER_NEAR, kind)
        for folded, held, kind in pairs
        if OSA.distance(folded, held, score_cutoff=1) == 1
    ][:1]


def _names(asked: Sequence[Name], entry: Entry) -> tuple[Match, list[Line]]:
    best, line = _NO_MATCH, None
    for one, held in product(asked, prepared(entry.names)):
        match = compare_prepared(one, held)
        if match.score > best.score:
            finding = Finding.SAME if one.written == held.written else Finding.ALIKE
            best = match
            line = Line(Reason.NAME, finding, one.written, held.written, match.score)
    return best, [line] if line else []


def _birth(question: Question, entry: Entry) -> list[Line]:
    if question.birth is None or entry.birth is None:
        return []
    finding, points = _compare_births(question.birth, entry.birth)
    return [Line(Reason.BIRTH, finding, str(question.birth), str(entry.birth), points)]


def _compare_births(asked: PartialDate, held: PartialDate) -> tuple[Finding, float]:
    ours, theirs = (asked.year, asked.month, asked.day), (held.year, held.month, held.day)
    known = [(a, b) for a, b in zip(ours, theirs, strict=True) if None not in (a, b)]
    different = [(a, b) for a, b in known if a != b]
    if not different:
        whole = len(known) == len(ours)
        return Finding.SAME, _BIRTH_SAME if whole else _BIRTH_PARTLY * bool(known)
    if ours[0] == theirs[0] and None not in ours and ours[1:] == (theirs[2], theirs[1]):
        return Finding.TURNED, _BIRTH_TURNED
    years = abs((asked.year or 0) - (held.year or 0)) if asked.year and held.year else 0
    if len(different) == 1 and years <= _YEARS_NEAR:
        return Finding.NEAR, _BIRTH_NEAR
    return Finding.DIFFERENT, _BIRTH_OTHER


def _sex(question: Question, entry: Entry) -> list[Line]:
    told = {question.sex, entry.sex} & {"M", "F"}
    if len(told) < len({"M", "F"}):
        return []
    return [Line(Reason.SEX, Finding.DIFFERENT, question.sex, entry.sex, _SEX_OTHER)]


def _nationality(question: Question, entry: Entry) -> list[Line]:
    if not question.nationality or not entry.nationalities:
        return []
    same = question.nationality in entry.nationalities
    held = question.nationality if same else ", ".join(entry.nationalities)
    finding = Finding.SAME if same else Finding.DIFFERENT
    points = _NATIONALITY_SAME if same else _NATIONALITY_OTHER
    return [Line(Reason.NATIONALITY, finding, question.nationality, held, points)]
