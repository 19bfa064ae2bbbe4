"""Whether two names may be one: parts paired in any order, and a sum of evidence that says why.

Every line of the sum is a log-likelihood ratio in nats: how much likelier this is when both names
are one person's than when they are two people's. The sum becomes a score by the logistic function;
its figures were learned (`tools/learn_names.py`) so that 0.70 is one threshold for every script.
"""

import enum
import math
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from liaison.lib.names import compiled, kernels, weights
from liaison.lib.names.crossing import across
from liaison.lib.names.packing import FIXED, PLACES, Form, Unit
from liaison.lib.names.parts import Name, prepare
from liaison.lib.names.words import Kind as Word

THRESHOLD: Final = 0.70  # from here on two names may be one: search.md, one shipped threshold

_DIGITS: Final = 6  # of a score: below lies only the machine's rounding
_WRITTEN_SAME: Final = 0.9  # nats at least for a name that is written the same: 0.71
_SAME_LETTERS: Final = 5.0  # nats for letters that agree and could have been others
# chosen with 2,000 people who are in no register and 2,000 who are in one of 106,000
_BY_CHANCE: Final = 3.75  # nats more than one in so many people
_CHANCE: Final = 0.35  # how much of what is missing counts, by names alone: words are no lottery
_CHANCE_BORN: Final = 1.2  # the same where dates of birth were compared
_LINKS_MOST: Final = 16
FEATURES: Final = kernels.FEATURES
_ALONE: Final = [2, 3, 20, 24, 25]  # of the features: words left over
_TURNED: Final = [4, 26]
_LATIN: Final = 0
_UNREADABLE: Final = -30.0  # nats: names without letters, which are the same or nothing


class Kind(enum.StrEnum):
    """What one line of the sum says."""

    SAME = "same"
    ROMANISED = "romanised"
    SPELLING = "spelling"
    INITIAL = "initial"
    USUAL = "usual"
    AGAINST = "against"
    LEFT_OUT = "left_out"
    ORDER = "order"
    START = "start"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of the sum.

    Attributes:
        kind: by what the two parts belong together, or do not.
        left: part of the first name, or "".
        right: part of the second name, or "".
        points: nats for one person, or against; all lines together are the sum.
    """

    kind: Kind
    left: str
    right: str
    points: float


@dataclass(frozen=True, slots=True)
class Match:
    """How far two names may be one.

    Attributes:
        score: from 0 to 1; the same whichever name comes first.
        points: the sum in nats; the score is its logistic.
        evidence: the sum, line by line.
        shared: nats that the words both names have tell of a person: much for rare ones.
    """

    score: float
    points: float
    evidence: tuple[Evidence, ...]
    shared: float = 0.0

    @property
    def reaches(self) -> bool:
        """Whether the two names may be one."""
        return self.score >= THRESHOLD


class Weighed(NamedTuple):
    """How far two names may be one, without reasons.

    Attributes:
        points: the sum in nats.
        shared: nats that the words both names have tell of a person.
    """

    points: float
    shared: float


def compare(left: str, right: str) -> Match:
    """Return how far two names may be one.

    Args:
        left: a name in any script.
        right: another one.

    Returns:
        The score with its reasons.

    Raises:
        NameTooLong: one of them is longer than any name.
        NameEmpty: one of them has no letters.
    """
    return compare_prepared(prepare(left), prepare(right))


def score_of(points: float) -> float:
    """Return the score of a sum of evidence.

    Args:
        points: nats.

    Returns:
        From 0 to 1.
    """
    return round(1 / (1 + math.exp(-max(min(points, 30.0), -30.0))), _DIGITS)


def weigh(left: Name, right: Name) -> Weighed:
    """Return the sum of evidence that two names are one, without its lines.

    Args:
        left: from `prepare`.
        right: from `prepare`.
    """
    if right.written < left.written:  # one order of work: the sum cannot depend on it
        left, right = right, left
    best, shared = _UNREADABLE, 0.0
    for one in left.forms:
        for two in right.forms:
            points, features, _ = _run(one, two)
            if points > best:
                best, shared = points, float(features[1])
    return Weighed(_lifted(left, right, best), shared)


def among(points: float, shared: float, held: int, *, born: bool = False) -> float:
    """Return the sum for somebody looked for in a register instead of beside one other.

    Whoever looks among many finds somebody alike by chance. What both share speaks for one person
    only as far as it is rarer than one in so many.

    Args:
        points: the sum for one entry, with what stands beside the names.
        shared: what the words both have tell, with what stands beside the names, in nats.
        held: how many people the register has.
        born: whether dates of birth were compared.
    """
    missing = math.log(max(held, 1)) + _BY_CHANCE - shared
    return points - (_CHANCE_BORN if born else _CHANCE) * max(0.0, missing)


def features_of(left: Name, right: Name) -> NDArray[np.float32]:
    """Return what is weighed of two names, for whoever learns the weights.

    Args:
        left: from `prepare`.
        right: from `prepare`.
    """
    if right.written < left.written:
        left, right = right, left
    runs = [_run(one, two) for one in left.forms for two in right.forms]
    nothing = np.zeros(FEATURES, dtype=np.float32)
    return max(runs, key=lambda run: run[0])[1] if runs else nothing


def compare_prepared(left: Name, right: Name) -> Match:
    """Return how far two prepared names may be one.

    Args:
        left: from `prepare`.
        right: from `prepare`.
    """
    if right.written < left.written:
        turned = _compare(right, left)
        mirrored = (Evidence(one.kind, one.right, one.left, one.points) for one in turned.evidence)
        return Match(turned.score, turned.points, tuple(mirrored), turned.shared)
    return _compare(left, right)


def _compare(left: Name, right: Name) -> Match:
    points, shared = _UNREADABLE, 0.0
    lines: tuple[Evidence, ...] = (Evidence(Kind.START, "", "", _UNREADABLE),)
    for one in left.forms:
        for two in right.forms:
            found, features, links = _run(one, two)
            if found > points:
                points, lines = found, _lines(one, two, found, features, links)
                shared = float(features[1])
    lifted = _lifted(left, right, points)
    if lifted > points:
        lines = (*lines, Evidence(Kind.SAME, left.written, right.written, lifted - points))
    return Match(score_of(lifted), lifted, lines, shared)


def _lifted(left: Name, right: Name, points: float) -> float:
    """Return the sum, lifted for a name that is written the same: over the threshold at least."""
    same = left.written == right.written
    return max(points + _SAME_LETTERS, _WRITTEN_SAME) if same else points


_Features = NDArray[np.float32]
_Links = NDArray[np.int32]


def _run(left: Form, right: Form) -> tuple[float, _Features, _Links]:
    compiled.load()
    held = weights.load()
    features = np.zeros(FEATURES, dtype=np.float32)
    links = np.zeros((_LINKS_MOST, 4), dtype=np.int32)
    found = kernels.weigh(
        left.packed,
        right.packed,
        held.costs,
        held.pairs,
        held.skip,
        across(left, right),
        features,
        links,
    )
    place = _class(left, right)
    features[8 + place] = 1.0
    return float(features @ held.names[min(place, 1)]), features, links[:found]


def _class(left: Form, right: Form) -> int:
    one, two = PLACES[left.script], PLACES[right.script]
    return one + two if _LATIN in (one, two) else _LATIN


def _lines(
    left: Form, right: Form, points: float, features: _Features, links: _Links
) -> tuple[Evidence, ...]:
    names = weights.load().names[min(_class(left, right), 1)]
    found = []
    for one, two, evidence, below in links[::-1].tolist():
        unit, other = left.units[one], right.units[two]
        value = float(names[1]) * evidence / FIXED + float(names[22]) * below / FIXED
        value += float(names[23]) * (below > kernels.OTHERWISE * FIXED)
        found.append(Evidence(_kind(unit, other), unit.text, other.text, value))
    ours = _lonely(left, [left.units[one] for one in links[:, 0].tolist()])
    theirs = _lonely(right, [right.units[two] for two in links[:, 1].tolist()])
    if ours or theirs:
        kind = Kind.AGAINST if ours and theirs else Kind.LEFT_OUT
        value = float(features[_ALONE] @ names[_ALONE])
        found.append(Evidence(kind, ours, theirs, value))
    if features[4]:
        found.append(Evidence(Kind.ORDER, "", "", float(features[_TURNED] @ names[_TURNED])))
    rest = points - sum(line.points for line in found)
    return (*found, Evidence(Kind.START, "", "", rest))


def _lonely(form: Form, paired: list[Unit]) -> str:
    taken = {one.first + step for one in paired for step in range(one.words)}
    return " ".join(
        unit.text for unit in form.units if unit.words == 1 and unit.first not in taken
    )


def _kind(left: Unit, right: Unit) -> Kind:
    if left.text == right.text:
        return Kind.SAME
    if (left.kind is Word.INITIAL) != (right.kind is Word.INITIAL):
        return Kind.INITIAL
    ours, theirs = {one.text for one in left.readings}, {one.text for one in right.readings}
    if ours & theirs:
        if left.script is right.script:
            return Kind.SAME if left.readings[0].text == right.readings[0].text else Kind.USUAL
        return Kind.ROMANISED
    return Kind.SPELLING
