"""What stands beside a name, as evidence: births, sex, nationalities, place of birth."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from liaison.lib.names import births
from liaison.lib.names.births import Birth

# nats; argued like those of `births`: the share among one person's records over two people's
_SEX_SAME: Final = 0.6  # 98 of 100 over 50
_SEX_OTHER: Final = -2.5  # 2 of 100 are entered wrongly
_NATIONALITY_SAME: Final = 0.8
_NATIONALITY_OTHER: Final = -0.6  # people have several, and lose them
_PLACE_SAME: Final = 1.5
_PLACE_OTHER: Final = -0.3  # a village, its district and its country are all called the place
_SEXES: Final = frozenset({"M", "F"})


class Reason(enum.StrEnum):
    """What a line of evidence is about."""

    BIRTH = "birth"
    SEX = "sex"
    NATIONALITY = "nationality"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who bears a name, as far as a record says.

    Attributes:
        births: dates of birth, several where records differ.
        sex: M, F, or anything else for unknown.
        nationalities: codes, compared as they are.
        place: of birth, settled by `writing.normalise`, or "".
    """

    births: tuple[Birth, ...] = ()
    sex: str = ""
    nationalities: frozenset[str] = frozenset()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of evidence beside the name.

    Attributes:
        reason: what was compared.
        level: how the two stand to each other: `births.Level`, or same or different.
        left: of the first.
        right: of the second.
        points: nats for one person, or against.
    """

    reason: Reason
    level: str
    left: str
    right: str
    points: float


def together(left: Bearer, right: Bearer) -> tuple[Line, ...]:
    """Return what speaks beside the names; nothing where one side says nothing.

    Args:
        left: who bears the first name.
        right: who bears the second.

    Returns:
        Lines whose points are added to those of the names.
    """
    return (
        *_birth(left, right),
        *_sex(left, right),
        *_nationality(left, right),
        *_place(left, right),
    )


def _birth(left: Bearer, right: Bearer) -> Iterator[Line]:
    found = births.weigh(left.births, right.births)
    if found:
        yield Line(Reason.BIRTH, found.level, str(found.left), str(found.right), found.points)


def _sex(left: Bearer, right: Bearer) -> Iterator[Line]:
    if {left.sex, right.sex} <= _SEXES:
        yield _line(Reason.SEX, left.sex, right.sex, (_SEX_SAME, _SEX_OTHER))


def _nationality(left: Bearer, right: Bearer) -> Iterator[Line]:
    if left.nationalities and right.nationalities:
        both = sorted(left.nationalities & right.nationalities)
        one, two = both or sorted(left.nationalities), both or sorted(right.nationalities)
        points = (_NATIONALITY_SAME, _NATIONALITY_OTHER)
        yield _line(Reason.NATIONALITY, " ".join(one), " ".join(two), points)


def _place(left: Bearer, right: Bearer) -> Iterator[Line]:
    if left.place and right.place:
        yield _line(Reason.PLACE, left.place, right.place, (_PLACE_SAME, _PLACE_OTHER))


def _line(reason: Reason, left: str, right: str, points: tuple[float, float]) -> Line:
    same = left == right
    return Line(reason, "same" if same else "different", left, right, points[0 if same else 1])
