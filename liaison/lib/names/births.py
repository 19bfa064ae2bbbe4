"""Dates of birth as evidence: how precisely each is known, how far they agree, what that says.

Each level of agreement has a log-likelihood ratio in nats: how often it is met between two notes
of one person's birth, over how often between two people's. The shares are argued, not learned:
85 of 100 notes agree to the day; people in one index were born over about 60 years; in many
registers 6 of 100 stand with 1 January because only the year was known.
"""

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import log
from typing import Final

from liaison.lib.names.calendars import CHINA_BEHIND, THAI_AHEAD, from_islamic, from_persian

TEXT_MAXIMUM: Final = 200
BIRTHS_MOST: Final = 8
_YEARS = 60  # over which the people of an index were born
_ABOUT: Final = 3  # years that "about 1974" may be off
_NEAR: Final = 2
_CONVERTED: Final = 0.7  # nats against a date that had to be taken for another calendar's
_ISLAMIC: Final = range(1250, 1470)
_THAI: Final = range(2400, 2600)
_CHINA: Final = range(1, 130)
_OURS: Final = range(1850, 2101)
_MONTHS, _DAYS = 12, 31
_SPLIT: Final = re.compile(r"[;|]|\bor\b|\band\b")
_CIRCA: Final = re.compile(
    r"\b(?:c|ca|circa|approx|approximately|about|between)\b\.?|~|\?", re.IGNORECASE
)
_FORMS: Final = (
    re.compile(
        r"(?P<year>\d{3,4})[-/.](?P<month>\d{1,2}|XX)(?:[-/.](?P<day>\d{1,2}|XX))?(?:T.*)?"
    ),
    re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"),
    re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})(?P<month>)(?P<day>)"),
)


class Level(enum.StrEnum):
    """How two dates of birth stand to each other."""

    SAME = "same"
    SAME_NEW_YEAR = "same_new_year"  # both 1 January: often means that only the year was known
    SAME_MONTH = "same_month"
    SAME_YEAR = "same_year"
    TURNED = "turned"  # day and month in the other order
    ONE_PART = "one_part"  # one of day, month and year differs
    NEAR = "near"  # a year or two apart, or about the same year
    YEAR_ONLY = "year_only"  # the same year, another day and another month
    DIFFERENT = "different"


# nats; the share among one person's notes, over the share among two people's
POINTS: Final = {
    Level.SAME: log(0.85 / (0.94 / 365 / _YEARS)) - 2.5,  # one household, one class, one year
    Level.SAME_NEW_YEAR: log(0.85 / (0.06 / _YEARS)) - 2.5,
    Level.SAME_MONTH: log(0.9 / (1 / 12 / _YEARS)) - 2.5,
    Level.SAME_YEAR: log(0.9 / (1 / _YEARS)) - 2.0,
    Level.TURNED: 4.0,
    Level.ONE_PART: 2.0,
    Level.NEAR: -0.4,
    Level.YEAR_ONLY: -1.5,
    Level.DIFFERENT: log(0.015 / 0.93),
}


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth as far as it is known.

    Attributes:
        year: of our calendar.
        month: 1 to 12, or None.
        day: 1 to 31, or None.
        about: the year may be off by some.
        doubt: nats against reading it so at all.
    """

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False
    doubt: float = 0.0

    def __str__(self) -> str:
        """Return the date as ISO 8601-2 writes it: 1974-08-XX, 1974~."""
        month = "XX" if self.month is None else f"{self.month:02}"
        day = "XX" if self.day is None else f"{self.day:02}"
        return f"{self.year:04}-{month}-{day}" + "~" * self.about


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two people's dates of birth agree at best.

    Attributes:
        level: how.
        left: of the first.
        right: of the second.
        points: nats for one person, or against.
    """

    level: Level
    left: Birth
    right: Birth
    points: float


def births_of(text: str) -> tuple[Birth, ...]:
    """Return the dates of birth in a text; what is no date is passed over.

    Args:
        text: one or more, parted by `;`, `|` or "or"; ISO, compact, day first or a year alone;
            also of the Islamic, Persian, Thai and Chinese calendars. At most `TEXT_MAXIMUM`.
    """
    found = [birth for part in _SPLIT.split(text[:TEXT_MAXIMUM]) for birth in _read(part)]
    return tuple(dict.fromkeys(found))[:BIRTHS_MOST]


def weigh(ours: tuple[Birth, ...], theirs: tuple[Birth, ...]) -> Agreement | None:
    """Return how the dates of birth of two people agree at best; None where one has none.

    Several dates on one side agree more easily by chance: each doubling takes 0.7 nats.

    Args:
        ours: of one person.
        theirs: of another.
    """
    found = [_agreement(one, two) for one, two in product(ours, theirs)]
    if not found:
        return None
    best = found[0]
    if len(found) > 1:
        best = max(found, key=lambda one: (one.points, str(one.left), str(one.right)))
    spared = log(len(ours) * len(theirs)) if best.points > 0 else 0.0
    return Agreement(best.level, best.left, best.right, best.points - spared)


def _agreement(one: Birth, two: Birth) -> Agreement:
    level = _level(one, two)
    points = POINTS[level]
    if points > 0:
        points = max(
            0.0, points - one.doubt - two.doubt - (1.0 if one.about or two.about else 0.0)
        )
    return Agreement(level, one, two, points)


def _level(one: Birth, two: Birth) -> Level:
    ours, theirs = (one.year, one.month, one.day), (two.year, two.month, two.day)
    apart = abs(one.year - two.year)
    if one.about or two.about:
        if apart == 0:
            return Level.SAME_YEAR
        return Level.NEAR if apart <= _ABOUT else Level.DIFFERENT
    known = [(a, b) for a, b in zip(ours, theirs, strict=True) if None not in (a, b)]
    wrong = [(a, b) for a, b in known if a != b]
    if not wrong:
        return _same(ours, len(known))
    if len(known) == len(ours):
        return _nearly(ours, theirs, len(wrong), apart)
    if apart == 0:
        return Level.YEAR_ONLY
    return Level.NEAR if apart == 1 else Level.DIFFERENT


def _same(ours: tuple[int | None, ...], known: int) -> Level:
    if known == len(ours):
        return Level.SAME_NEW_YEAR if ours[1:] == (1, 1) else Level.SAME
    return Level.SAME_MONTH if known > 1 else Level.SAME_YEAR


def _nearly(
    ours: tuple[int | None, ...], theirs: tuple[int | None, ...], wrong: int, apart: int
) -> Level:
    if apart == 0 and ours[1:] == (theirs[2], theirs[1]):
        return Level.TURNED
    if wrong == 1:
        return Level.ONE_PART
    if apart == 0:
        return Level.YEAR_ONLY
    return Level.NEAR if apart <= _NEAR and wrong < len(ours) else Level.DIFFERENT


def _read(text: str) -> Iterator[Birth]:
    about = _CIRCA.search(text) is not None
    bare = _CIRCA.sub(" ", text).strip()
    for form in _FORMS:
        if match := form.fullmatch(bare):
            numbers = (int(one) if one and one.isdigit() else None for one in match.groups())
            said = dict(zip(match.re.groupindex, numbers, strict=True))
            yield from _dated(said["year"] or 0, said["month"] or None, said["day"] or None, about)
            return


def _dated(year: int, month: int | None, day: int | None, about: bool) -> Iterator[Birth]:  # noqa: FBT001 - private
    if (month or 1) > _MONTHS >= (day or _DAYS):
        month, day = day, month
    if (month or 1) > _MONTHS or (day or 1) > _DAYS:
        month = day = None
    day = day if month else None
    if year in _OURS:
        yield Birth(year, month, day, about)
    elif year in _THAI:
        yield Birth(year - THAI_AHEAD, month, day, about, _CONVERTED)
    elif year in _CHINA:
        yield Birth(year + CHINA_BEHIND, month, day, about, _CONVERTED)
    elif year in _ISLAMIC:
        for convert in (from_islamic, from_persian):
            found = convert(year, month or 6, day or 15)
            whole = month is not None and day is not None
            yield Birth(
                found.year,
                found.month if whole else None,
                found.day if whole else None,
                about,
                _CONVERTED,
            )
