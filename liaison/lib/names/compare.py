"""Whether two names may be one: parts paired in any order, and a sum that says why.

The score is what the paired parts give, out of what all parts could have given. A part that
only one name has costs little: people leave parts out. Parts that stand against each other cost
more than they weigh, so contradiction always falls below omission.
"""

import enum
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

from liaison.lib.names.parts import Name, Part, join, prepare
from liaison.lib.names.writing import Script

THRESHOLD: Final = 0.70  # from here on two names may be one: search.md, one shipped threshold

_SAME: Final = 1.0
_ROMANISED: Final = 0.97  # the same letters, but one of them was romanised by us
_SPELLING: Final = 0.93  # Aleksey, Alexei
_FAMILY: Final = 0.90  # Kim, Gim; Wang, Wong
_SKELETON: Final = 0.85  # Rahman, rhmn
_INITIAL: Final = 0.70  # J, John
_NEAREST: Final = 0.75  # one letter of four may differ
_NEAR_LETTERS: Final = 4  # shorter parts are other names when a letter differs: Kim, Kin
_SPELLED_LETTERS: Final = 3
_CONSONANTS: Final = 2  # fewer say nothing
_CONSONANTS_VOWELLED: Final = 4  # where vowels were written, they must nearly agree as well
_VOWELS_AGREE: Final = 0.6
_LONG: Final = 8  # letters after which a part says no more about a person
_LETTER: Final = 0.25
_PARTICLE: Final = 0.3
_PARTICLES: Final = frozenset(
    {"abu", "af", "al", "av", "ben", "bin", "bint", "da", "das", "de", "del", "della", "den"}
    | {"der", "di", "do", "dos", "du", "e", "el", "i", "ibn", "la", "le", "los", "ten", "ter"}
    | {"ul", "van", "von", "y", "zu"}
)
_AGAINST: Final = 1.2  # of its weight: Ivan Petrov, Oleg Petrov -> 0.5
_LEFT_OUT: Final = 0.25  # of its weight: Ivan Petrov, Ivan Olegovich Petrov -> 0.86
_ONE_PART: Final = 0.65  # one part alone never reaches the threshold
_TELLING: Final = 2
_DIGITS: Final = 6  # of a score: below lies only the machine's rounding
_JOINED_MOST: Final = 3


class Kind(enum.StrEnum):
    """What one line of the sum says."""

    SAME = "same"
    ROMANISED = "romanised"
    SPELLING = "spelling"
    FAMILY = "family"
    SKELETON = "skeleton"
    INITIAL = "initial"
    NEAR = "near"
    AGAINST = "against"
    LEFT_OUT = "left_out"
    ONE_PART = "one_part"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of the sum.

    Attributes:
        kind: by what the two parts belong together, or do not.
        left: part of the first name, or "".
        right: part of the second name, or "".
        points: what it gives; all lines together are the score.
        most: what it could have given.
    """

    kind: Kind
    left: str
    right: str
    points: float
    most: float


@dataclass(frozen=True, slots=True)
class Match:
    """How far two names may be one.

    Attributes:
        score: from 0 to 1; the same whichever name comes first.
        evidence: the sum, line by line.
    """

    score: float
    evidence: tuple[Evidence, ...]

    @property
    def reaches(self) -> bool:
        """Whether the two names may be one."""
        return self.score >= THRESHOLD


@dataclass(frozen=True, slots=True)
class _Pair:
    kind: Kind
    left: Part
    right: Part
    likeness: float

    @property
    def weight(self) -> float:
        return (_weight(self.left) + _weight(self.right)) / 2


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


def compare_prepared(left: Name, right: Name) -> Match:
    """Return how far two prepared names may be one.

    Args:
        left: from `prepare`.
        right: from `prepare`.
    """
    if right.written < left.written:  # one order of work: the score cannot depend on it
        turned = _compare(right, left)
        mirrored = (
            Evidence(one.kind, one.right, one.left, one.points, one.most)
            for one in turned.evidence
        )
        return Match(turned.score, tuple(mirrored))
    return _compare(left, right)


def _compare(left: Name, right: Name) -> Match:
    """Return the better of two readings: parts as written, and neighbours written together."""
    plain = _score(left.parts, right.parts)
    ours = _join_like(left.parts, right.parts)
    theirs = _join_like(right.parts, ours)
    if (ours, theirs) == (left.parts, right.parts):
        return plain
    joined = _score(ours, theirs)
    return joined if joined.score > plain.score else plain


def _score(ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> Match:
    pairs = _pair(ours, theirs)
    lonely_ours = _without(ours, [pair.left for pair in pairs])
    lonely_theirs = _without(theirs, [pair.right for pair in pairs])
    against, omitted = _weigh_lonely(lonely_ours, lonely_theirs)
    total = sum(pair.weight for pair in pairs) + against + omitted
    lines = [
        Evidence(
            pair.kind,
            pair.left.text,
            pair.right.text,
            pair.weight * pair.likeness / total,
            pair.weight / total,
        )
        for pair in pairs
    ]
    if against or omitted:
        lines.append(_lonely_line(lonely_ours, lonely_theirs, against, omitted, total))
    score = sum(line.points for line in lines)
    telling = sum(not _is_particle(pair.left) for pair in pairs)
    if (against or omitted) and telling < _TELLING and score > _ONE_PART:
        lines.append(Evidence(Kind.ONE_PART, "", "", _ONE_PART - score, 0.0))
        score = _ONE_PART
    return Match(round(min(max(score, 0.0), 1.0), _DIGITS), tuple(lines))


def _lonely_line(
    ours: list[Part], theirs: list[Part], against: float, omitted: float, total: float
) -> Evidence:
    return Evidence(
        Kind.AGAINST if against else Kind.LEFT_OUT,
        " ".join(part.text for part in ours),
        " ".join(part.text for part in theirs),
        0.0,
        (against + omitted) / total,
    )


def _weigh_lonely(ours: list[Part], theirs: list[Part]) -> tuple[float, float]:
    """Return what unpaired parts weigh: standing against each other, and left out."""
    first, second = sum(map(_weight, ours)), sum(map(_weight, theirs))
    return min(first, second) * _AGAINST, abs(first - second) * _LEFT_OUT


def _weight(part: Part) -> float:
    weight = 1 + min(len(part.text), _LONG) * _LETTER
    return weight * _PARTICLE if _is_particle(part) else weight


def _is_particle(part: Part) -> bool:
    """Whether it is a small word of a name; a Korean or Chinese sign that sounds so is not."""
    return part.text in _PARTICLES and part.script not in {Script.HAN, Script.HANGUL}


def _pair(ours: tuple[Part, ...], theirs: tuple[Part, ...]) -> list[_Pair]:
    """Return pairs of parts, the most alike first; each part is in one pair at most."""
    likely = [
        (place, other, pair)
        for place, left in enumerate(ours)
        for other, right in enumerate(theirs)
        if (pair := _liken(left, right))
    ]
    likely.sort(key=lambda one: (-one[2].likeness, -one[2].weight, one[0], one[1]))
    taken_ours: set[int] = set()
    taken_theirs: set[int] = set()
    found = []
    for place, other, pair in likely:
        if place not in taken_ours and other not in taken_theirs:
            taken_ours.add(place)
            taken_theirs.add(other)
            found.append(pair)
    return found


def _without(parts: tuple[Part, ...], paired: list[Part]) -> list[Part]:
    left = list(parts)
    for part in paired:
        left.remove(part)
    return left


def _liken(left: Part, right: Part) -> _Pair | None:
    """Return by what two parts belong together, or None."""
    kind, likeness = _likeness(left, right)
    return _Pair(kind, left, right, likeness) if likeness else None


def _likeness(left: Part, right: Part) -> tuple[Kind, float]:
    if left.text == right.text:
        same = left.script is right.script
        return (Kind.SAME, _SAME) if same else (Kind.ROMANISED, _ROMANISED)
    if _spelled_alike(left, right):
        return Kind.SPELLING, _SPELLING
    if left.families & right.families:
        return Kind.FAMILY, _FAMILY
    if 1 in (len(left.text), len(right.text)):
        return Kind.INITIAL, _INITIAL * (left.text[0] == right.text[0])
    return _by_letters(left, right)


def _by_letters(left: Part, right: Part) -> tuple[Kind, float]:
    near: float = OSA.normalized_similarity(left.text, right.text)
    if _same_consonants(left, right, near):
        return Kind.SKELETON, _SKELETON
    long_enough = min(len(left.text), len(right.text)) >= _NEAR_LETTERS
    return Kind.NEAR, near * (long_enough and near >= _NEAREST)


def _spelled_alike(left: Part, right: Part) -> bool:
    if Script.HANGUL in (left.script, right.script) and left.korean == right.korean:
        return bool(left.korean)
    shorter = min(len(left.text), len(right.text))
    return shorter >= _SPELLED_LETTERS and left.spelling == right.spelling


def _same_consonants(left: Part, right: Part, near: float) -> bool:
    if left.skeleton != right.skeleton:
        return False
    if Script.VOWELLESS in (left.script, right.script):
        return len(left.skeleton) >= _CONSONANTS
    return len(left.skeleton) >= _CONSONANTS_VOWELLED and near >= _VOWELS_AGREE


def _join_like(parts: tuple[Part, ...], others: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return parts, neighbours joined where the other name writes them as one."""
    found: list[Part] = []
    place = 0
    while place < len(parts):
        for size in range(min(_JOINED_MOST, len(parts) - place), 1, -1):
            joined = join(parts[place : place + size])
            if any(_is_joined(joined, other) for other in others):
                found.append(joined)
                place += size
                break
        else:
            found.append(parts[place])
            place += 1
    return tuple(found)


def _is_joined(joined: Part, other: Part) -> bool:
    pair = _liken(joined, other)
    return (
        pair is not None
        and pair.kind not in {Kind.INITIAL, Kind.NEAR}
        and len(other.text) >= _NEAR_LETTERS
    )
